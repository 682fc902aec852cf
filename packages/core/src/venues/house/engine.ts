import type { CountedCollateral } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { type RowMaker, rowMaker } from '../../scenario/row-maker.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type RiskMemory, riskMemory } from './memory.ts'
import type { HouseParameters } from './params.ts'
import { marketScenarios, underlyingPlan } from './plan.ts'
import { type HouseRisk, houseRisk, unitRisk } from './risk.ts'
import { sumUnit } from './sums.ts'
import { type Unit, unitsOf } from './unit.ts'

/** The house rule with its parameters laid out once. */
export interface HouseEngine {
  readonly parameters: HouseParameters
  readonly market: readonly Scenario[]
  readonly memory: RiskMemory
  /** For what is added up on the way and soon forgotten; remembered rows have blocks of their own. */
  readonly newRow: RowMaker
}

export function houseEngine(parameters: HouseParameters): HouseEngine {
  return {
    parameters,
    market: marketScenarios(parameters),
    memory: riskMemory((underlying) => underlyingPlan(underlying, parameters)),
    newRow: rowMaker(),
  }
}

/** Risk of positions and counted collateral that net together. */
export function riskOf(
  account: PricedAccount,
  positions: readonly PricedPosition[],
  collateral: readonly CountedCollateral[],
  engine: HouseEngine,
): HouseRisk {
  return riskOfUnits(unitsOf(account, positions, collateral, engine.memory), engine)
}

/** The hot path of the house model: the sums of each unit, then the formula; rows are remembered. */
export function riskOfUnits(units: readonly Unit[], { parameters, market, newRow }: HouseEngine): HouseRisk {
  const risks = units.map((unit) => unitRisk(unit.underlying, unit.plan, sumUnit(unit, newRow), parameters))
  return houseRisk(risks, newRow(market.length), parameters)
}
