import fc from 'fast-check'
import { expect, test } from 'vitest'
import { productError, sumError } from './error-free.ts'

test('what a sum rounds away is found, whichever term is larger', () => {
  expect(sumError(1e16, 1)).toBe(1)
  expect(sumError(1, 1e16)).toBe(1)
  expect(sumError(1, 2)).toBe(0)
})

test('what a product rounds away is found: (2²⁷ + 1)² needs 55 bits', () => {
  expect(productError(134217729, 134217729)).toBe(1)
  expect(productError(3, 5)).toBe(0)
})

test('a product and its error are the exact product of whole numbers', () => {
  const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((x) => x * 2097152 + 12345)
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      expect(BigInt(a * b) + BigInt(productError(a, b))).toBe(BigInt(a) * BigInt(b))
    }),
  )
})
