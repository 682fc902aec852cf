import { describe, expect, test } from 'vitest'
import { ewmaCovariance, ewmaForecasts, ewmaVariance, riskMetricsDecay } from './ewma.ts'
import { filteredReturns } from './filtered-history.ts'

describe('an exponentially weighted moving average', () => {
  /** Hull, J., Risk Management and Financial Institutions, example 5.2: 1 % a day, a move of 2 %, decay 0.9. */
  test('takes a volatility of 1 % to 1.14 % after a move of 2 %', () => {
    const variance = ewmaVariance(0.01 * 0.01, 0.02, 0.9)
    expect(variance).toBeCloseTo(0.00013, 15)
    expect(Math.sqrt(variance)).toBeCloseTo(0.0114, 4)
  })

  test('of two returns that are one is the variance', () => {
    expect(ewmaCovariance(0.0004, 0.01, 0.01, riskMetricsDecay.daily)).toBe(ewmaVariance(0.0004, 0.01, 0.94))
    expect(ewmaCovariance(0.0004, 0.01, -0.02, 0.94)).toBeCloseTo(0.94 * 0.0004 - 0.06 * 0.0002, 15)
  })

  test('forecasts before each return, and once more', () => {
    expect([...ewmaForecasts([0, 2], 1, 0.5)]).toEqual([1, 0.5, 2.25])
  })

  test('has a decay between 0 and 1', () => {
    expect(() => ewmaVariance(1, 1, 1)).toThrow('decay must be above 0 and below 1, is 1')
  })
})

describe('filtered history', () => {
  test('says what each past return would be at the next volatility', () => {
    // Forecast variances 1, 0.5 and then 2.25: √2.25 and √(2.25 ÷ 0.5) times what they were.
    const filtered = filteredReturns([0, 2], 1, 0.5)
    expect(filtered[0]).toBe(0)
    expect(filtered[1]).toBeCloseTo(2 * Math.sqrt(4.5), 12)
  })

  test('leaves a steady history as it is', () => {
    for (const each of filteredReturns([0.01, -0.01, 0.01, -0.01], 0.0001, 0.94))
      expect(Math.abs(each)).toBeCloseTo(0.01, 12)
  })

  test('starts from a volatility', () => {
    expect(() => filteredReturns([1], 0, 0.9)).toThrow('the first variance must be positive, is 0')
  })
})
