import { describe, expect, test } from 'vitest'
import { baselPlusFactor, trafficLight } from './traffic-light.ts'

describe('the traffic light of a 99 % value at risk over 250 days', () => {
  /** Basel Committee (1996), table 2: zone, plus factor and cumulative probability in percent. */
  test.each([
    [0, 'green', 0, 8.11],
    [1, 'green', 0, 28.58],
    [2, 'green', 0, 54.32],
    [3, 'green', 0, 75.81],
    [4, 'green', 0, 89.22],
    [5, 'yellow', 0.4, 95.88],
    [6, 'yellow', 0.5, 98.63],
    [7, 'yellow', 0.65, 99.6],
    [8, 'yellow', 0.75, 99.89],
    [9, 'yellow', 0.85, 99.97],
    [10, 'red', 1, 99.99],
    [250, 'red', 1, 100],
  ])('at %d breaches is %s', (breaches, zone, plusFactor, percent) => {
    const found = trafficLight({ days: 250, breaches, breachFrac: 0.01 })
    expect(found.zone).toBe(zone)
    expect(found.cumulativeFrac * 100).toBeCloseTo(percent, 2)
    expect(baselPlusFactor(breaches)).toBe(plusFactor)
  })
})

/** MathWorks, varbacktest.tl: 0.77913 and 0.26396. */
test('57 of 1 043 at 95 % are green', () => {
  const found = trafficLight({ days: 1043, breaches: 57, breachFrac: 0.05 })
  expect(found.zone).toBe('green')
  expect(found.cumulativeFrac).toBeCloseTo(0.77913, 5)
  expect(found.typeOneFrac).toBeCloseTo(0.26396, 5)
})
