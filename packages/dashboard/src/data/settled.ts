import type { MarginResult, ProfitCurve, StressMatrix, StressResult } from './core-types.ts'

/** Below this share of what the account holds a profit is rounding of the sums it comes from. */
const roundingFrac = 1e-9

/** The results with profits that are zero up to rounding as exact zeros, so that none is drawn, ringed or coloured. */
export function settled(stress: StressResult, margin: Pick<MarginResult, 'equity' | 'positions'>): StressResult {
  const size = sizeOf(margin)
  const rest = (pnl: number) => (Math.abs(pnl) <= size * roundingFrac ? 0 : pnl)
  const known = (pnl: number | null) => (pnl === null ? null : rest(pnl))
  return {
    ...stress,
    matrices: stress.matrices.map((matrix) => settledMatrix(matrix, rest)),
    curves: stress.curves.map((curve) => ({
      ...curve,
      lines: curve.lines.map((line) => ({ ...line, pnl: line.pnl.map(rest) })),
    })),
    named: stress.named.map((shock) => ({ ...shock, pnl: known(shock.pnl) })),
  }
}

/** Nothing known moves with the price or the volatility. */
export function isFlatMatrix({ cells }: Pick<StressMatrix, 'cells'>): boolean {
  const pnl = cells.flat().flatMap((cell) => (cell.pnl === null ? [] : [cell.pnl]))
  return pnl.length > 0 && pnl.every((value) => value === 0)
}

export function isFlatCurve({ lines }: Pick<ProfitCurve, 'lines'>): boolean {
  const pnl = lines.flatMap((line) => line.pnl)
  return pnl.length > 0 && pnl.every((value) => value === 0)
}

function settledMatrix(matrix: StressMatrix, rest: (pnl: number) => number): StressMatrix {
  const cells = matrix.cells.map((row) =>
    row.map((cell) => (cell.pnl === null ? cell : { ...cell, pnl: rest(cell.pnl) })),
  )
  const worst = matrix.worst === null ? null : { ...matrix.worst, pnl: rest(matrix.worst.pnl) }
  return { ...matrix, cells, worst, worstAtEdge: matrix.worstAtEdge && worst !== null && worst.pnl < 0 }
}

/** What the sums are made of: legs that offset each other count in full. */
function sizeOf({ equity, positions }: Pick<MarginResult, 'equity' | 'positions'>): number {
  return positions.reduce((sum, { notional }) => sum + Math.abs(notional ?? 0), Math.abs(equity ?? 0))
}
