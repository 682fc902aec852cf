import { expect, test } from 'vitest'
import type { SkewShock } from './portfolio-parameters.ts'
import { skewFactor } from './skew.ts'

const shock: SkewShock = {
  linearCapBase: 0.25,
  linearCapPerSqrtYear: -0.1,
  absoluteCapBase: 0.2,
  absoluteCapPerSqrtYear: -0.1,
  kStarMin: 0.01,
  widthScale: 4,
  volStatic: 0.6,
  volPerSqrtYear: 0,
}

// A quarter of a year: caps 0.25 − 0.05 and 0.2 − 0.05, k* = 0.5 × 4 × 0.6 = 1.2.
test.each([
  ['linear-skew', 0.6, 1 + 0.2 * 0.5],
  ['linear-skew', -0.6, 1 - 0.2 * 0.5],
  ['linear-skew', 2, 1.2],
  ['linear-skew', -2, 0.8],
  ['absolute-skew', 0.6, 1 + 0.15 * 0.5],
  ['absolute-skew', -0.6, 1 + 0.15 * 0.5],
  ['absolute-skew', -3, 1.15],
  ['linear-skew', 0, 1],
] as const)('%s at ln(K/F) %d multiplies the volatility by %d', (mode, k, factor) => {
  expect(skewFactor(k, 0.5, mode, shock)).toBeCloseTo(factor, 14)
})

test('minutes before expiry the cap is reached at the smallest k*', () => {
  const root = 0.002
  const cap = 0.25 - 0.1 * root
  expect(skewFactor(0.005, root, 'linear-skew', shock)).toBeCloseTo(1 + cap / 2, 14)
  expect(skewFactor(0.02, root, 'linear-skew', shock)).toBeCloseTo(1 + cap, 14)
})

test('a cap that time has made negative bounds the other way, and no volatility is negative', () => {
  const long = { ...shock, linearCapPerSqrtYear: -10 }
  // 0.25 − 10 × 0.5 = −4.75: above the forward at most that, below it at least its opposite.
  expect(skewFactor(0.6, 0.5, 'linear-skew', long)).toBe(0)
  expect(skewFactor(-0.6, 0.5, 'linear-skew', long)).toBeCloseTo(5.75, 12)
  expect(skewFactor(-2.4, 0.5, 'linear-skew', long)).toBeCloseTo(1 + 9.5, 12)
})

test('without a width every strike is at the cap', () => {
  const narrow = { ...shock, kStarMin: 0, widthScale: 0 }
  expect(skewFactor(1e-9, 0.5, 'linear-skew', narrow)).toBeCloseTo(1.2, 14)
  expect(skewFactor(-1e-9, 0.5, 'linear-skew', narrow)).toBeCloseTo(0.8, 14)
})
