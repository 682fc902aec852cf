import { assert } from '../num/assert.ts'
import { ewmaForecasts } from './ewma.ts'

/**
 * Past returns as they would be at today's volatility: each divided by the volatility forecast before it was known, times
 * the forecast for the next period. One call a factor: days stay together, and so does the way factors move together.
 *
 * @throws InvariantError unless the first variance is positive and the decay between 0 and 1.
 * @see Hull, J. and White, A. (1998), Incorporating volatility updating into the historical simulation method for
 * value-at-risk, J. Risk 1; Barone-Adesi, G., Giannopoulos, K. and Vosper, L. (1999), VaR without correlations for
 * portfolios of derivative securities, J. Futures Markets 19.
 */
export function filteredReturns(returns: ArrayLike<number>, initialVariance: number, decay: number): Float64Array {
  assert(initialVariance > 0, `the first variance must be positive, is ${initialVariance}`)
  const variances = ewmaForecasts(returns, initialVariance, decay)
  const next = variances[returns.length] as number
  return Float64Array.from(returns, (each, t) => each * Math.sqrt(next / (variances[t] as number)))
}
