import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvariantError } from './assert.ts'
import { quantileLinear, quantileNearestRank } from './quantile.ts'

const fiveScores = [50, 15, 40, 20, 35]
const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)

// Nearest rank of five: rank ⌈5p⌉ of 15, 20, 35, 40, 50.
test.each([
  { p: 0, value: 15 },
  { p: 0.05, value: 15 },
  { p: 0.3, value: 20 },
  { p: 0.4, value: 20 },
  { p: 0.5, value: 35 },
  { p: 1, value: 50 },
])('the nearest rank at $p of five scores is $value', ({ p, value }) => {
  expect(quantileNearestRank(fiveScores, p)).toBe(value)
})

test('a hundredth part of a hundred values is a rank, though 0.07 × 100 is above 7 in binary', () => {
  for (let percent = 1; percent <= 100; percent++) expect(quantileNearestRank(hundred, percent / 100)).toBe(percent)
})

test.each([
  { p: 0, value: 15 },
  { p: 0.25, value: 20 },
  { p: 0.4, value: 29 },
  { p: 0.5, value: 35 },
  { p: 1, value: 50 },
])('on straight lines, $p of five scores is $value', ({ p, value }) => {
  expect(quantileLinear(fiveScores, p)).toBeCloseTo(value, 12)
})

test('one value is every quantile', () => {
  expect([quantileLinear([7], 0.3), quantileNearestRank([7], 0.3)]).toEqual([7, 7])
})

test('the values are not reordered for the caller', () => {
  const values = [3, 1, 2]
  quantileLinear(values, 0.5)
  expect(values).toEqual([3, 1, 2])
})

test('quantiles lie within the values and rise with the probability', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 })
  const frac = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(values, frac, frac, (xs, p, q) => {
      for (const quantile of [quantileLinear, quantileNearestRank]) {
        const low = quantile(xs, Math.min(p, q))
        const high = quantile(xs, Math.max(p, q))
        expect(low).toBeGreaterThanOrEqual(Math.min(...xs))
        expect(high).toBeLessThanOrEqual(Math.max(...xs))
        expect(low).toBeLessThanOrEqual(high)
      }
    }),
  )
})

test.each([
  ['no values', [], 0.5],
  ['a NaN among them', [1, Number.NaN], 0.5],
  ['a probability above 1', [1], 1.01],
  ['a negative probability', [1], -0.01],
  ['a NaN probability', [1], Number.NaN],
])('%s is an error', (_name, values, p) => {
  expect(() => quantileLinear(values, p)).toThrow(InvariantError)
  expect(() => quantileNearestRank(values, p)).toThrow(InvariantError)
})
