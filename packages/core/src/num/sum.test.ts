import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvariantError } from './assert.ts'
import { compensatedSum } from './sum.ts'

test('terms that cancel leave the small one', () => {
  expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2)
  expect(compensatedSum(Float64Array.of(1e16, 1, -1e16))).toBe(1)
})

test('no values sum to 0', () => {
  expect(compensatedSum([])).toBe(0)
})

test('a thousand tenths are a hundred', () => {
  expect(compensatedSum(new Array(1000).fill(0.1))).toBe(100)
})

test('the order does not matter to whole numbers of any size', () => {
  const whole = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((x) => x * 4194304))
  fc.assert(
    fc.property(whole, (values) => {
      const exact = values.reduce((sum, x) => sum + BigInt(x), 0n)
      expect(compensatedSum(values) + 0).toBe(Number(exact) + 0)
      expect(compensatedSum(values.toReversed()) + 0).toBe(Number(exact) + 0)
    }),
  )
})

test('a value that is not finite, or a sum beyond the doubles, is an error', () => {
  expect(() => compensatedSum([1, Number.NaN])).toThrow(InvariantError)
  expect(() => compensatedSum([1, Number.POSITIVE_INFINITY])).toThrow(InvariantError)
  expect(() => compensatedSum([1e308, 1e308])).toThrow('sum must be finite')
})
