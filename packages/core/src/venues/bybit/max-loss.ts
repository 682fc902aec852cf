import { fromRisk, toRisk } from '../../num/crossing.ts'
import { volsPerMove } from './stress-grid.ts'

/** One price move, with the worst volatility at it. */
export interface PriceColumn {
  readonly moveFrac: number
  /** Place of the worst volatility: 0 up, 1 as it is, 2 down; the first of equals. */
  readonly vol: number
  /** Profit there, hedging spot included. */
  readonly pnl: number
}

export interface MaxLoss {
  readonly columns: readonly PriceColumn[]
  /** Place of the worst column. */
  readonly worst: number
  /** Largest loss, never negative. */
  readonly loss: number
}

/**
 * The venue's worst case: at each price move the worst volatility, then the worst price move. `pnl` has three cells for
 * each move.
 */
export function maxLoss(pnl: ArrayLike<number>, movesFrac: readonly number[]): MaxLoss {
  const columns = movesFrac.map((moveFrac, i) => worstColumn(pnl, moveFrac, i * volsPerMove))
  let worst = 0
  let lowest = Number.POSITIVE_INFINITY
  for (const [i, { pnl: value }] of columns.entries()) {
    if (value >= lowest) continue
    worst = i
    lowest = value
  }
  return { columns, worst, loss: Math.max(0, -lowest) }
}

function worstColumn(pnl: ArrayLike<number>, moveFrac: number, from: number): PriceColumn {
  let vol = 0
  for (let i = 1; i < volsPerMove; i++) if ((pnl[from + i] as number) < (pnl[from + vol] as number)) vol = i
  return { moveFrac, vol, pnl: pnl[from + vol] as number }
}

/** A total as the venue shows it: of its 8 digits the last 4 cut off, toward minus infinity. */
export function displayed(total: number): number {
  return toRisk(fromRisk(total, 8, 'nearest-even').rounded(4, 'down'))
}
