import { black76Delta } from '../../pricing/black76.ts'
import type { Priced } from '../../pricing/priced.ts'
import { riskArray } from '../../scenario/risk-array.ts'
import { rowMaker } from '../../scenario/row-maker.ts'
import { futureRow, type RiskMatrix } from './risk-matrix.ts'

/** What one long contract risks. */
export interface ContractRisk {
  /** Profit and loss in each cell, dollars after the move. */
  readonly row: Float64Array
  /** Coins. */
  readonly delta: number
}

/** Remembers what each quoted instrument risks; what a shift made is asked for once. */
export function contractMemory(matrix: RiskMatrix): (priced: Priced) => ContractRisk {
  const known = new WeakMap<Priced, ContractRisk>()
  const newRow = rowMaker()
  const made = (priced: Priced): ContractRisk => ({
    row: contractRow(priced, matrix, newRow(matrix.plan.length)),
    delta: coinDelta(priced),
  })
  return (priced) => {
    if (priced.isShifted) return made(priced)
    const found = known.get(priced)
    if (found !== undefined) return found
    const risk = made(priced)
    known.set(priced, risk)
    return risk
  }
}

/** What is gained in coins is worth what the coin is worth after the move; what was held of them before is not counted. */
function contractRow(priced: Priced, matrix: RiskMatrix, row: Float64Array): Float64Array {
  const { instrument, size, mark, settlePrice, option } = priced
  const isInverse = instrument.payout === 'inverse'
  if (option === undefined) return futureRow((isInverse ? size / mark : size * mark) * settlePrice, matrix, row)
  riskArray(priced, matrix.plan, row)
  if (!isInverse) return row
  const held = size * mark * settlePrice
  const { moves } = matrix.plan.cells
  for (let i = 0; i < row.length; i++)
    row[i] = (row[i] as number) - held * ((moves[i] as number) - 1) * (matrix.plan.weights[i] as number)
  return row
}

/** Delta-1 coins of a contract: the dollars of an inverse one at its mark. */
export function coinDelta({ instrument, size, mark, option }: Priced): number {
  if (option !== undefined) return size * black76Delta(option)
  return instrument.payout === 'inverse' ? size / mark : size
}
