import { assert, finite } from '../num/assert.ts'

/** Decay that RiskMetrics uses for daily returns, and for monthly. J.P. Morgan/Reuters (1996), RiskMetrics, 4th ed. */
export const riskMetricsDecay: { readonly daily: number; readonly monthly: number } = { daily: 0.94, monthly: 0.97 }

/**
 * The covariance of two returns after one more of each: λ × before + (1 − λ) × r₁ × r₂. With a return twice it is the
 * variance. One decay for all pairs keeps a matrix of them positive semi-definite.
 *
 * @throws InvariantError unless 0 < decay < 1 and all are finite.
 * @see J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, 4th ed., section 5.2.
 */
export function ewmaCovariance(before: number, first: number, second: number, decay: number): number {
  assert(decay > 0 && decay < 1, `decay must be above 0 and below 1, is ${decay}`)
  return finite(decay * before + (1 - decay) * first * second, 'covariance')
}

/** The variance after one more return. */
export function ewmaVariance(before: number, last: number, decay: number): number {
  return ewmaCovariance(before, last, last, decay)
}

/**
 * Variances forecast for each return before it was known, and one more for the next: the first is `initialVariance`.
 */
export function ewmaForecasts(returns: ArrayLike<number>, initialVariance: number, decay: number): Float64Array {
  const forecasts = new Float64Array(returns.length + 1)
  forecasts[0] = initialVariance
  for (let t = 0; t < returns.length; t++)
    forecasts[t + 1] = ewmaVariance(forecasts[t] as number, returns[t] as number, decay)
  return forecasts
}
