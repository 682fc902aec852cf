import type { RiskUnit } from '../../margin/model.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type Contingencies, contingenciesOf } from './contingencies.ts'
import type { HouseParameters } from './params.ts'
import type { UnderlyingPlan } from './plan.ts'
import type { UnitSums } from './sums.ts'

/** Losses of one underlying, market currency, each ≥ 0. */
export interface UnitRisk extends Contingencies {
  readonly underlying: string
  readonly plan: UnderlyingPlan
  readonly pnl: Float64Array
  /** Worst loss under moves of its own, and the cell it is in. */
  readonly ownLoss: number
  readonly ownWorst: number
  /** Worst loss of the stand-alone scan, and the cell it is in. */
  readonly aloneLoss: number
  readonly aloneWorst: number
}

/** The numbers of the house formula, before they are laid out as a tree. */
export interface HouseRisk {
  readonly units: readonly UnitRisk[]
  /** Profit of all underlyings together in each market scenario. */
  readonly systemic: Float64Array
  readonly systemicWorst: number
  readonly maintenance: number
}

export function unitRisk(
  underlying: string,
  plan: UnderlyingPlan,
  sums: UnitSums,
  parameters: HouseParameters,
): UnitRisk {
  const { pnl } = sums
  const ownWorst = worstCell(pnl, plan.ownFrom, plan.aloneFrom)
  const aloneWorst = worstCell(pnl, plan.aloneFrom)
  const ownLoss = Math.max(0, -(pnl[ownWorst] as number))
  const aloneLoss = Math.max(0, -(pnl[aloneWorst] as number))
  return {
    underlying,
    plan,
    pnl,
    ownLoss,
    ownWorst,
    aloneLoss,
    aloneWorst,
    ...contingenciesOf(sums, aloneLoss, plan.risk, parameters),
  }
}

/**
 * The house requirement of units that net together; `docs/models/house.md` gives the formula. `systemic` is a row of
 * zeros with a cell for each market scenario, and is filled.
 */
export function houseRisk(units: readonly UnitRisk[], systemic: Float64Array, parameters: HouseParameters): HouseRisk {
  let ownSquare = 0
  let aloneSum = 0
  let charges = 0
  for (const { pnl, ownLoss, aloneLoss, basis, shortOptions, concentration, depeg } of units) {
    for (let i = 0; i < systemic.length; i++) systemic[i] = (systemic[i] as number) + (pnl[i] as number)
    ownSquare += ownLoss * ownLoss
    aloneSum += aloneLoss
    charges += basis + shortOptions + concentration + depeg
  }
  const systemicWorst = worstCell(systemic)
  const systemicLoss = Math.max(0, -(systemic[systemicWorst] as number))
  const joint = systemicLoss + parameters.ownLossFactor * Math.sqrt(ownSquare)
  const scan = Math.max(joint, parameters.correlationFloorFrac * aloneSum)
  return { units, systemic, systemicWorst, maintenance: scan + charges }
}

/** The scans as risk units: the market's moves over everything, then each underlying by itself. */
export function riskUnitsOf(risk: HouseRisk, market: readonly Scenario[]): readonly RiskUnit[] {
  if (risk.units.length === 0) return []
  return [
    unitOf('market', market, risk.systemic, risk.systemicWorst),
    ...risk.units.map(({ underlying, plan, pnl, aloneWorst }) =>
      unitOf(underlying, plan.alone, pnl.slice(plan.aloneFrom), aloneWorst - plan.aloneFrom),
    ),
  ]
}

function unitOf(name: string, scenarios: readonly Scenario[], pnl: Float64Array, worst: number): RiskUnit {
  const loses = (pnl[worst] as number) < 0
  return {
    name,
    scenarios: scenarios.map((scenario) => scenario.name),
    pnl,
    worst,
    worstAtEdge: loses && (scenarios[worst]?.isEdge ?? false),
  }
}
