import { healthPool } from '../../margin/health-pool.ts'
import type { Pool } from '../../margin/model.ts'
import { nettedOrders, orderedContracts } from '../../margin/one-way.ts'
import { type OrderedPosition, orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { type TokenBalance, tokenBalances } from '../../margin/token-balances.ts'
import { healthMargins } from '../../margin/weighted-health.ts'
import type { Asset, Underlying } from '../../market/instrument.ts'
import type { AssetQuote, MarketSnapshot } from '../../market/snapshot.ts'
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
  const rows = nettedOrders(orderedPositions(account))
  const spots = new Map(
    tokenBalances(account.balances, terms.tokenOf).flatMap((balance) => spotOf(account, balance, terms)),
  )
  const tokens = [...spots.values()]
  const perps = rows.map((row) => perpOf(account, row, terms))
  const held = perps.map((perp) => ({ ...perp, bids: 0n, asks: 0n, orderCount: 0n }))
  const margins = healthMargins(
    [
      ...tokens.map((spot) => spotLine(spot, 'maintenance', false)),
      ...held.map((perp) => perpLine(perp, 'maintenance', false)),
    ],
    [...tokens.map((spot) => spotLine(spot, 'initial', true)), ...perps.map((perp) => perpLine(perp, 'initial', true))],
    moneyUnits,
  )
  return [
    healthPool(account, {
      margins,
      weightOf: ({ asset }) => maintenanceShare(spots.get(terms.tokenOf(asset) as Asset)),
      unknown: rows.flatMap(({ position }) => terms.missing(position.priced.instrument.underlying)),
    }),
  ]
}

function maintenanceShare(spot: SpotHolding | undefined): number {
  if (spot === undefined) return 1
  const size = spot.amount < 0n ? 0n : spot.amount
  return fromUnits(assetWeight(spot, 'maintenance', size), weightUnits)
}

function spotOf(
  { quotes }: PricedAccount,
  { token, asset, amount, price }: TokenBalance,
  terms: DriftTerms,
): readonly (readonly [Asset, SpotHolding])[] {
  const known = terms.termsOf(token) as NonNullable<ReturnType<DriftTerms['termsOf']>>
  const held = { amount: toUnits(amount, sizeUnits), price: oracleOf(price, quotes.assets.get(asset)) }
  return [[token, { ...known, ...held, name: asset, riskFactor: asset }]]
}

/** Without an average it is the oracle's price. */
function oracleOf(price: number, quote: AssetQuote | undefined): OraclePrice {
  const now = toUnits(price, moneyUnits)
  return { now, average: quote?.twap === undefined ? now : toUnits(toRisk(quote.twap), moneyUnits) }
}

/** A coin below a tenth of a cent is listed by the million, since prices are in millionths of a dollar. */
function coinsPerBase({ underlyings }: MarketSnapshot, underlying: Underlying): number {
  const quote = underlyings.get(underlying)
  return quote !== undefined && toRisk(quote.index) < 0.001 ? 1e6 : 1
}

function perpOf({ quotes, orders }: PricedAccount, row: OrderedPosition, terms: DriftTerms): PerpHolding {
  const { symbol, priced, contracts, cost, accruedFunding } = row.position
  const { bids, asks } = orderedContracts(row)
  const { index, settlePrice, instrument } = priced
  const coins = coinsPerBase(quotes, instrument.underlying)
  const size = priced.size / coins
  const orderCount = orders.filter((order) => order.symbol === symbol && !order.reduceOnly).length
  return {
    ...terms.perpOf(instrument.underlying),
    name: symbol,
    riskFactor: instrument.underlying,
    base: toUnits(contracts * size, sizeUnits),
    bids: toUnits(bids * size, sizeUnits),
    asks: toUnits(asks * size, sizeUnits),
    orderCount: BigInt(orderCount),
    quote: toUnits(accruedFunding - (cost ?? 0), moneyUnits),
    price: toUnits(index * coins, moneyUnits),
    quotePrice: oracleOf(settlePrice, quotes.assets.get(instrument.settle)),
    initialProfitMax: terms.initialProfitMax,
    orderCharge: terms.orderCharge,
  }
}
