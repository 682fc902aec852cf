import { expect, test } from 'vitest'
import { feedPlace, fixedIn, fixedListIn, fixedOr, labelledNumbers, wholeListIn } from './fixed-point-fields.ts'

test('fixed point text is a number of 1e-18, text with a point is as it says', () => {
  const fields = { a: '1500500000000000000000', b: '-1', c: '0.75', d: null, e: ['2000000000000000000', '0'] }
  expect([fixedIn(fields, 'a'), fixedIn(fields, 'b'), fixedIn(fields, 'c'), fixedIn(fields, 'd')]).toEqual([
    1500.5, -1e-18, 0.75, 0,
  ])
  expect(fixedListIn(fields, 'e')).toEqual([2, 0])
  expect(wholeListIn({ seconds: ['500400'] }, 'seconds')).toEqual([500_400])
  expect(() => fixedIn({ a: 'much' }, 'a')).toThrow('a must be digits, is "much"')
})

test('what is not said is what it is otherwise, and said to be 0 is 0', () => {
  const fields = { price: null, confidence: '0' }
  expect([fixedOr(fields, 'price', 1), fixedOr({}, 'price', 1), fixedOr(fields, 'confidence', 1)]).toEqual([1, 1, 0])
})

test('numbers are read by the word before each', () => {
  expect(labelledNumbers({ perp: 'MM 0.05, IM 0.065' }, 'perp')).toEqual({ MM: 0.05, IM: 0.065 })
  expect(labelledNumbers({ perp: { MM: 0.05, note: 'x' } }, 'perp')).toEqual({ MM: 0.05 })
  expect(() => labelledNumbers({}, 'perp')).toThrow('perp must be given')
})

test('an expiry is found beside its first option, or where it is listed', () => {
  const feeds = { FeedExpiries: ['100', '200'] }
  expect([feedPlace(feeds, 200, 1), feedPlace(feeds, 200, 0), feedPlace(feeds, 300, 4), feedPlace({}, 5, 2)]).toEqual([
    1, 1, 4, 2,
  ])
})
