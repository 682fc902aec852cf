import type { StressMatrix } from '../data/core-types.ts'
import { isFlatMatrix } from '../data/settled.ts'
import { money, percent, spoken } from '../format/format.ts'
import { standingWords } from '../standing/standing.ts'
import { scopeText } from '../strip/liquidation-moves.ts'
import { cellText } from '../strip/worst-case.ts'
import type { CellAt } from './heat-map-option.ts'

/** The matrix with moves ascending, as the picture and the arrow keys take them. */
export function ascending(matrix: StressMatrix): StressMatrix {
  const rows = orderOf(matrix.volMovesFrac)
  const columns = orderOf(matrix.spotMovesFrac)
  return {
    ...matrix,
    volMovesFrac: picked(matrix.volMovesFrac, rows),
    spotMovesFrac: picked(matrix.spotMovesFrac, columns),
    cells: picked(matrix.cells, rows).map((row) => picked(row, columns)),
  }
}

/** Places in ascending order of what stands there. */
function orderOf(moves: readonly number[]): readonly number[] {
  return moves.map((_, i) => i).toSorted((a, b) => (moves[a] ?? 0) - (moves[b] ?? 0))
}

function picked<T>(items: readonly T[], places: readonly number[]): readonly T[] {
  return places.flatMap((place) => items.slice(place, place + 1))
}

/** Every `step`th column counted from the one where nothing moves, and that of the worst cell. */
export function thinned(matrix: StressMatrix, step: number): StressMatrix {
  const { spotMovesFrac, worst, cells } = matrix
  const middle = Math.max(0, spotMovesFrac.indexOf(0))
  const columns = spotMovesFrac
    .map((_, i) => i)
    .filter((i) => (i - middle) % step === 0 || spotMovesFrac[i] === worst?.spotMoveFrac)
  return {
    ...matrix,
    spotMovesFrac: picked(spotMovesFrac, columns),
    cells: cells.map((row) => picked(row, columns)),
  }
}

/** The worst cell, by its place; null where none is worse than another. */
export function worstAt(matrix: StressMatrix): CellAt | null {
  const { worst, spotMovesFrac, volMovesFrac } = matrix
  if (worst === null || isFlatMatrix(matrix)) return null
  const [row, column] = [volMovesFrac.indexOf(worst.volMoveFrac), spotMovesFrac.indexOf(worst.spotMoveFrac)]
  return row < 0 || column < 0 ? null : { row, column }
}

/** Nothing moves here: where the cursor starts when there is no worst cell. */
export function middleOf({ spotMovesFrac, volMovesFrac }: StressMatrix): CellAt {
  const still = (moves: readonly number[]) => (moves.includes(0) ? moves.indexOf(0) : Math.floor(moves.length / 2))
  return { row: still(volMovesFrac), column: still(spotMovesFrac) }
}

export function withinMatrix({ spotMovesFrac, volMovesFrac }: StressMatrix, { row, column }: CellAt): CellAt {
  const clamp = (value: number, count: number) => Math.min(count - 1, Math.max(0, Math.round(value)))
  return { row: clamp(row, volMovesFrac.length), column: clamp(column, spotMovesFrac.length) }
}

/** Where an arrow key leads; up is more volatility. Null for any other key. */
export function afterKey(matrix: StressMatrix, { row, column }: CellAt, key: string): CellAt | null {
  const moves: Readonly<Record<string, CellAt>> = {
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    ArrowUp: { row: row + 1, column },
    ArrowDown: { row: row - 1, column },
    Home: { row, column: 0 },
    End: { row, column: matrix.spotMovesFrac.length - 1 },
  }
  const next = moves[key]
  return next === undefined ? null : withinMatrix(matrix, next)
}

/** `all coins −30 %, vol +45 %: −$ 171 300 · used 143.0 % · Liquidation`. */
export function readout(matrix: StressMatrix, at: CellAt, currency: string): string {
  const cell = matrix.cells[at.row]?.[at.column]
  const where = cellText(matrix, matrix.spotMovesFrac[at.column] ?? 0, matrix.volMovesFrac[at.row] ?? 0)
  if (cell === undefined || cell.pnl === null) return `${where}: —`
  const use = cell.maintenanceUse === null ? '' : ` · used ${percent(cell.maintenanceUse, 1)}`
  return `${where}: ${money(cell.pnl, currency)}${use} · ${standingWords[cell.standing]}`
}

/** "BTC −15 %, vol +30 %: minus 171 300". */
export function spokenCell(matrix: StressMatrix, { row, column }: CellAt): string {
  const cell = matrix.cells[row]?.[column]
  const move = (frac: number | undefined) => `${spoken((frac ?? 0) * 100)} percent`
  const where = `${scopeText(matrix.scope)} ${move(matrix.spotMovesFrac[column])}, volatility ${move(matrix.volMovesFrac[row])}`
  return `${where}: ${spoken(cell?.pnl ?? null)}, ${standingWords[cell?.standing ?? 'unknown']}`
}
