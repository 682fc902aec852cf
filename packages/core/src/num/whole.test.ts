import { expect, test } from 'vitest'
import { lifted, opposite, productOf, quotientOf, sumOf, wholeOf } from './whole.ts'

const max = Number.MAX_SAFE_INTEGER

test('a whole number is a double as long as that is exact', () => {
  expect([wholeOf('123'), wholeOf('9007199254740991'), wholeOf('9007199254740992')]).toEqual([
    123,
    max,
    9_007_199_254_740_992n,
  ])
  expect([sumOf(max, -1), sumOf(max, 1), sumOf(9_007_199_254_740_992n, -1)]).toEqual([max - 1, 2n ** 53n, max])
  expect([productOf(3, 5), productOf(max, 2), productOf(max, -2)]).toEqual([15, 2n * BigInt(max), -2n * BigInt(max)])
  expect([opposite(5), opposite(5n)]).toEqual([-5, -5n])
})

test('any number of digits can be put behind', () => {
  expect([lifted(12, 3), lifted(12, 0), lifted(12, 20)]).toEqual([12_000, 12, 12n * 10n ** 20n])
  expect(lifted(1, 300)).toBe(10n ** 300n)
})

test.each([
  [7, 2, 'up', 4],
  [7, 2, 'down', 3],
  [7, 2, 'nearest-even', 4],
  [5, 2, 'nearest-even', 2],
  [-5, 2, 'nearest-even', -2],
  [-7, 2, 'up', -3],
  [-7, -2, 'down', 3],
  [6, -2, 'up', -3],
] as const)('%d ÷ %d goes %s to %d, also where they are large', (a, b, rounding, is) => {
  expect(quotientOf(a, b, rounding)).toBe(is)
  const unit = 10n ** 30n
  expect(quotientOf(BigInt(a) * unit, BigInt(b) * unit, rounding)).toBe(is)
})
