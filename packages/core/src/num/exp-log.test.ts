import { expect, test } from 'vitest'
import { InvariantError } from './assert.ts'
import { exp, expm1, log, log1p, power } from './exp-log.ts'
import { expm1Truth, expTruth, log1pTruth, logTruth, powerTruth } from './testdata/num-truth.ts'
import { ulpsOff } from './testkit/ulps.ts'

const functions = [
  { name: 'exp', f: exp, truth: expTruth, within: 0.7 },
  { name: 'expm1', f: expm1, truth: expm1Truth, within: 1.5 },
  { name: 'log', f: log, truth: logTruth, within: 0.9 },
  { name: 'log1p', f: log1p, truth: log1pTruth, within: 1 },
] as const

test.each(functions)('$name is within $within ulp of 60 digits', ({ f, truth, within }) => {
  for (const [x = 0, value = 0, rest = 0] of truth) {
    expect(ulpsOff(f(x), value, rest), `at ${x}`).toBeLessThanOrEqual(within)
  }
})

test('power is within 1 ulp of 60 digits, for large exponents too', () => {
  for (const [base = 0, exponent = 0, value = 0, rest = 0] of powerTruth) {
    expect(ulpsOff(power(base, exponent), value, rest), `${base} to the ${exponent}`).toBeLessThanOrEqual(1)
  }
})

test.each([
  ['e⁰', exp(0), 1],
  ['ln 1', log(1), 0],
  ['e⁰ − 1', expm1(0), 0],
  ['ln(1 + 0)', log1p(0), 0],
  ['0.3 to the 0', power(0.3, 0), 1],
  ['1 to the 0.3', power(1, 0.3), 1],
  ['0.3 to the 1', power(0.3, 1), 0.3],
  ['2 to the 10', power(2, 10), 1024],
])('%s is exact', (_name, found, expected) => {
  expect(found).toBe(expected)
})

test.each([
  ['the smallest double', exp(-745.13), 5e-324],
  ['nothing', exp(-746), 0],
  ['nothing at minus infinity', exp(Number.NEGATIVE_INFINITY), 0],
  ['the largest double, nearly', exp(709.782712893384), 1.797693134862273e308],
  ['nothing left of a power', power(1e-300, 2), 0],
  ['nearly −1', expm1(-37), -0.9999999999999999],
  ['−1', expm1(-50), -1],
  ['the largest double less one', expm1(709.782712893384), 1.797693134862273e308],
])('the ends of the range: %s', (_name, found, expected) => {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-14 * Math.abs(expected))
})

test('a subnormal exponential is within one of its own steps', () => {
  expect(exp(-740) / 4.2e-322).toBeCloseTo(1, 1)
})

test.each([
  ['exp of NaN', () => exp(Number.NaN)],
  ['exp above the range', () => exp(709.8)],
  ['expm1 above the range', () => expm1(710)],
  ['log of 0', () => log(0)],
  ['log of a negative number', () => log(-1)],
  ['log of infinity', () => log(Number.POSITIVE_INFINITY)],
  ['log1p of −1', () => log1p(-1)],
  ['log1p of infinity', () => log1p(Number.POSITIVE_INFINITY)],
  ['power of a base of 0', () => power(0, 2)],
  ['power of a NaN exponent', () => power(2, Number.NaN)],
  ['power above the range', () => power(10, 400)],
])('%s is an error', (_name, call) => {
  expect(call).toThrow(InvariantError)
})
