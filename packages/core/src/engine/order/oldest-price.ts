import type { MarketSnapshot } from '../../market/snapshot.ts'
import type { EpochMs } from '../../num/instant.ts'
import type { Account } from '../account.ts'

/** Instant of the oldest of some prices; infinite when there is none. */
export type Oldest = EpochMs

const none: Oldest = Number.POSITIVE_INFINITY

/** The oldest price that an account needs: all are fresh when it is (`unsurePrices` says which are not). */
export function oldestOf({ positions, orders, balances }: Account, market: MarketSnapshot): Oldest {
  let oldest = none
  for (const { symbol } of positions.values()) oldest = Math.min(oldest, oldestPrice(symbol, market))
  for (const { symbol } of orders.values()) oldest = Math.min(oldest, oldestPrice(symbol, market))
  for (const [asset, held] of balances)
    if (!held.isZero())
      oldest = Math.min(oldest, (market.assets.get(asset) ?? market.underlyings.get(asset))?.at ?? none)
  return oldest
}

/** The oldest of the prices of one contract: its own, its index and its settlement asset's. */
export function oldestPrice(symbol: string, { instruments, underlyings, assets }: MarketSnapshot): Oldest {
  const quote = instruments.get(symbol)
  if (quote === undefined || quote.instrument.kind === 'spot') return none
  const { underlying, settle } = quote.instrument
  const own = quote.mark === undefined && quote.markVol === undefined ? none : (quote.at ?? none)
  return Math.min(own, underlyings.get(underlying)?.at ?? none, assets.get(settle)?.at ?? none)
}
