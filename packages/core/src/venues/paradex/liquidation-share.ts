/** An account that is liquidated, and how. */
export interface LiquidationTerms {
  readonly accountValue: number
  readonly maintenance: number
  /** Ratio of maintenance margin to account value to come below. */
  readonly targetFrac: number
  /** Shares are multiples of this. */
  readonly stepFrac: number
  /** Of the maintenance margin that is freed: paid to the insurance fund. */
  readonly feeFrac: number
}

export interface LiquidatedShare {
  /** Of every position. */
  readonly shareFrac: number
  /** To the insurance fund. */
  readonly penalty: number
}

/** Largest number of steps that are tried. */
const stepsMax = 1000

/**
 * The smallest share of all positions that brings the ratio below the target, penalty paid; all of them when none does,
 * and none when the ratio is not above one.
 *
 * @see docs.paradex.trade/risk/liquidations, 9b82a75 (2026-08-20).
 */
export function liquidatedShare(terms: LiquidationTerms): LiquidatedShare {
  const { accountValue, maintenance, targetFrac, stepFrac, feeFrac } = terms
  if (maintenance <= accountValue || maintenance <= 0) return { shareFrac: 0, penalty: 0 }
  for (let step = 1; step <= stepsMax && step * stepFrac < 1; step++) {
    const shareFrac = step * stepFrac
    const penalty = shareFrac * feeFrac * maintenance
    if (maintenance * (1 - shareFrac) < targetFrac * (accountValue - penalty)) return { shareFrac, penalty }
  }
  return { shareFrac: 1, penalty: feeFrac * maintenance }
}
