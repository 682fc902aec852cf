import { assert, finite } from '../num/assert.ts'

/** What a history of losses says of the worst of them; in the money of the losses. */
export interface TailRisk {
  /** Loss that is exceeded in one case of 1 ÷ (1 − confidence), about. */
  readonly valueAtRisk: number
  /** Mean of the losses from there on, the value at risk among them. */
  readonly expectedShortfall: number
  /** Mean of the losses that come before it; null when it is the worst. */
  readonly beyond: number | null
  /** Place of the value at risk among the losses, the worst being 1. */
  readonly rank: number
}

export interface TailQuestion {
  /** Above 0 and below 1: 0.99. */
  readonly confidenceFrac: number
  /** Scenarios in all, where `losses` holds only the worst of them. */
  readonly scenarios?: number
}

/**
 * Value at risk of a historical simulation: the k-th worst loss, k = n × (1 − confidence), the fifth of 500 at 99 %; a
 * fraction rounds up. Losses are positive, gains negative, in any order. No interpolation.
 *
 * @throws InvariantError when a loss is not a number, or fewer losses are given than the rank needs.
 * @see Hull, J. (2018), Risk Management and Financial Institutions, 5th ed., section 13.1; the mean of the k worst with
 * the k-th among them: FRM Handbook, example 15.10.
 * @example
 * historicalVar([1, 5, 3, 4, 2], { confidenceFrac: 0.6 }) // valueAtRisk 4, expectedShortfall 4.5
 */
export function historicalVar(losses: ArrayLike<number>, { confidenceFrac, scenarios }: TailQuestion): TailRisk {
  const rank = tailRank(scenarios ?? losses.length, confidenceFrac)
  assert(losses.length >= rank, `the ${rank} worst losses must be given, there are ${losses.length}`)
  const worst = worstFirst(losses).slice(0, rank)
  const sum = total(worst)
  const valueAtRisk = worst[rank - 1] as number
  return {
    valueAtRisk,
    expectedShortfall: finite(sum / rank, 'expected shortfall'),
    beyond: rank === 1 ? null : (sum - valueAtRisk) / (rank - 1),
    rank,
  }
}

/** A share of a count that misses a whole number by rounding is that number: 1 200 × (1 − 0.99) is a little above 12. */
const rankTolerance = 1e-9

function tailRank(scenarios: number, confidenceFrac: number): number {
  requireConfidence(confidenceFrac)
  assert(Number.isInteger(scenarios) && scenarios > 0, `scenarios must be a positive whole number, is ${scenarios}`)
  return Math.max(1, Math.ceil(scenarios * (1 - confidenceFrac) - rankTolerance))
}

export function requireConfidence(confidenceFrac: number): void {
  assert(confidenceFrac > 0 && confidenceFrac < 1, `confidence must be above 0 and below 1, is ${confidenceFrac}`)
}

function worstFirst(losses: ArrayLike<number>): Float64Array {
  return Float64Array.from(losses, (loss) => finite(loss, 'loss'))
    .sort()
    .reverse()
}

function total(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
