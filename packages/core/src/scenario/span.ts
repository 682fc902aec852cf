import { assert, finite } from '../num/assert.ts'
import { worstCell } from './risk-array.ts'

/**
 * SPAN scan risk of a risk array, in its own money: the largest loss over its scenarios, 0 when none loses.
 * Entries are profit (+) and loss (−), as everywhere here; CME prints them the other way round.
 *
 * @throws InvariantError when the array is empty or holds NaN or an infinity.
 * @see McMillan, L. (2012), Options as a Strategic Investment, 5th ed., ch. 34, which prints arrays and their scan risk.
 */
export function scanRisk(pnl: readonly number[]): number {
  assert(pnl.length > 0, 'a risk array must not be empty')
  const row = Float64Array.from(pnl, (amount) => finite(amount, 'risk array entry'))
  return Math.max(0, -(row[worstCell(row)] ?? 0))
}

/** An extreme move, folded into its own size. */
export interface ExtremeMove {
  /** Price scan range, price units. */
  readonly scanRange: number
  /** How many ranges the price moves: 2 on Indian exchanges, 3 as CME usually has it. */
  readonly multiple: number
  /** Share of that loss that is charged. */
  readonly coverFrac: number
}

/**
 * The move that a future's extreme scenario amounts to, price units: scan range × multiple × cover. For an option the
 * cover is applied after it is revalued at the whole move, so this holds for linear contracts alone.
 *
 * @see Lovely Professional University, DCOM510 Financial Derivatives, p. 194 (National Stock Exchange of India).
 */
export function foldedExtremeMove({ scanRange, multiple, coverFrac }: ExtremeMove): number {
  return finite(scanRange * multiple * coverFrac, 'extreme move')
}
