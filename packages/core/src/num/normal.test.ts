import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvariantError } from './assert.ts'
import { erfc, millsRatio, normalCdf, normalPdf, normalQuantile } from './normal.ts'
import { erfcTruth, millsRatioTruth, normalCdfTruth, normalPdfTruth } from './testdata/num-truth.ts'

const functions = [
  { name: 'erfc', f: erfc, truth: erfcTruth, within: 2e-15 },
  { name: 'normalCdf', f: normalCdf, truth: normalCdfTruth, within: 2e-15 },
  { name: 'normalPdf', f: normalPdf, truth: normalPdfTruth, within: 1e-15 },
  { name: 'millsRatio', f: millsRatio, truth: millsRatioTruth, within: 1.5e-15 },
] as const

test.each(functions)('$name is within $within relative of 60 digits, far in the tail too', ({ f, truth, within }) => {
  for (const [x = 0, value = 0, rest = 0] of truth) {
    expect(Math.abs((f(x) - value - rest) / value), `at ${x}`).toBeLessThanOrEqual(within)
  }
})

// Abramowitz, M. and Stegun, I. (1964), Handbook of Mathematical Functions, tables 26.1 and 26.5.
test.each([
  { p: 0.025, x: -1.959963984540054 },
  { p: 0.01, x: -2.326347874040841 },
  { p: 0.5, x: 0 },
  { p: 0.975, x: 1.959963984540054 },
  { p: 0.999, x: 3.090232306167813 },
])('the quantile of $p is $x', ({ p, x }) => {
  expect(normalQuantile(p)).toBeCloseTo(x, 14)
  expect(normalCdf(x)).toBeCloseTo(p, 14)
})

test('the quantile undoes the distribution to a few ulp of the quantile, down to 2e-308', () => {
  const p = fc.double({ min: -307.6, max: -1e-9, noNaN: true }).map((digits) => 10 ** digits)
  fc.assert(
    fc.property(p, (probability) => {
      const x = normalQuantile(probability)
      // An ulp of x is worth 1 + x² ulps of the tail.
      const smaller = Math.min(probability, 1 - probability)
      const found = x > 0 ? 1 - probability - normalCdf(-x) : normalCdf(x) - probability
      return Math.abs(found) <= 2e-15 * smaller + 2.5e-16 * (1 + x * x) * smaller
    }),
  )
})

test('the two tails are one', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -40, max: 40, noNaN: true }),
      (x) => Math.abs(normalCdf(x) + normalCdf(-x) - 1) < 3e-16,
    ),
  )
})

test('at infinity the tails are 0 and 1', () => {
  const most = Number.POSITIVE_INFINITY
  expect([normalCdf(-most), normalCdf(most), erfc(most), erfc(-most), normalPdf(most), millsRatio(most)]).toEqual([
    0, 1, 0, 2, 0, 0,
  ])
})

test.each([
  ['the distribution at NaN', () => normalCdf(Number.NaN)],
  ['the density at NaN', () => normalPdf(Number.NaN)],
  ['erfc at NaN', () => erfc(Number.NaN)],
  ['the Mills ratio below 0', () => millsRatio(-1e-300)],
  ['the quantile of 0', () => normalQuantile(0)],
  ['the quantile of 1', () => normalQuantile(1)],
  ['the quantile of NaN', () => normalQuantile(Number.NaN)],
])('%s is an error', (_name, call) => {
  expect(call).toThrow(InvariantError)
})
