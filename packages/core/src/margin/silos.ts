import type { Asset } from '../market/instrument.ts'
import { type OrderedPosition, orderedPositions } from './orders.ts'
import type { PricedAccount, PricedBalance, PricedPosition } from './priced-account.ts'

/** What one settlement currency holds, where a venue keeps currencies apart: nothing in it backs anything outside. */
export interface Silo {
  readonly currency: Asset
  /** Market currency per unit. */
  readonly currencyPrice: number
  /** Null when nothing of it is held. */
  readonly balance: PricedBalance | null
  /** Not isolated, settled in the currency. */
  readonly positions: readonly PricedPosition[]
  /** The same, and what only orders are on, each with its fills. */
  readonly ordered: readonly OrderedPosition[]
}

/** An account by settlement currency, balances first, in order of appearance; an empty one is a silo of its own currency. */
export function silosOf(account: PricedAccount): readonly Silo[] {
  const pooled = orderedPositions(account).filter(({ position }) => !position.isIsolated)
  const prices = new Map<Asset, number>(account.balances.map(({ asset, price }) => [asset, price]))
  for (const { position } of pooled) {
    const { instrument, settlePrice } = position.priced
    if (!prices.has(instrument.settle)) prices.set(instrument.settle, settlePrice)
  }
  if (prices.size === 0) prices.set(account.currency, 1)
  const bySettle = Map.groupBy(pooled, ({ position }) => position.priced.instrument.settle)
  return [...prices].map(([currency, currencyPrice]) => {
    const ordered = bySettle.get(currency) ?? []
    return {
      currency,
      currencyPrice,
      balance: account.balances.find(({ asset }) => asset === currency) ?? null,
      positions: ordered.map(({ position }) => position).filter(isHeld),
      ordered,
    }
  })
}

/** A flat position to which nothing is owed stands for orders alone. */
export function isHeld({ contracts, cost, accruedFunding }: PricedPosition): boolean {
  return contracts !== 0 || cost !== 0 || accruedFunding !== 0
}
