import { describe, expect, test } from 'vitest'
import {
  breachIndependence,
  breachTransitions,
  conditionalCoverage,
  proportionOfFailures,
  timeUntilFirstFailure,
} from './likelihood-tests.ts'

const close = (value: number, truth: number): void => {
  expect(Math.abs(value - truth)).toBeLessThan(1e-11 * Math.max(1, truth))
}

describe('proportion of failures', () => {
  /** mpmath 1.2.1 at 30 digits; the first is printed by MathWorks, varbacktest.pof: 0.46147 and 0.49694. */
  test.each([
    [57, 1043, 0.05, 0.461466395329062, 0.49693944768034],
    [0, 250, 0.01, 5.02516792675072, 0.0249815030534498],
    [8, 500, 0.01, 1.5382767287717, 0.214874492985114],
    [250, 250, 0.01, 2302.58509299405, 0],
    [1, 100, 0.01, 0, 1],
  ])('%d of %d at %d', (breaches, days, breachFrac, statistic, pValue) => {
    const found = proportionOfFailures({ breaches, days, breachFrac })
    close(found.statistic, statistic)
    close(found.pValue, pValue)
  })

  test.each([
    [{ breaches: 3, days: 2, breachFrac: 0.1 }, 'breaches must be at most the days, are 3 of 2'],
    [{ breaches: 0, days: 0, breachFrac: 0.1 }, 'breaches must be at most the days, are 0 of 0'],
    [{ breaches: -1, days: 2, breachFrac: 0.1 }, 'breaches must be a whole number, is -1'],
    [{ breaches: 1, days: 2, breachFrac: 0 }, 'breach probability must be above 0 and below 1, is 0'],
  ])('%j is no backtest', (count, message) => {
    expect(() => proportionOfFailures(count)).toThrow(message)
  })
})

describe('time until the first failure', () => {
  /** mpmath 1.2.1 at 30 digits. */
  test.each([
    [1, 0.01, 9.21034037197618, 0.00240651945882276],
    [30, 0.01, 1.02457509096544, 0.311436237447428],
    [100, 0.01, 0, 1],
    [700, 0.05, 62.5987586830038, 2.53413142998494e-15],
  ])('on day %d at %d', (day, breachFrac, statistic, pValue) => {
    const found = timeUntilFirstFailure(day, breachFrac)
    close(found.statistic, statistic)
    close(found.pValue, pValue)
  })

  test('is on a day', () => {
    expect(() => timeUntilFirstFailure(0, 0.1)).toThrow('first breach day must be at least 1, is 0')
  })
})

describe('independence', () => {
  /** mpmath 1.2.1 at 30 digits. */
  test.each([
    [[930, 52, 53, 7], 3.40254752566402, 0.0650958115033642],
    [[245, 4, 0, 0], 0, 1],
    [[200, 20, 20, 20], 33.75631412546, 6.2465966503025e-9],
    [[900, 50, 50, 0], 5.26559048860468, 0.0217510425952157],
    [[0, 0, 0, 0], 0, 1],
  ] as const)('of %j', ([calmToCalm, calmToBreach, breachToCalm, breachToBreach], statistic, pValue) => {
    const found = breachIndependence({ calmToCalm, calmToBreach, breachToCalm, breachToBreach })
    close(found.statistic, statistic)
    close(found.pValue, pValue)
  })

  test('counts days that follow each other', () => {
    expect(breachTransitions([false, false, true, true, false, true])).toEqual({
      calmToCalm: 1,
      calmToBreach: 2,
      breachToCalm: 1,
      breachToBreach: 1,
    })
    expect(breachTransitions([true])).toEqual({ calmToCalm: 0, calmToBreach: 0, breachToCalm: 0, breachToBreach: 0 })
  })
})

/** MathWorks, varbacktest.cc: 0.72013 and 0.69763. */
test('conditional coverage is the sum of both, at two degrees of freedom', () => {
  const found = conditionalCoverage({ statistic: 0.46146639532895506 }, { statistic: 0.25866315258576833 })
  expect(found.statistic).toBeCloseTo(0.72013, 5)
  expect(found.pValue).toBeCloseTo(0.69763, 5)
})
