import { log } from '../../num/exp-log.ts'
import { intrinsicValue } from '../../pricing/black76.ts'
import { black76Cells, type ScenarioCells, scenarioCells } from '../../pricing/black76-cells.ts'
import { type ScenarioPlan, totalVolsOf } from './scenario-plan.ts'

/** An option as it is valued; prices in dollars. */
export interface OptionTerms {
  readonly right: 'call' | 'put'
  readonly strike: number
  readonly vol: number
  readonly years: number
  /** Part of the forward that the settlement average has fixed: no shock moves it. */
  readonly forwardFixed: number
  readonly forwardVariable: number
}

/** Writes the undiscounted value of one option in each cell of the plan into `row`, and returns it. */
export function optionRow(
  option: OptionTerms,
  plan: ScenarioPlan,
  row: Float64Array = new Float64Array(plan.length),
): Float64Array {
  const { right, strike, vol, years, forwardFixed, forwardVariable } = option
  const forward = forwardFixed + forwardVariable
  if (!(forward > 0 && strike > 0)) return boundaryRow(option, plan, row)
  const totalVols = totalVolsOf({ vol, years, logStrike: log(strike / forward) }, plan.shocks)
  const cells = forwardFixed === 0 ? plan.cells : splitCells(option, plan)
  black76Cells({ forward, strike, right: right === 'call' ? 1 : -1 }, cells, totalVols, row, 0)
  return row
}

/** In the last minutes only the variable part of the forward moves. */
function splitCells({ forwardFixed, forwardVariable }: OptionTerms, { cells }: ScenarioPlan): ScenarioCells {
  const forward = forwardFixed + forwardVariable
  const moves = cells.moves.map((move) => (forwardVariable * move + forwardFixed) / forward)
  return scenarioCells(moves, cells.volIndex)
}

/** A strike or a forward of zero: nothing is uncertain. */
function boundaryRow(option: OptionTerms, { cells }: ScenarioPlan, row: Float64Array): Float64Array {
  for (let i = 0; i < row.length; i++) {
    const forward = option.forwardVariable * (cells.moves[i] as number) + option.forwardFixed
    row[i] = intrinsicValue({ right: option.right, strike: option.strike, forward })
  }
  return row
}
