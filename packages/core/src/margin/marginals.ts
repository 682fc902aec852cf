/** What one position does to its pool's maintenance margin; pool currency. */
export interface PositionMarginals {
  /** Requirement of this position with nothing else in the account. */
  readonly alone: number
  /** Pool's requirement less that without this position; negative is a hedge. */
  readonly adds: number
  /** Change of the requirement ÷ relative change of the position's size. */
  readonly slope: number
}

/** Size of the change by which slopes are measured, as a fraction of the position. */
export const nudgeFrac = 1e-4
