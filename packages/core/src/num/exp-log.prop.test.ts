import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, expm1, log, log1p, power } from './exp-log.ts'
import { ulp } from './testkit/ulps.ts'

const exponent = fc.double({ min: -700, max: 700, noNaN: true })
const positive = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true })

test('log undoes exp', () => {
  fc.assert(fc.property(exponent, (x) => Math.abs(log(exp(x)) - x) <= 2 * ulp(x) + 2e-16))
})

test('exp turns sums into products', () => {
  fc.assert(fc.property(exponent, (x) => Math.abs(exp(x / 2) ** 2 / exp(x) - 1) <= 1e-15))
})

test('the host agrees to two ulp', () => {
  fc.assert(fc.property(exponent, (x) => Math.abs(exp(x) - Math.exp(x)) <= 2 * ulp(Math.exp(x))))
  fc.assert(fc.property(positive, (x) => Math.abs(log(x) - Math.log(x)) <= 2 * ulp(Math.log(x))))
})

test('log1p undoes expm1, of small numbers too', () => {
  const small = fc.double({ min: -20, max: 20, noNaN: true })
  // ln(1 + y) of y near −1 magnifies what rounding did to y.
  const magnified = (x: number) => ulp(x) * 4 + Math.exp(-x) * 2e-16 * Math.min(Math.abs(x), 1)
  fc.assert(fc.property(small, (x) => Math.abs(log1p(expm1(x)) - x) <= magnified(x)))
})

test('a power undoes its inverse', () => {
  const base = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
  const to = fc.double({ min: 0.05, max: 8, noNaN: true })
  fc.assert(fc.property(base, to, (b, e) => Math.abs(power(power(b, e), 1 / e) / b - 1) <= 4e-15 * (1 + 1 / e)))
  expect(power(4, 0.5)).toBe(2)
})
