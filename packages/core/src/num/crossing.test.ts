import { expect, test } from 'vitest'
import { InvariantError } from './assert.ts'
import { fromRisk, toRisk } from './crossing.ts'
import { Decimal } from './decimal.ts'

test.each([
  ['1250.00000001', 1250.00000001],
  ['-0', 0],
  ['0.1', 0.1],
  // The nearest double of a text with more digits than a double has.
  ['9007199254740993', 9007199254740992],
])('%s is the double %d', (text, x) => {
  expect(Object.is(toRisk(Decimal.of(text)), x)).toBe(true)
})

test('rounding is named at the call', () => {
  expect(fromRisk(100.001, 2, 'up').toString()).toBe('100.01')
  expect(fromRisk(100.009, 2, 'down').toString()).toBe('100')
  expect(fromRisk(-100.001, 2, 'up').toString()).toBe('-100')
  expect(fromRisk(0.125, 2, 'nearest-even').toString()).toBe('0.12')
})

test('a double that is a decimal of the scale is not rounded, whatever its bits', () => {
  expect(fromRisk(1.1, 2, 'up').toString()).toBe('1.1')
  expect(fromRisk(0.29, 2, 'down').toString()).toBe('0.29')
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d has no way into money', (x) => {
  expect(() => fromRisk(x, 2, 'up')).toThrow(InvariantError)
})

test.each([-1, 0.5, 31, Number.NaN])('a scale of %d is refused', (scale) => {
  expect(() => fromRisk(1, scale, 'up')).toThrow(`scale must be a whole number in 0..30, is ${scale}`)
})
