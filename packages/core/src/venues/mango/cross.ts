import { healthPool } from '../../margin/health-pool.ts'
import type { Pool } from '../../margin/model.ts'
import { nettedOrders, orderedContracts } from '../../margin/one-way.ts'
import { type OrderedPosition, orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { type TokenBalance, tokenBalances } from '../../margin/token-balances.ts'
import { healthMargins } from '../../margin/weighted-health.ts'
import type { Asset } from '../../market/instrument.ts'
import type { AssetQuote } from '../../market/snapshot.ts'
import { toRisk } from '../../num/crossing.ts'
import { dollarUnits, fixed, fromFixed, nativeUnits } from './fixed.ts'
import {
  healthLines,
  maintenanceWeight,
  type PerpHolding,
  type StablePrice,
  type TokenHolding,
} from './health-lines.ts'
import type { MangoTerms, TokenTerms } from './terms.ts'

/** One pool. Adjusted equity less maintenance is maintenance health, less initial is initial health. */
export function mangoPools(account: PricedAccount, terms: MangoTerms): readonly Pool[] {
  const ordered = nettedOrders(orderedPositions(account))
  const tokens = tokensOf(account, terms)
  const settle = tokens.get(terms.settleToken) ?? settleToken(account, terms)
  const perps = ordered.map((row) => perpOf(account, row, terms))
  const held = perps.map((perp) => ({ ...perp, bids: 0n, asks: 0n }))
  const rows = [...tokens.values()]
  return [
    healthPool(account, {
      margins: healthMargins(
        healthLines(rows, held, settle, 'maintenance'),
        healthLines(rows, perps, settle, 'initial'),
        dollarUnits,
      ),
      weightOf: ({ asset }) => {
        const token = tokens.get(terms.tokenOf(asset) as Asset)
        return token === undefined ? 1 : fromFixed(maintenanceWeight(token))
      },
      unknown: ordered.flatMap(({ position }) => terms.missingPerp(position.priced.instrument.underlying)),
    }),
  ]
}

function tokensOf({ balances, quotes }: PricedAccount, terms: MangoTerms): ReadonlyMap<Asset, TokenHolding> {
  const rowOf = ({ token, asset, amount, price }: TokenBalance): readonly (readonly [Asset, TokenHolding])[] => {
    const known = terms.termsOf(token) as TokenTerms
    const held = { balance: fixed(amount * nativeUnits), price: priceOf(price, quotes.assets.get(asset)) }
    return [[token, { ...known, ...held, name: asset, riskFactor: asset }]]
  }
  return new Map(tokenBalances(balances, terms.tokenOf).flatMap(rowOf))
}

/** The settle token of an account that holds none. */
function settleToken({ quotes, currency }: PricedAccount, terms: MangoTerms): TokenHolding {
  const name = terms.settleToken
  const quote = quotes.assets.get(name)
  const price = quote === undefined || name === currency ? 1 : toRisk(quote.price)
  return { ...terms.settleTerms, name, riskFactor: name, balance: 0n, price: priceOf(price, quote) }
}

/** Without a slow average it is the oracle's price. */
function priceOf(oracle: number, quote: AssetQuote | undefined): StablePrice {
  const stable = quote?.stablePrice === undefined ? oracle : toRisk(quote.stablePrice)
  return { oracle: fixed(oracle), stable: fixed(stable) }
}

function perpOf({ quotes }: PricedAccount, row: OrderedPosition, terms: MangoTerms): PerpHolding {
  const { symbol, priced, contracts, cost, accruedFunding } = row.position
  const { bids, asks } = orderedContracts(row)
  const { underlying } = priced.instrument
  const native = priced.size * nativeUnits
  return {
    ...terms.perpOf(underlying),
    name: symbol,
    riskFactor: underlying,
    base: fixed(contracts * native),
    bids: fixed(bids * native),
    asks: fixed(asks * native),
    quote: fixed((accruedFunding - (cost ?? 0)) * nativeUnits),
    price: priceOf(priced.index, quotes.assets.get(underlying)),
  }
}
