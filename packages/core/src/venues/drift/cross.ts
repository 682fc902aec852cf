import { healthPool } from '../../margin/health-pool.ts'
import type { Pool } from '../../margin/model.ts'
import type { PricedAccount, PricedBalance } from '../../margin/priced-account.ts'
import { positionsBySymbol, type SymbolHolding } from '../../margin/symbol-holding.ts'
import { healthMargins } from '../../margin/weighted-health.ts'
import type { AssetQuote } from '../../market/snapshot.ts'
import { toRisk } from '../../num/crossing.ts'
import { fromUnits, toUnits } from '../../num/fixed-point.ts'
import {
  assetWeight,
  type OraclePrice,
  type PerpHolding,
  perpLine,
  type SpotHolding,
  spotLine,
} from './health-lines.ts'
import type { DriftTerms } from './terms.ts'

/** Units of a size, of money and of a weight in one. */
const [sizeUnits, moneyUnits, weightUnits] = [1e9, 1e6, 1e4]

/**
 * One pool: weighted deposits and weighted profit behind borrows and perpetuals. Perpetuals are valued at the oracle's
 * price, which is the index. Adjusted equity is the venue's total collateral for maintenance; what counts for less
 * towards opening is asked in the initial requirement, so that equity less it is the venue's free collateral.
 */
export function driftPools(account: PricedAccount, terms: DriftTerms): readonly Pool[] {
  const holdings = positionsBySymbol(account)
  const spots = account.balances.flatMap((balance) => spotOf(account, balance, terms))
  const perps = holdings.map((holding) => perpOf(account, holding, terms))
  const held = perps.map((perp) => ({ ...perp, bids: 0n, asks: 0n, orderCount: 0n }))
  const margins = healthMargins(
    [
      ...spots.map((spot) => spotLine(spot, 'maintenance', false)),
      ...held.map((perp) => perpLine(perp, 'maintenance', false)),
    ],
    [...spots.map((spot) => spotLine(spot, 'initial', true)), ...perps.map((perp) => perpLine(perp, 'initial', true))],
    moneyUnits,
  )
  const byAsset = new Map(spots.map((spot) => [spot.name, spot]))
  return [
    healthPool(account, {
      margins,
      weightOf: ({ asset }) => maintenanceShare(byAsset.get(asset)),
      unknown: holdings.flatMap(({ priced }) => terms.missing(priced.instrument.underlying)),
    }),
  ]
}

function maintenanceShare(spot: SpotHolding | undefined): number {
  return spot === undefined ? 1 : fromUnits(assetWeight(spot, 'maintenance', spot.amount), weightUnits)
}

function spotOf(
  { quotes }: PricedAccount,
  { asset, amount, price }: PricedBalance,
  terms: DriftTerms,
): readonly SpotHolding[] {
  const token = terms.tokenOf(asset)
  if (token === undefined) return []
  return [
    {
      ...token,
      name: asset,
      riskFactor: asset,
      amount: toUnits(amount, sizeUnits),
      price: oracleOf(price, quotes.assets.get(asset)),
    },
  ]
}

/** Without an average it is the oracle's price. */
function oracleOf(price: number, quote: AssetQuote | undefined): OraclePrice {
  const now = toUnits(price, moneyUnits)
  return { now, average: quote?.twap === undefined ? now : toUnits(toRisk(quote.twap), moneyUnits) }
}

function perpOf({ quotes }: PricedAccount, holding: SymbolHolding, terms: DriftTerms): PerpHolding {
  const { symbol, priced, contracts, bids, asks, orderCount, cost, funding } = holding
  const { size, index, settlePrice, instrument } = priced
  return {
    ...terms.perpOf(instrument.underlying),
    name: symbol,
    riskFactor: instrument.underlying,
    base: toUnits(contracts * size, sizeUnits),
    bids: toUnits(bids * size, sizeUnits),
    asks: toUnits(asks * size, sizeUnits),
    orderCount: BigInt(orderCount),
    quote: toUnits(funding - cost, moneyUnits),
    price: toUnits(index, moneyUnits),
    quotePrice: oracleOf(settlePrice, quotes.assets.get(instrument.settle)),
    initialProfitMax: terms.initialProfitMax,
    orderCharge: terms.orderCharge,
  }
}
