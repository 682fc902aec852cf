import fc from 'fast-check'
import { expect, test } from 'vitest'
import { log } from '../num/exp-log.ts'
import { black76 } from './black76.ts'
import { black76Cells, black76PairCells, type ScenarioCells, scenarioCells } from './black76-cells.ts'
import { spread } from './testkit/arbitrary-options.ts'

const cell = fc.record({ move: spread(0.02, 6), vol: fc.integer({ min: 0, max: 3 }) })
const totalVol = fc.oneof(fc.constant(0), spread(1e-5, 0.1), spread(0.05, 2), spread(2, 30))
const book = fc.record({
  right: fc.constantFrom(1 as const, -1 as const),
  forward: spread(0.01, 1e6),
  logMoneyness: fc.double({ min: -2, max: 2, noNaN: true }),
  cells: fc.array(cell, { minLength: 1, maxLength: 60 }),
  isPrepared: fc.boolean(),
  totalVols: fc.tuple(totalVol, totalVol, totalVol, totalVol),
})

/** Cells with their groups, or plain ones, whose groups the kernel finds itself. */
function cellsOf(list: readonly { move: number; vol: number }[], isPrepared: boolean): ScenarioCells {
  const moves = Float64Array.from(list, ({ move }) => move)
  const volIndex = Uint8Array.from(list, ({ vol }) => vol)
  return isPrepared ? scenarioCells(moves, volIndex) : { count: list.length, moves, logMoves: moves.map(log), volIndex }
}

function scalar(right: 1 | -1, forward: number, strike: number, totalVol: number): number {
  return black76({ right: right === 1 ? 'call' : 'put', forward, strike, vol: totalVol, tteYears: 1 })
}

test('the cells are the scalar price, to 1e-14 of the larger of forward and strike', () => {
  fc.assert(
    fc.property(book, ({ right, forward, logMoneyness, cells: list, isPrepared, totalVols }) => {
      const cells = cellsOf(list, isPrepared)
      const strike = forward * Math.exp(-logMoneyness)
      const out = new Float64Array(cells.count + 2).fill(-7)
      black76Cells({ right, forward, strike }, cells, Float64Array.from(totalVols), out, 1)
      for (let i = 0; i < cells.count; i++) {
        const moved = forward * (cells.moves[i] ?? 0)
        const expected = scalar(right, moved, strike, totalVols[cells.volIndex[i] ?? 0] ?? 0)
        expect(Math.abs((out[i + 1] ?? 0) - expected)).toBeLessThanOrEqual(1e-14 * Math.max(moved, strike))
      }
      expect([out[0], out[cells.count + 1]]).toEqual([-7, -7])
    }),
    { numRuns: 1000 },
  )
})

test('a pair is the two options, wherever they are put', () => {
  fc.assert(
    fc.property(book, fc.boolean(), ({ forward, logMoneyness, cells: list, totalVols }, isCallFirst) => {
      const cells = cellsOf(list, true)
      const strike = forward * Math.exp(-logMoneyness)
      const vols = Float64Array.from(totalVols)
      const offsets = isCallFirst ? { call: 0, put: cells.count } : { call: cells.count, put: 0 }
      const pair = new Float64Array(2 * cells.count)
      const alone = new Float64Array(2 * cells.count)
      black76PairCells({ forward, strike, logMoneyness }, cells, vols, pair, offsets)
      black76Cells({ forward, strike, right: 1 }, cells, vols, alone, offsets.call)
      black76Cells({ forward, strike, right: -1 }, cells, vols, alone, offsets.put)
      for (let i = 0; i < pair.length; i++) {
        const scale = Math.max(forward * (cells.moves[i % cells.count] ?? 0), strike)
        expect(Math.abs((pair[i] ?? 0) - (alone[i] ?? 0))).toBeLessThanOrEqual(2e-14 * scale)
      }
    }),
  )
})
