import fc from 'fast-check'
import { expect, test } from 'vitest'
import { black76, black76Greeks, intrinsicValue } from './black76.ts'
import { arbitraryOption, spread } from './testkit/arbitrary-options.ts'

const larger = ({ forward, strike }: { forward: number; strike: number }) => Math.max(forward, strike)

test('call less put is forward less strike', () => {
  fc.assert(
    fc.property(arbitraryOption, (option) => {
      const call = black76({ ...option, right: 'call' })
      const put = black76({ ...option, right: 'put' })
      expect(Math.abs(call - put - (option.forward - option.strike))).toBeLessThanOrEqual(4e-16 * larger(option))
    }),
  )
})

test('call and put have one time value, and one gamma, vega and theta', () => {
  fc.assert(
    fc.property(arbitraryOption, (option) => {
      const { price, delta, ...call } = black76Greeks({ ...option, right: 'call' })
      const { price: putPrice, delta: putDelta, ...put } = black76Greeks({ ...option, right: 'put' })
      expect(call).toEqual(put)
      expect(Math.abs(delta - putDelta - 1)).toBeLessThan(1e-15)
    }),
  )
})

test('a price is between intrinsic value and its maximum', () => {
  fc.assert(
    fc.property(arbitraryOption, (option) => {
      const price = black76(option)
      expect(price).toBeGreaterThanOrEqual(intrinsicValue(option))
      expect(price).toBeLessThanOrEqual(option.right === 'call' ? option.forward : option.strike)
    }),
  )
})

test('more vol and more time never cost less', () => {
  fc.assert(
    fc.property(arbitraryOption, spread(1.0001, 3), (option, factor) => {
      const { timeValue } = black76Greeks(option)
      expect(black76Greeks({ ...option, vol: option.vol * factor }).timeValue).toBeGreaterThanOrEqual(timeValue)
      expect(black76Greeks({ ...option, tteYears: option.tteYears * factor }).timeValue).toBeGreaterThanOrEqual(
        timeValue,
      )
    }),
  )
})

test('a price is the same in any currency', () => {
  fc.assert(
    fc.property(arbitraryOption, spread(1e-3, 1e3), (option, rate) => {
      const { forward, strike } = option
      const changed = black76({ ...option, forward: forward * rate, strike: strike * rate })
      expect(Math.abs(changed - rate * black76(option))).toBeLessThanOrEqual(1e-14 * rate * larger(option))
    }),
  )
})

test('delta, vega and theta are the slopes of the price', () => {
  const near = fc.record({
    right: fc.constantFrom('call' as const, 'put' as const),
    forward: fc.double({ min: 80, max: 120, noNaN: true }),
    strike: fc.constant(100),
    vol: fc.double({ min: 0.2, max: 2, noNaN: true }),
    tteYears: fc.double({ min: 0.1, max: 2, noNaN: true }),
  })
  fc.assert(
    fc.property(near, (option) => {
      const { delta, gamma, vega, theta } = black76Greeks(option)
      const step = 1e-5
      const slope = (name: 'forward' | 'vol' | 'tteYears') =>
        (black76({ ...option, [name]: option[name] + step }) - black76({ ...option, [name]: option[name] - step })) /
        (2 * step)
      const deltaAt = (forward: number) => black76Greeks({ ...option, forward }).delta
      expect(Math.abs(slope('forward') - delta)).toBeLessThan(1e-8)
      expect(Math.abs(slope('vol') - vega)).toBeLessThan(1e-6)
      expect(Math.abs(slope('tteYears') + theta)).toBeLessThan(1e-6)
      expect(
        Math.abs((deltaAt(option.forward + step) - deltaAt(option.forward - step)) / (2 * step) - gamma),
      ).toBeLessThan(1e-8)
    }),
  )
})

test('the price approaches intrinsic value as expiry comes', () => {
  fc.assert(
    fc.property(arbitraryOption, (option) => {
      const price = black76({ ...option, vol: 1, tteYears: 1e-24 })
      expect(Math.abs(price - intrinsicValue(option))).toBeLessThanOrEqual(4.0e-13 * larger(option))
    }),
  )
})
