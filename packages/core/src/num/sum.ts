import { finite } from './assert.ts'
import { sumError } from './error-free.ts'

/**
 * The sum of the values, with what each addition rounds away collected apart and added at the end: the error is about
 * one ulp of the result plus n² ε² Σ|value|, however much the terms cancel. 0 for no values.
 *
 * @throws InvariantError when a value, or the sum, is not finite.
 * @see Neumaier, A. (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54.
 */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    lost += sumError(sum, value)
    sum += value
  }
  return finite(sum + lost, 'sum')
}
