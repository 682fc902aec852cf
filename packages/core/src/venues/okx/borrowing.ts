import { rowAt } from '../../margin/bracket.ts'
import type { BorrowTier } from './parameters.ts'

/** What a liability needs, in the unit of the liability's value. */
export interface BorrowMargin {
  readonly mmrFrac: number
  readonly imrFrac: number
}

/** Rates of the tier that holds a liability, on the whole of it; beyond a bounded list the last goes on. */
export function borrowRates(tiers: readonly BorrowTier[], liability: number): BorrowMargin {
  const [, mmrFrac = 0, imrFrac = 0] = rowAt(tiers, liability, ([max]) => max) ?? []
  return { mmrFrac, imrFrac }
}

/** Fee that the margin ratio adds for what is borrowed: a share of the liability and of its maintenance margin. */
export function borrowFee(liability: number, borrowMmr: number, feeFrac: number): number {
  return feeFrac * (liability + borrowMmr)
}
