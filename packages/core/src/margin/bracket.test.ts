import { expect, test } from 'vitest'
import { bracketed, rowAt } from './bracket.ts'

const rows = [
  [100, 0.1],
  [300, 0.2],
] as const

test.each([
  [0, 0.1],
  [100, 0.1],
  [100.01, 0.2],
  [301, 0.2],
])('the row of %d is at %d', (size, rate) => {
  expect(rowAt(rows, size, ([max]) => max)?.[1]).toBe(rate)
})

test('a row without a bound reaches every size, and no row none', () => {
  expect(rowAt([[null, 'all'] as const, ...rows], 1e9, ([max]) => max)?.[1]).toBe('all')
  expect(rowAt([], 1, () => null)).toBeUndefined()
})

test.each([
  [-5, 0, 0],
  [50, 5, 0],
  [200, 30, 0],
  [350, 50, 50],
])('slices of %d come to %d, %d beyond the last bound', (size, amount, beyond) => {
  expect(bracketed(size, rows)).toEqual({ amount, beyond })
})
