import { describe, expect, test } from 'vitest'
import { InvariantError } from '../num/assert.ts'
import { leaf, maxOf, minOf, rootSumSquareOf, roundOf, scaleOf, sumOf, treeError } from './charge.ts'

const [three, four, credit] = [leaf('three', 3), leaf('four', 4), leaf('credit', -5)]

test.each([
  ['sum', sumOf('x', [three, four, credit]), 2],
  ['sum of nothing', sumOf('x', []), 0],
  ['max', maxOf('x', [three, four, credit]), 4],
  ['min', minOf('x', [three, four, credit]), -5],
  ['scale', scaleOf('x', 0.5, four), 2],
  ['root of the sum of squares', rootSumSquareOf('x', [three, four]), 5],
  ['root of nothing', rootSumSquareOf('x', []), 0],
  ['round', roundOf('x', leaf('raw', 1.25), 1, 'nearest'), 1.3],
])('a %s follows from its parts', (_, charge, amount) => {
  expect(charge.amount).toBe(amount)
  expect(treeError(charge)).toBe(0)
})

test('what a charge is for stands on it', () => {
  expect(leaf('scan', 7, 'ETH')).toEqual({ name: 'scan', amount: 7, rule: 'leaf', parts: [], riskFactor: 'ETH' })
  expect(leaf('scan', 7)).not.toHaveProperty('riskFactor')
})

describe('the binding part', () => {
  const binding = (parts: readonly { name: string; binding?: true }[]): readonly string[] =>
    parts.filter((part) => part.binding === true).map(({ name }) => name)

  test('of a max is the largest, of a min the smallest', () => {
    expect(binding(maxOf('x', [three, four, credit]).parts)).toEqual(['four'])
    expect(binding(minOf('x', [three, four, credit]).parts)).toEqual(['credit'])
  })

  test('is the first of equals', () => {
    expect(binding(maxOf('x', [leaf('a', 1), leaf('b', 1)]).parts)).toEqual(['a'])
    expect(binding(minOf('x', [leaf('a', 1), leaf('b', 1)]).parts)).toEqual(['a'])
  })

  test('is marked on a copy: a part may stand in two places', () => {
    maxOf('x', [four])
    expect(four).not.toHaveProperty('binding')
  })
})

describe('rounding', () => {
  test.each([
    [1.001, 2, 'up', 1.01],
    [1.009, 2, 'down', 1],
    [-1.001, 2, 'up', -1],
    [-1.001, 2, 'down', -1.01],
    [1.005, 2, 'nearest', 1.01],
    [-1.005, 2, 'nearest', -1],
    [1.4, 0, 'nearest', 1],
    [1.5, 0, 'nearest', 2],
    // 1.1 × 100 is 110.00000000000001, and 4.35 × 100 is 434.99999999999994: neither is rounded at all.
    [1.1, 2, 'up', 1.1],
    [4.35, 2, 'down', 4.35],
  ] as const)('%d to %d digits %s is %d', (raw, digits, direction, rounded) => {
    const charge = roundOf('x', leaf('raw', raw), digits, direction)
    expect(charge).toMatchObject({ amount: rounded, rule: 'round', digits, direction })
  })
})

describe('what is wrong', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('an amount of %d names its charge', (amount) => {
    expect(() => leaf('scan risk', amount)).toThrow(`scan risk must be finite, is ${amount}`)
  })

  test('a max or min of nothing', () => {
    expect(() => maxOf('floors', [])).toThrow(new InvariantError('max of floors needs a part'))
    expect(() => minOf('caps', [])).toThrow(new InvariantError('min of caps needs a part'))
  })

  test.each([
    ['sum', sumOf('x', [three, four])],
    ['max', maxOf('x', [three, four])],
    ['min', minOf('x', [three, four])],
    ['scale', scaleOf('x', 2, three)],
    ['rootSumSquare', rootSumSquareOf('x', [three, four])],
    ['round', roundOf('x', leaf('raw', 2.4689), 2, 'up')],
  ])('an amount that does not follow from a %s is found, however deep', (_, charge) => {
    const planted = { ...charge, amount: charge.amount * 1.01 }
    expect(treeError(planted)).toBeCloseTo(0.0099, 3)
    expect(treeError(sumOf('total', [leaf('other', 1), scaleOf('deep', 1, planted)]))).toBeCloseTo(0.0099, 3)
  })

  test.each(['scale', 'round', 'max', 'min'] as const)('a %s without a part is as wrong as can be', (rule) => {
    expect(treeError({ name: 'x', amount: 1, rule, parts: [] })).toBe(Number.POSITIVE_INFINITY)
  })
})
