import { assert } from './assert.ts'
import { exp } from './exp-log.ts'
import { erfc } from './normal.ts'

/**
 * Probability that a chi-square variable of one or two degrees of freedom exceeds `x`: erfc(√(x ÷ 2)), and e^(−x/2).
 *
 * @throws InvariantError when x is negative or NaN.
 * @see Abramowitz, M. and Stegun, I. (1964), Handbook of Mathematical Functions, 26.4.
 */
export function chiSquareSurvival(x: number, degrees: 1 | 2): number {
  assert(x >= 0, `a chi-square statistic must not be negative, is ${x}`)
  return degrees === 1 ? erfc(Math.sqrt(x / 2)) : exp(-x / 2)
}
