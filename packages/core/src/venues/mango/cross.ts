import { healthPool } from '../../margin/health-pool.ts'
import type { Pool } from '../../margin/model.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { positionsBySymbol, type SymbolHolding } from '../../margin/symbol-holding.ts'
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
import type { MangoTerms } from './terms.ts'

/** One pool. Adjusted equity less maintenance is maintenance health, less initial is initial health. */
export function mangoPools(account: PricedAccount, terms: MangoTerms): readonly Pool[] {
  const holdings = positionsBySymbol(account)
  const tokens = tokensOf(account, terms)
  const settle = tokens.get(terms.settleToken) ?? settleToken(account, terms)
  const perps = holdings.map((holding) => perpOf(account, holding, terms))
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
        const token = tokens.get(asset)
        return token === undefined ? 1 : fromFixed(maintenanceWeight(token))
      },
      unknown: holdings.flatMap(({ priced }) => terms.missingPerp(priced.instrument.underlying)),
    }),
  ]
}

function tokensOf({ balances, quotes }: PricedAccount, terms: MangoTerms): ReadonlyMap<Asset, TokenHolding> {
  const rows = balances.flatMap(({ asset, amount, price }) => {
    const token = terms.tokenOf(asset)
    if (token === undefined) return []
    const held = { balance: fixed(amount * nativeUnits), price: priceOf(price, quotes.assets.get(asset)) }
    return [[asset, { ...token, ...held, name: asset, riskFactor: asset }] as const]
  })
  return new Map(rows)
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

function perpOf({ quotes }: PricedAccount, holding: SymbolHolding, terms: MangoTerms): PerpHolding {
  const { symbol, priced, contracts, bids, asks, cost, funding } = holding
  const { underlying } = priced.instrument
  const native = priced.size * nativeUnits
  return {
    ...terms.perpOf(underlying),
    name: symbol,
    riskFactor: underlying,
    base: fixed(contracts * native),
    bids: fixed(bids * native),
    asks: fixed(asks * native),
    quote: fixed((funding - cost) * nativeUnits),
    price: priceOf(priced.index, quotes.assets.get(underlying)),
  }
}
