import type { Assessment } from '../account/assess.ts'
import type { Shock } from '../scenario/shock.ts'
import { type StressCell, stressed } from './stressed.ts'

/** Index move × volatility move, every underlying of `scope` together. */
export interface StressMatrix {
  /** An underlying, or `all`. */
  readonly scope: string
  readonly spotMovesFrac: readonly number[]
  /** Relative change of every volatility. */
  readonly volMovesFrac: readonly number[]
  /** Rows by volatility, columns by spot. */
  readonly cells: readonly (readonly StressCell[])[]
  readonly worst: { readonly spotMoveFrac: number; readonly volMoveFrac: number; readonly pnl: number } | null
  /** The worst cell is an outermost spot move and loses: beyond the grid the loss may still grow. */
  readonly worstAtEdge: boolean
}

export interface MatrixAxes {
  readonly spotMovesFrac: readonly number[]
  readonly volMovesFrac: readonly number[]
}

/** ±30 % in steps of five, volatilities from three tenths lower to six tenths higher. */
export const defaultAxes: MatrixAxes = {
  spotMovesFrac: [-0.3, -0.25, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3],
  volMovesFrac: [0.6, 0.3, 0.15, 0, -0.15, -0.3],
}

export function stressMatrix(
  assessment: Assessment,
  scope: string,
  { spotMovesFrac, volMovesFrac }: MatrixAxes,
): StressMatrix {
  const cells = volMovesFrac.map((volMoveFrac) =>
    spotMovesFrac.map((spotMoveFrac) => stressed(assessment, scopeShock(scope, spotMoveFrac, volMoveFrac))),
  )
  const worst = worstOf(cells, { spotMovesFrac, volMovesFrac })
  const isOutermost = worst !== null && [spotMovesFrac[0], spotMovesFrac.at(-1)].includes(worst.spotMoveFrac)
  return { scope, spotMovesFrac, volMovesFrac, cells, worst, worstAtEdge: isOutermost && worst.pnl < 0 }
}

/** A move of one underlying, or of all, together with a relative move of every volatility. */
export function scopeShock(scope: string, spotMoveFrac: number, volMoveFrac = 0, yearsPassed = 0): Shock {
  const factor = 1 + spotMoveFrac
  const isAll = scope === 'all'
  return {
    name: scope,
    indexFactors: isAll ? new Map() : new Map([[scope, factor]]),
    otherwise: isAll ? factor : 1,
    volMoveFrac,
    yearsPassed,
  }
}

function worstOf(
  cells: readonly (readonly StressCell[])[],
  { spotMovesFrac, volMovesFrac }: MatrixAxes,
): StressMatrix['worst'] {
  let worst: StressMatrix['worst'] = null
  for (const [row, volMoveFrac] of volMovesFrac.entries())
    for (const [column, spotMoveFrac] of spotMovesFrac.entries()) {
      const pnl = cells[row]?.[column]?.pnl ?? null
      if (pnl !== null && (worst === null || pnl < worst.pnl)) worst = { spotMoveFrac, volMoveFrac, pnl }
    }
  return worst
}
