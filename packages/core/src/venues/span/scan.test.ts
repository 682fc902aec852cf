import { describe, expect, test } from 'vitest'
import { foldedExtremeMove } from './extreme-move.ts'
import { compositeDelta, priceRisk, scanOf } from './scan.ts'
import { isEdgeScenario, pairedScenario, scenarioNames } from './scenarios.ts'
import { coveredWrite, future, longCall } from './testdata/mcmillan.ts'

describe('SPAN scan risk', () => {
  test.each([
    ['a long call', longCall, 3990],
    ['a covered write', coveredWrite, 6620],
    ['a future', future, 10_000],
    ['a position that never loses', [0, 5, 10], 0],
  ])('of %s is its largest loss', (_what, array, loss) => {
    expect(scanOf(Float64Array.from(array)).scanRisk).toBe(loss)
  })

  test('needs an array of numbers', () => {
    expect(() => scanOf(new Float64Array())).toThrow('must not be empty')
    expect(() => scanOf(Float64Array.of(1, Number.NaN))).toThrow('must be finite')
  })

  test('of a covered write is the future less the call', () => {
    expect(future.map((profit, i) => profit - (longCall[i] ?? 0))).toEqual(coveredWrite)
  })
})

describe('price risk', () => {
  const priceRiskOf = (array: readonly number[]) =>
    priceRisk(Float64Array.from(array), scanOf(Float64Array.from(array)))

  test('of a future is all of its scan risk', () => {
    expect(priceRiskOf(future)).toBe(10_000)
  })

  test('of a call leaves out what volatility and a day do', () => {
    // Worst: range −1 with volatility down, 3 990, its pair 3 380; a day costs (−460 + 610) ÷ 2 = 75.
    expect(priceRiskOf(longCall)).toBe((3990 + 3380) / 2 - 75)
  })

  test('of what never loses is none', () => {
    expect(priceRiskOf(future.map(Math.abs))).toBe(0)
  })
})

test('scenarios come in pairs of one price, but for the extremes', () => {
  expect(scenarioNames).toHaveLength(16)
  expect([0, 1, 12, 13, 14, 15].map(pairedScenario)).toEqual([1, 0, 13, 12, 14, 15])
  expect([9, 10, 13, 14].map(isEdgeScenario)).toEqual([false, true, true, false])
  expect([10, 13, 14].map((i) => scenarioNames[i])).toEqual(['range +1 vol up', 'range -1 vol down', 'range +extreme'])
})

test('a composite delta weighs the seven price points, and one that is given stands', () => {
  const weights = [0.27, 0.217, 0.217, 0.11, 0.11, 0.037, 0.037]
  expect(compositeDelta([0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2], weights)).toBeCloseTo(0.499, 12)
  expect(compositeDelta(0.42, weights)).toBe(0.42)
})

test('the extreme move of a future is folded into fourteen points, 7 000 dollars at 500 a point', () => {
  expect(foldedExtremeMove({ scanRange: 20, multiple: 2, coverFrac: 0.35 }) * 500).toBeCloseTo(7000, 9)
})
