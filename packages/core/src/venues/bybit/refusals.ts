import type { PricedAccount, PricedOrder, PricedPosition } from '../../margin/priced-account.ts'
import type { MarginMode } from '../../market/book.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'

type Row = Pick<PricedPosition | PricedOrder, 'symbol' | 'priced' | 'isIsolated'>

/** What the account cannot hold in a mode, once a symbol. */
export function bybitRefusals({ positions, orders }: PricedAccount, mode: MarginMode): readonly Failure[] {
  const reasons = new Map<string, string>()
  for (const row of [...positions, ...orders]) {
    const reason = reasonOf(row, mode)
    if (reason !== null && !reasons.has(row.symbol)) reasons.set(row.symbol, reason)
  }
  return [...reasons].map(([symbol, reason]) => problem('venue.cannot-hold', pointer('positions', symbol), reason))
}

/** @see Bybit help, "Differences Between the Margin Modes Under the Unified Trading Account", 2025-05-12. */
function reasonOf({ symbol, priced, isIsolated }: Row, mode: MarginMode): string | null {
  const { kind, payout, settle } = priced.instrument
  if (kind === 'option' && payout === 'inverse') return `options settle in a stablecoin, ${symbol} settles in ${settle}`
  if (kind === 'option' && mode === 'isolated') return `an isolated margin account holds no options, ${symbol} is one`
  if (isIsolated !== (mode === 'isolated')) {
    const own = isIsolated ? 'isolated' : 'not isolated'
    return `the margin mode is one for the whole account, here ${mode}: ${symbol} is ${own}`
  }
  return null
}
