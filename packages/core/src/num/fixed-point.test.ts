import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromUnits, integerRoot, toUnits, wholeUnits } from './fixed-point.ts'

test('decimal text of a venue is whole units exactly', () => {
  expect([toUnits(0.1, 1e9), toUnits(-41603.559601, 1e6), toUnits(0.00055, 1e6)]).toEqual([
    100_000_000n,
    -41603559601n,
    550n,
  ])
  expect(fromUnits(-41603559601n, 1e6)).toBe(-41603.559601)
})

test('only whole numbers are taken as they are', () => {
  expect(wholeUnits(-7)).toBe(-7n)
  expect(() => wholeUnits(0.5)).toThrow('must be a whole number of units, is 0.5')
  expect(() => toUnits(Number.NaN, 10)).toThrow('must be finite')
})

test('the root is the largest whole number whose square is not above', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), (n) => {
      const root = integerRoot(n)
      expect(root * root <= n && (root + 1n) * (root + 1n) > n).toBe(true)
    }),
  )
  expect(integerRoot(10_000_000_000_001n)).toBe(3_162_277n)
  expect(() => integerRoot(-1n)).toThrow('must not be negative')
})
