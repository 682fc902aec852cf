import { expect, test } from 'vitest'
import { InvariantError } from '../num/assert.ts'
import { black76Cells, black76PairCells, type ScenarioCells, scenarioCells } from './black76-cells.ts'
import { truthCases } from './testdata/truth-cases.ts'

function oneCell(move: number): ScenarioCells {
  return scenarioCells(Float64Array.of(move), Uint8Array.of(0))
}

test.each(truthCases)('60 digits, $name', ({ option, price }) => {
  const { right, forward, strike, vol, tteYears } = option
  const out = new Float64Array(1)
  const totalVols = Float64Array.of(vol * Math.sqrt(tteYears))
  black76Cells({ right: right === 'call' ? 1 : -1, forward, strike }, oneCell(1), totalVols, out, 0)
  expect(Math.abs((out[0] ?? 0) - price)).toBeLessThanOrEqual(1e-14 * Math.max(forward, strike))
})

const option = { right: 1, forward: 100, strike: 100 } as const

function price(move: number, totalVol: number, right: 1 | -1 = 1): number {
  const out = new Float64Array(1)
  black76Cells({ ...option, right }, oneCell(move), Float64Array.of(totalVol), out, 0)
  return out[0] ?? Number.NaN
}

test('no vol is intrinsic value', () => {
  expect([price(1.2, 0), price(0.8, 0), price(1.2, 0, -1), price(0.8, 0, -1)]).toEqual([20, 0, 0, 20])
})

test('beyond eight deviations it is intrinsic value too', () => {
  expect([price(1.25, 0.02), price(0.75, 0.02), price(1.25, 0.02, -1), price(0.75, 0.02, -1)]).toEqual([25, 0, 0, 25])
})

test('of a vol so vast that only one of d₁ and d₂ is in the table, it is the price still', () => {
  expect(price(1, 18)).toBe(100)
  expect(price(0.02, 17, -1)).toBeCloseTo(100, 12)
})

test('a log moneyness that is given is taken', () => {
  const out = new Float64Array(2)
  black76Cells({ ...option, logMoneyness: 0 }, oneCell(1), Float64Array.of(0.2), out, 0)
  black76Cells(option, oneCell(1), Float64Array.of(0.2), out, 1)
  expect(out[0]).toBe(out[1])
})

test.each([
  ['a forward of 0', { forward: 0 }, 0.2, 0],
  ['an endless strike', { strike: Number.POSITIVE_INFINITY }, 0.2, 0],
  ['a NaN vol', {}, Number.NaN, 0],
  ['a negative vol', {}, -0.1, 0],
  ['an endless vol', {}, Number.POSITIVE_INFINITY, 0],
  ['no room at the end', {}, 0.2, 1],
  ['an offset before the start', {}, 0.2, -1],
])('%s is an error', (_name, change, totalVol, offset) => {
  const out = new Float64Array(1)
  const vols = Float64Array.of(totalVol)
  expect(() => black76Cells({ ...option, ...change }, oneCell(1), vols, out, offset)).toThrow(InvariantError)
  expect(() => black76PairCells({ ...option, ...change }, oneCell(1), vols, out, { call: 0, put: offset })).toThrow()
})

test('a vol index without a vol is an error', () => {
  const cells = scenarioCells(Float64Array.of(1), Uint8Array.of(3))
  expect(() => black76Cells(option, cells, Float64Array.of(0.2), new Float64Array(1), 0)).toThrow('total vol 3')
})

test('a move that is not a positive number is an error', () => {
  expect(() => oneCell(0)).toThrow(InvariantError)
  expect(() => oneCell(Number.NaN)).toThrow(InvariantError)
  const cells = { ...oneCell(1), moves: Float64Array.of(Number.NaN), logMoves: Float64Array.of(Number.NaN) }
  const vols = Float64Array.of(0.2)
  expect(() => black76Cells(option, cells, vols, new Float64Array(1), 0)).toThrow(InvariantError)
})

test('cells know which of them share a vol, in any order, and that some vols have none', () => {
  const cells = scenarioCells(Float64Array.of(1, 2, 3, 4), Uint8Array.of(2, 0, 2, 0))
  expect(cells.cellsOfVol?.map((group) => [...group])).toEqual([[1, 3], [], [0, 2]])
  expect(() => scenarioCells(Float64Array.of(1, 2), Uint8Array.of(0))).toThrow('2 moves must have as many vols, have 1')
})
