import { assert } from './assert.ts'

/**
 * The smallest value that at least `probabilityFrac` of all values do not exceed: always one of the values. The method
 * of the historical simulations that count scenarios; R calls it type 1. At 0 it is the smallest value.
 *
 * @throws InvariantError when there is no value, a value is NaN, or the probability is outside 0…1.
 */
export function quantileNearestRank(values: ArrayLike<number>, probabilityFrac: number): number {
  const sorted = sortedValues(values, probabilityFrac)
  const count = sorted.length
  let rank = Math.ceil(probabilityFrac * count)
  // 0.07 × 100 is a little above 7 in binary; 7 ÷ 100 is the very 0.07 that was asked for.
  if ((rank - 1) / count >= probabilityFrac) rank -= 1
  return sorted[Math.max(rank, 1) - 1] as number
}

/**
 * The quantile on straight lines between the sorted values, the smallest at 0 and the largest at 1: R's type 7, the
 * default of R, NumPy and spreadsheets. Hyndman, R. and Fan, Y. (1996), The American Statistician 50, definition 7.
 *
 * @throws InvariantError when there is no value, a value is NaN, or the probability is outside 0…1.
 */
export function quantileLinear(values: ArrayLike<number>, probabilityFrac: number): number {
  const sorted = sortedValues(values, probabilityFrac)
  const position = probabilityFrac * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number
  const share = position - below
  return share === 0 ? low : low + share * (high - low)
}

function sortedValues(values: ArrayLike<number>, probabilityFrac: number): Float64Array {
  assert(values.length > 0, 'a quantile needs at least one value')
  assert(probabilityFrac >= 0 && probabilityFrac <= 1, `probability must be from 0 to 1, is ${probabilityFrac}`)
  const sorted = Float64Array.from(values)
  assert(!sorted.some(Number.isNaN), 'a quantile needs values that are numbers, one is NaN')
  return sorted.sort()
}
