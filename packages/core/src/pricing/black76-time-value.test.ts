import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logDistance, missingFrac, timeValueFrac } from './black76-time-value.ts'
import { spread } from './testkit/arbitrary-options.ts'

test('the distance keeps its digits where forward and strike nearly agree', () => {
  const ulpOfOne = 2.220446049250313e-16
  const logOfNext = 2.2204460492503128e-16
  expect(logDistance(1 + ulpOfOne, 1)).toBe(logOfNext)
  expect(logDistance(1, 1 + ulpOfOne)).toBe(logOfNext)
  expect(logDistance(8, 1)).toBeCloseTo(3 * Math.LN2, 15)
  expect(logDistance(5, 5)).toBe(0)
})

test('a time value and what is missing to the maximum are 1', () => {
  fc.assert(
    fc.property(spread(1e-9, 40), spread(1e-6, 40), (distance, totalVol) => {
      const sum = timeValueFrac(distance, totalVol) + missingFrac(distance, totalVol)
      expect(Math.abs(sum - 1)).toBeLessThan(4e-16)
    }),
  )
})

// Where one form takes over from the other: h = 1/4, h = a/10, a = 2, a = 4, a = h.
test.each([
  { distance: 0.1, totalVol: 0.5 },
  { distance: 18, totalVol: 1.9 },
  { distance: 0.0002, totalVol: 0.0001 },
  { distance: 0.4, totalVol: 0.1 },
  { distance: 0.125, totalVol: 0.5 },
])('the forms meet at distance $distance, vol $totalVol', ({ distance, totalVol }) => {
  const step = 1e-13
  const below = timeValueFrac(distance, totalVol * (1 - step))
  const above = timeValueFrac(distance, totalVol * (1 + step))
  // The slope is below 3 (a² + 1) ÷ 2 per unit of relative vol; what is more would be a jump between the forms.
  const steepness = (distance / totalVol) ** 2 + 1
  expect(Math.abs(above / below - 1)).toBeLessThan(3 * step * steepness + 4e-14)
  expect(above).toBeGreaterThanOrEqual(below * (1 - 4e-14))
})

test('at the money it is 2 N(σ√T/2) − 1', () => {
  expect(timeValueFrac(0, 2)).toBeCloseTo(0.6826894921370859, 15)
  expect(timeValueFrac(0, 1e-6) / 3.989422804014162e-7).toBeCloseTo(1, 14)
})
