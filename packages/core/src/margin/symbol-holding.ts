import type { Priced } from '../pricing/priced.ts'
import type { PricedAccount } from './priced-account.ts'

/** What an account holds and has asked for in one symbol, where a venue has one position a market, both sides as one. */
export interface SymbolHolding {
  readonly symbol: string
  readonly priced: Priced
  /** Negative is short. */
  readonly contracts: number
  /** Settlement asset. */
  readonly cost: number
  readonly funding: number
  /** Contracts of all bids, and of all asks, neither negative. */
  readonly bids: number
  readonly asks: number
  readonly orderCount: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** By symbol, positions first, in order of appearance; reduce-only orders ask nothing. */
export function positionsBySymbol({ positions, orders }: PricedAccount): readonly SymbolHolding[] {
  const bySymbol = new Map<string, Mutable<SymbolHolding>>()
  const at = (symbol: string, priced: Priced): Mutable<SymbolHolding> => {
    const found = bySymbol.get(symbol)
    if (found !== undefined) return found
    const empty = { symbol, priced, contracts: 0, cost: 0, funding: 0, bids: 0, asks: 0, orderCount: 0 }
    bySymbol.set(symbol, empty)
    return empty
  }
  for (const { symbol, priced, contracts, cost, accruedFunding } of positions) {
    const holding = at(symbol, priced)
    holding.contracts += contracts
    holding.cost += cost ?? 0
    holding.funding += accruedFunding
  }
  for (const { symbol, priced, contracts, reduceOnly } of orders) {
    if (reduceOnly || contracts === 0) continue
    const holding = at(symbol, priced)
    if (contracts > 0) holding.bids += contracts
    else holding.asks -= contracts
    holding.orderCount += 1
  }
  return [...bySymbol.values()]
}
