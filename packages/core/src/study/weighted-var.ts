import { assert, finite } from '../num/assert.ts'
import { power } from '../num/exp-log.ts'
import { requireConfidence } from './historical-var.ts'

/**
 * Weight of each of `count` scenarios, the oldest first: λ^(n−i) × (1 − λ) ÷ (1 − λⁿ), which add up to one; equal weights
 * at a decay of one.
 *
 * @throws InvariantError unless 0 < decay ≤ 1 and the count is a positive whole number.
 * @see Boudoukh, J., Richardson, M. and Whitelaw, R. (1998), The best of both worlds, Risk 11; Hull, J. (2018), Risk
 * Management and Financial Institutions, 5th ed., section 13.3.
 */
export function exponentialWeights(count: number, decay: number): Float64Array {
  assert(Number.isInteger(count) && count > 0, `count must be a positive whole number, is ${count}`)
  assert(decay > 0 && decay <= 1, `decay must be above 0 and at most 1, is ${decay}`)
  if (decay === 1) return new Float64Array(count).fill(1 / count)
  const scale = (1 - decay) / (1 - power(decay, count))
  return Float64Array.from({ length: count }, (_, i) => power(decay, count - 1 - i) * scale)
}

export interface WeightedTailRisk {
  readonly valueAtRisk: number
  /** Mean loss of the worst cases whose weights make 1 − confidence, of the last one only the part that is needed. */
  readonly expectedShortfall: number
}

/**
 * Value at risk where scenarios have weights: the first loss, the worst first, at which the weights so far exceed
 * 1 − confidence. Of equal losses the earlier scenario comes first, which changes nothing.
 *
 * @throws InvariantError when there are not as many weights as losses, or the weights do not add up to one.
 */
export function weightedVar(
  losses: ArrayLike<number>,
  weights: ArrayLike<number>,
  confidenceFrac: number,
): WeightedTailRisk {
  requireConfidence(confidenceFrac)
  assert(losses.length === weights.length, `there must be a weight a loss, are ${weights.length} for ${losses.length}`)
  const tail = 1 - confidenceFrac
  let reached = 0
  let lost = 0
  for (const i of orderOf(losses)) {
    const loss = losses[i] as number
    const weight = finite(weights[i] as number, 'weight')
    if (reached + weight > tail)
      return { valueAtRisk: loss, expectedShortfall: (lost + (tail - reached) * loss) / tail }
    reached += weight
    lost += weight * loss
  }
  assert(false, `weights must add up to one, are ${reached}`)
}

/** Places of the losses, the worst first. */
function orderOf(losses: ArrayLike<number>): readonly number[] {
  const places = Array.from(losses, (loss, i) => ({ loss: finite(loss, 'loss'), i }))
  return places.sort((a, b) => b.loss - a.loss || a.i - b.i).map(({ i }) => i)
}
