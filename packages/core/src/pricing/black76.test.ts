import { describe, expect, test } from 'vitest'
import { InvariantError } from '../num/assert.ts'
import { black76, black76Delta, black76Greeks, discountBlack76 } from './black76.ts'
import { truthCases } from './testdata/truth-cases.ts'

describe.each(truthCases)('60 digits, $name', ({ option, ...truth }) => {
  const relative = (found: number, expected: number) => Math.abs(found - expected) / Math.abs(expected || 1)

  test('price and time value are within 1e-12 of themselves, however small', () => {
    const greeks = black76Greeks(option)
    expect(relative(black76(option), truth.price)).toBeLessThan(1e-12)
    expect(relative(greeks.price, truth.price)).toBeLessThan(1e-12)
    expect(relative(greeks.timeValue, truth.timeValue)).toBeLessThan(1e-12)
  })

  test('greeks are within 1e-12 of themselves', () => {
    const greeks = black76Greeks(option)
    for (const name of ['delta', 'gamma', 'vega', 'theta'] as const) {
      expect(relative(greeks[name], truth[name]), name).toBeLessThan(1e-12)
    }
  })
})

// Haug, E. G. (2007), The Complete Guide to Option Pricing Formulas, 2nd ed., section 1.1.3: an option on Brent futures,
// nine months, forward and strike 19, rate 10 %, vol 28 %: 1.7011, call and put alike.
test.each(['call', 'put'] as const)('agrees with Haug for a %s on Brent futures', (right) => {
  const option = { right, forward: 19, strike: 19, vol: 0.28, tteYears: 0.75 }
  const { price } = discountBlack76(black76Greeks(option), { ratePerYear: 0.1, tteYears: 0.75 })
  expect(Math.abs(price - 1.7011)).toBeLessThan(5e-5)
})

test('the example of the documentation', () => {
  expect(black76({ right: 'call', forward: 100, strike: 100, vol: 0.2, tteYears: 1 })).toBe(7.965567455405796)
})

const atExpiry = { forward: 100, strike: 90, vol: 0.5, tteYears: 0 }

test.each([
  { ...atExpiry, right: 'call', price: 10, delta: 1 },
  { ...atExpiry, right: 'put', price: 0, delta: 0 },
  { ...atExpiry, right: 'call', strike: 110, price: 0, delta: 0 },
  { ...atExpiry, right: 'put', strike: 110, price: 10, delta: -1 },
  { ...atExpiry, right: 'call', strike: 100, price: 0, delta: 0.5 },
  { ...atExpiry, right: 'put', strike: 100, price: 0, delta: -0.5 },
  { ...atExpiry, right: 'call', vol: 0, tteYears: 1, price: 10, delta: 1 },
] as const)(
  'a $right struck at $strike, vol $vol, $tteYears years: intrinsic $price',
  ({ price, delta, ...option }) => {
    expect(black76(option)).toBe(price)
    expect(black76Greeks(option)).toEqual({ price, timeValue: 0, delta, gamma: 0, vega: 0, theta: 0 })
  },
)

test('delta alone is the delta of the greeks', () => {
  for (const { option } of truthCases) expect(black76Delta(option)).toBe(black76Greeks(option).delta)
  expect(black76Delta({ ...atExpiry, right: 'put', strike: 110 })).toBe(-1)
})

test('a vast vol brings the call to the forward and the put to the strike', () => {
  expect(black76({ right: 'call', forward: 100, strike: 250, vol: 200, tteYears: 1 })).toBe(100)
  expect(black76({ right: 'put', forward: 100, strike: 250, vol: 200, tteYears: 1 })).toBe(250)
})

test('beyond 39 deviations the wing is worth nothing, and a sliver of vol is not an error', () => {
  expect(black76({ right: 'call', forward: 100, strike: 200, vol: 0.01, tteYears: 0.01 })).toBe(0)
  expect(black76Greeks({ right: 'put', forward: 100, strike: 99, vol: 1e-200, tteYears: 1 }).delta).toBe(-0)
})

test('discounting: the price falls by the rate, theta gains the interest', () => {
  const found = discountBlack76({ price: 10, theta: -4 }, { ratePerYear: 0.05, tteYears: 2 })
  expect(found.price).toBeCloseTo(10 * Math.exp(-0.1), 14)
  expect(found.thetaPerYear).toBeCloseTo(Math.exp(-0.1) * (0.05 * 10 - 4), 14)
})

const option = { right: 'call', forward: 100, strike: 100, vol: 0.2, tteYears: 1 } as const

test.each([
  ['forward 0', { forward: 0 }, 'forward must be positive, is 0'],
  ['endless forward', { forward: Number.POSITIVE_INFINITY }, 'forward must be positive'],
  ['negative strike', { strike: -5 }, 'strike must be positive, is -5'],
  ['endless strike', { strike: Number.POSITIVE_INFINITY }, 'strike must be positive'],
  ['negative vol', { vol: -0.1 }, 'vol must not be negative, is -0.1'],
  ['endless vol', { vol: Number.POSITIVE_INFINITY }, 'vol must not be negative'],
  ['NaN vol', { vol: Number.NaN }, 'vol must not be negative, is NaN'],
  ['negative time', { tteYears: -1 }, 'tteYears must not be negative, is -1'],
  ['endless time', { tteYears: Number.POSITIVE_INFINITY }, 'tteYears must not be negative'],
])('%s is an error', (_name, change, message) => {
  expect(() => black76({ ...option, ...change })).toThrow(message)
  expect(() => black76Greeks({ ...option, ...change })).toThrow(InvariantError)
})

test('a rate that is not a number is an error', () => {
  expect(() => discountBlack76({ price: 1, theta: 0 }, { ratePerYear: Number.NaN, tteYears: 1 })).toThrow('ratePerYear')
})
