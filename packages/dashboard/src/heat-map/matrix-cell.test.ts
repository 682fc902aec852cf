import { describe, expect, test } from 'vitest'
import type { StressCell, StressMatrix } from '../data/core-types.ts'
import { afterKey, ascending, middleOf, readout, spokenCell, thinned, worstAt } from './matrix-cell.ts'

const cell = (pnl: number | null): StressCell => ({
  pnl,
  equity: 0,
  maintenanceMargin: 0,
  maintenanceUse: pnl === null ? null : 0.5,
  standing: pnl === null ? 'unknown' : 'watch',
})

const matrix: StressMatrix = {
  scope: 'BTC',
  spotMovesFrac: [-0.15, 0, 0.15],
  volMovesFrac: [-0.3, 0.3],
  cells: [
    [cell(-500), cell(0), cell(500)],
    [cell(-171300), cell(null), cell(900)],
  ],
  worst: { spotMoveFrac: -0.15, volMoveFrac: 0.3, pnl: -171300 },
  worstAtEdge: true,
}

test('a matrix given with the highest volatility first is turned over with its cells', () => {
  const given = { ...matrix, volMovesFrac: [0.3, -0.3], cells: matrix.cells.toReversed() }
  expect(ascending(given)).toEqual(matrix)
})

describe('the cursor on the scenario map', () => {
  test('starts at the worst cell, or in the middle when none is known', () => {
    expect(worstAt(matrix)).toEqual({ row: 1, column: 0 })
    expect(worstAt({ ...matrix, worst: null })).toBeNull()
    expect(middleOf(matrix)).toEqual({ row: 1, column: 1 })
  })

  test('moves by arrow keys, up to more volatility, and stops at the edge', () => {
    expect(afterKey(matrix, { row: 0, column: 0 }, 'ArrowUp')).toEqual({ row: 1, column: 0 })
    expect(afterKey(matrix, { row: 1, column: 0 }, 'ArrowUp')).toEqual({ row: 1, column: 0 })
    expect(afterKey(matrix, { row: 1, column: 0 }, 'End')).toEqual({ row: 1, column: 2 })
    expect(afterKey(matrix, { row: 1, column: 0 }, 'Tab')).toBeNull()
  })

  test('reads what happens there, and a dash where it is not known', () => {
    expect(readout(matrix, { row: 1, column: 0 }, 'USD').replaceAll('\u202f', ' ')).toBe(
      'BTC −15 %, vol +30 %: −$ 171 300 · used 50.0 % · Watch',
    )
    expect(readout(matrix, { row: 1, column: 1 }, 'USD')).toContain(': —')
    expect(spokenCell(matrix, { row: 1, column: 0 })).toBe(
      'BTC minus 15 percent, volatility 30 percent: minus 171300, Watch',
    )
  })
})

test('on a narrow picture the column of no move, every so many from it, and the worst one stay', () => {
  const moves = [-0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2]
  const wide: StressMatrix = {
    ...matrix,
    spotMovesFrac: moves,
    volMovesFrac: [0],
    cells: [moves.map((move) => cell(move * 100))],
    worst: { spotMoveFrac: -0.15, volMoveFrac: 0, pnl: -15 },
  }
  const narrow = thinned(wide, 2)
  expect(narrow.spotMovesFrac).toEqual([-0.2, -0.15, -0.1, 0, 0.1, 0.2])
  expect(narrow.cells[0]?.map(({ pnl }) => pnl)).toEqual([-20, -15, -10, 0, 10, 20])
  expect(thinned(wide, 1)).toEqual(wide)
})

test('a matrix of zeros has no worst cell', () => {
  const flat = { ...matrix, cells: matrix.cells.map((row) => row.map(() => cell(0))) }
  expect(worstAt(flat)).toBeNull()
})
