import { finite } from '../../num/assert.ts'

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
