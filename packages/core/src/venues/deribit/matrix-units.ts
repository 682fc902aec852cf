import type { RiskUnit } from '../../margin/model.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { cellLabel, jointRow, type PairRisk } from './matrix-margin.ts'

/** The aggregated table of each pair, and of all of them where they are added up. */
export function matrixUnits(pairs: readonly PairRisk[], isJoint: boolean): readonly RiskUnit[] {
  const units = pairs.map(({ name, matrix, aggregated }) =>
    unitOf(
      name,
      matrix.scenarios.map(({ name }) => name),
      aggregated,
      edgesOf(matrix),
    ),
  )
  const [first] = pairs
  if (!isJoint || first === undefined || pairs.length < 2) return units
  const labels = first.matrix.scenarios.map((_, cell) => cellLabel(first.matrix, cell))
  return [unitOf('all currencies', labels, jointRow(pairs), edgesOf(first.matrix)), ...units]
}

function edgesOf({ scenarios }: PairRisk['matrix']): readonly boolean[] {
  return scenarios.map(({ isEdge }) => isEdge)
}

function unitOf(name: string, scenarios: readonly string[], pnl: Float64Array, isEdge: readonly boolean[]): RiskUnit {
  const worst = worstCell(pnl)
  return { name, scenarios, pnl, worst, worstAtEdge: (pnl[worst] as number) < 0 && (isEdge[worst] as boolean) }
}
