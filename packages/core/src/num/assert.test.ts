import { expect, test } from 'vitest'
import { assert, finite, InvariantError } from './assert.ts'

test('a broken invariant carries its words', () => {
  expect(() => assert(true, 'never said')).not.toThrow()
  expect(() => assert(false, 'strike must be positive, is -5')).toThrow(
    new InvariantError('strike must be positive, is -5'),
  )
  expect(new InvariantError('x').name).toBe('InvariantError')
})

test.each([0, -0, 1e308, -5e-324])('%d may leave a formula', (x) => {
  expect(Object.is(finite(x, 'x'), x)).toBe(true)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d may not', (x) => {
  expect(() => finite(x, 'margin')).toThrow(`margin must be finite, is ${x}`)
})
