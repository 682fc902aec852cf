import { notionalOf, type PricedAccount, type PricedBalance } from '../../margin/priced-account.ts'
import { isCash } from './feeds.ts'

/** Which coins the manager of an underlying takes. */
export type TakesAsset = (underlying: string, asset: string) => boolean

/**
 * The manager an account belongs to, for each serves one underlying: that of the contracts of the largest notional, or,
 * without contracts, of the coins of the largest value; the first of all where nothing tells.
 */
export function managerOf(account: PricedAccount, underlyings: readonly string[], takes: TakesAsset): string {
  const weights = new Map<string, number>()
  const add = (underlying: string, weight: number): unknown =>
    weights.set(underlying, (weights.get(underlying) ?? 0) + weight)
  for (const row of [...account.positions, ...account.orders])
    add(row.priced.instrument.underlying, notionalOf(row) * row.priced.quotePrice)
  const byContracts = heaviest(underlyings, weights)
  if (byContracts !== null) return byContracts
  weights.clear()
  for (const balance of coinsOf(account))
    for (const underlying of underlyings)
      if (takes(underlying, balance.asset)) add(underlying, Math.abs(balance.amount) * balance.price)
  return heaviest(underlyings, weights) ?? underlyings[0] ?? ''
}

/** What is held or owed besides cash. */
export function coinsOf(account: PricedAccount): readonly PricedBalance[] {
  return account.balances.filter(({ asset, amount }) => amount !== 0 && !isCash(account, asset))
}

/** Null where none of them weighs anything. */
function heaviest(underlyings: readonly string[], weights: ReadonlyMap<string, number>): string | null {
  let best: string | null = null
  for (const underlying of underlyings) {
    const weight = weights.get(underlying)
    if (weight !== undefined && (best === null || weight > (weights.get(best) ?? 0))) best = underlying
  }
  return best
}
