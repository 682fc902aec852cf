import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvariantError } from '../num/assert.ts'
import { black76, black76Greeks } from './black76.ts'
import { impliedVol } from './implied-vol.ts'
import { truthCases } from './testdata/truth-cases.ts'
import { arbitraryOption } from './testkit/arbitrary-options.ts'

test.each(truthCases)('60 digits, $name', ({ option, price, impliedVol: truth, impliedVolHalfUlp }) => {
  const found = impliedVol({ ...option, price })
  if (found === null || truth === null) expect(found).toBe(truth)
  else expect(Math.abs(found - truth)).toBeLessThanOrEqual(Math.max(1e-12 * truth, 4 * impliedVolHalfUlp))
})

test('an out-of-the-money price gives its vol back to 1e-11, or is below the smallest price', () => {
  fc.assert(
    fc.property(arbitraryOption, (option) => {
      const right = option.forward < option.strike ? 'call' : 'put'
      const price = black76({ ...option, right })
      const found = impliedVol({ ...option, right, price })
      if (found === null) {
        const { vega } = black76Greeks(option)
        // Nothing left of the price, or so near the maximum that the vol no longer shows.
        expect(price < 1e-300 || vega * option.vol * 1e-3 <= price * 2e-16).toBe(true)
      } else {
        const { vega } = black76Greeks(option)
        expect(Math.abs(found - option.vol)).toBeLessThanOrEqual(1e-11 * option.vol + (price * 4e-16) / vega)
      }
    }),
    { numRuns: 2000 },
  )
})

const call = { right: 'call', forward: 100, strike: 90, tteYears: 0.5 } as const

test.each([
  ['intrinsic value', { price: 10 }],
  ['below intrinsic value', { price: 9 }],
  ['nothing, out of the money', { strike: 110, price: 0 }],
  ['the maximum', { price: 100 }],
  ['above the maximum', { price: 101 }],
  ['the maximum of a put', { right: 'put' as const, price: 90 }],
  ['any price at expiry', { tteYears: 0, price: 12 }],
  ['one ulp above a deep intrinsic value', { strike: 1, price: 99.00000000000001 }],
  ['one ulp below the maximum', { price: 99.99999999999999, tteYears: 1 }],
])('no vol belongs to %s', (_name, change) => {
  expect(impliedVol({ ...call, ...change })).toBeNull()
})

test('where Newton would leave the bracket, halving brings it back', () => {
  const option = { right: 'put', forward: 1, strike: 0.00001037231455085335, tteYears: 1 } as const
  const price = 0.000004090484826224397
  const vol = impliedVol({ ...option, price })
  expect(black76({ ...option, vol: vol ?? 0 }) / price).toBeCloseTo(1, 13)
})

test('intrinsic value is subtracted unrounded: forward less strike need not be a double', () => {
  const option = { right: 'call', forward: 1.0000000000000002, strike: 1e-17, tteYears: 1 } as const
  expect(impliedVol({ ...option, price: 1 })).toBeNull()
})

test.each([
  ['forward', { forward: 0 }],
  ['strike', { strike: -1 }],
  ['tteYears', { tteYears: Number.NaN }],
  ['price', { price: -0.01 }],
])('a %s out of its range is an error', (name, change) => {
  expect(() => impliedVol({ ...call, price: 12, ...change })).toThrow(InvariantError)
  expect(() => impliedVol({ ...call, price: 12, ...change })).toThrow(name)
})
