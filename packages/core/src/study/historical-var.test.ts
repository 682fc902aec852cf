import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { historicalVar } from './historical-var.ts'

/** FRM Handbook, example 15.10 (FRM exam 2008): the fifteen worst of 1 200, whose VaR is 1 428 and mean 1 861. */
const frm = [2833, 2333, 2228, 2084, 1960, 1751, 1679, 1558, 1542, 1484, 1450, 1428, 1368, 1346, 1319]

describe('a historical simulation', () => {
  test('of 1 200 days takes the twelfth worst, and the mean of the twelve', () => {
    const tail = historicalVar(frm.toReversed(), { confidenceFrac: 0.99, scenarios: 1200 })
    expect(tail).toMatchObject({ rank: 12, valueAtRisk: 1428 })
    expect(Math.round(tail.expectedShortfall)).toBe(1861)
    expect(tail.beyond).toBeCloseTo((tail.expectedShortfall * 12 - 1428) / 11, 9)
  })

  /** Hull, section 13.1: the fifth worst of 500 at 99 %. */
  test.each([
    [500, 0.99, 5],
    [1200, 0.99, 12],
    [100, 0.975, 3],
    [250, 0.99, 3],
    [10, 0.99, 1],
    [1000, 0.995, 5],
  ])('of %d at %d takes number %d', (scenarios, confidenceFrac, rank) => {
    const losses = Array.from({ length: scenarios }, (_, i) => i + 1)
    expect(historicalVar(losses, { confidenceFrac })).toMatchObject({ rank, valueAtRisk: scenarios + 1 - rank })
  })

  test('has nothing beyond the worst', () => {
    expect(historicalVar([3, 1], { confidenceFrac: 0.9 })).toEqual({
      rank: 1,
      valueAtRisk: 3,
      expectedShortfall: 3,
      beyond: null,
    })
  })

  test('loses no more at less confidence, and its tail loses at least its value at risk', () => {
    const losses = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 })
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 98 }), (history, percent) => {
        const [low, high] = [percent, percent + 1].map((each) => historicalVar(history, { confidenceFrac: each / 100 }))
        expect(low?.valueAtRisk).toBeLessThanOrEqual(high?.valueAtRisk ?? Number.NaN)
        expect(low?.expectedShortfall).toBeGreaterThanOrEqual((low?.valueAtRisk ?? Number.NaN) - 1e-9)
      }),
    )
  })

  test.each([
    [[1, 2], { confidenceFrac: 1 }, 'confidence must be above 0 and below 1, is 1'],
    [[1, 2], { confidenceFrac: 0.5, scenarios: 20 }, 'the 10 worst losses must be given, there are 2'],
    [[], { confidenceFrac: 0.5 }, 'scenarios must be a positive whole number, is 0'],
    [[1, Number.NaN], { confidenceFrac: 0.5 }, 'loss must be finite'],
  ])('of %j with %j has no answer', (losses, question, message) => {
    expect(() => historicalVar(losses, question)).toThrow(message)
  })
})
