import { byNameOrRest } from '../../margin/table-rules.ts'
import { type RiskPlan, riskPlan } from '../../scenario/risk-array.ts'
import { grid, type Scenario } from '../../scenario/scenario.ts'
import { stretchedShock, type VolDirection } from '../../scenario/vol-shock.ts'
import type { HouseParameters, UnderlyingRisk } from './params.ts'

/**
 * The scenarios of one underlying, three sets side by side: the market's moves by its beta, its own moves, and the
 * stand-alone scan over the range of both together.
 */
export interface UnderlyingPlan extends RiskPlan {
  readonly risk: UnderlyingRisk
  /** Cells [0, ownFrom) are systemic, [ownFrom, aloneFrom) its own, [aloneFrom, length) stand-alone. */
  readonly ownFrom: number
  readonly aloneFrom: number
  readonly systemic: readonly Scenario[]
  readonly own: readonly Scenario[]
  readonly alone: readonly Scenario[]
  /** Profit of one unit of market currency that moves with the underlying. */
  readonly unitRow: Float64Array
}

const vols: readonly VolDirection[] = ['up', 'same', 'down']
const ownShares: readonly number[] = [-1, -0.5, 0, 0.5, 1]

/** The market's scenarios, in the order of every underlying's systemic cells. */
export function marketScenarios({ marketRangeFrac, gridShares, tails }: HouseParameters): readonly Scenario[] {
  return rangeGrid(marketRangeFrac, gridShares, tails)
}

export function underlyingPlan(underlying: string, parameters: HouseParameters): UnderlyingPlan {
  const { marketRangeFrac, gridShares, tails, volShock, ownVolShock, ownLossFactor, underlyings } = parameters
  const risk = byNameOrRest(underlyings, underlyings, underlying)
  const systemic = rangeGrid(marketRangeFrac * risk.beta, gridShares, tails)
  const own = rangeGrid(risk.ownRangeFrac, ownShares, [])
  const alone = rangeGrid(marketRangeFrac * Math.abs(risk.beta) + ownLossFactor * risk.ownRangeFrac, gridShares, tails)
  const volRule = stretchedShock(volShock)
  const plan = riskPlan([
    { scenarios: systemic, volRule },
    { scenarios: own, volRule: stretchedShock(ownVolShock) },
    { scenarios: alone, volRule },
  ])
  const ownFrom = systemic.length
  const unitRow = plan.cells.moves.map((move, i) => (move - 1) * (plan.weights[i] as number))
  return { ...plan, risk, ownFrom, aloneFrom: ownFrom + own.length, systemic, own, alone, unitRow }
}

/** Index after ÷ before in every scenario of an underlying, each once. */
export function scenarioFactors(underlying: string, parameters: HouseParameters): readonly number[] {
  return [...new Set(underlyingPlan(underlying, parameters).cells.moves)]
}

function rangeGrid(rangeFrac: number, shares: readonly number[], tails: HouseParameters['tails']): readonly Scenario[] {
  return grid({
    movesFrac: shares.map((share) => share * rangeFrac),
    vols,
    tails: tails.map(({ multiple, lossWeight }) => ({ moveFrac: multiple * rangeFrac, lossWeight })),
    tailVol: 'up',
  })
}
