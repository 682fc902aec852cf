import type { RiskUnit } from '../../margin/model.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type Contingencies, contingenciesOf } from './contingencies.ts'
import type { HouseParameters } from './params.ts'
import { type Unit, unitPnl } from './unit.ts'

/** Losses of one underlying, market currency, each ≥ 0. */
export interface UnitRisk extends Contingencies {
  readonly underlying: string
  readonly unit: Unit
  readonly pnl: Float64Array
  /** Worst loss under moves of its own. */
  readonly ownLoss: number
  readonly ownWorst: number
  /** Worst loss of the stand-alone scan. */
  readonly aloneLoss: number
  readonly aloneWorst: number
}

/** The numbers of the house formula, before they are laid out as a tree. */
export interface HouseRisk {
  readonly units: readonly UnitRisk[]
  /** Profit of all underlyings together in each market scenario. */
  readonly systemic: Float64Array
  readonly systemicWorst: number
  readonly systemicLoss: number
  readonly ownLossJoint: number
  readonly aloneSum: number
  /** Larger of systemic + k × own and κ × stand-alone. */
  readonly scan: number
  readonly maintenance: number
}

/** The house requirement of units that net together; `docs/models/house.md` gives the formula. */
export function houseRisk(units: readonly Unit[], scenarioCount: number, currency: string, parameters: HouseParameters): HouseRisk {
  const rows = units.map((unit) => unitRisk(unit, currency, parameters))
  const systemic = new Float64Array(scenarioCount)
  let ownSquare = 0
  let aloneSum = 0
  let charges = 0
  for (const { pnl, ownLoss, aloneLoss, basis, shortOptions, concentration, depeg } of rows) {
    for (let i = 0; i < scenarioCount; i++) systemic[i] = (systemic[i] ?? 0) + (pnl[i] ?? 0)
    ownSquare += ownLoss * ownLoss
    aloneSum += aloneLoss
    charges += basis + shortOptions + concentration + depeg
  }
  const systemicWorst = worstCell(systemic)
  const systemicLoss = Math.max(0, -(systemic[systemicWorst] ?? 0))
  const ownLossJoint = Math.sqrt(ownSquare)
  const scan = Math.max(systemicLoss + parameters.ownLossFactor * ownLossJoint, parameters.correlationFloorFrac * aloneSum)
  return { units: rows, systemic, systemicWorst, systemicLoss, ownLossJoint, aloneSum, scan, maintenance: scan + charges }
}

function unitRisk(unit: Unit, currency: string, parameters: HouseParameters): UnitRisk {
  const { plan, underlying } = unit
  const pnl = unitPnl(unit)
  const ownWorst = worstCell(pnl, plan.ownFrom, plan.aloneFrom)
  const aloneWorst = worstCell(pnl, plan.aloneFrom)
  const ownLoss = Math.max(0, -(pnl[ownWorst] ?? 0))
  const aloneLoss = Math.max(0, -(pnl[aloneWorst] ?? 0))
  const contingencies = contingenciesOf(unit, aloneLoss, currency, parameters)
  return { underlying, unit, pnl, ownLoss, ownWorst, aloneLoss, aloneWorst, ...contingencies }
}

/** The scans as risk units: the market's moves over everything, then each underlying by itself. */
export function riskUnitsOf(risk: HouseRisk, market: readonly Scenario[]): readonly RiskUnit[] {
  if (risk.units.length === 0) return []
  return [
    unitOf('market', market, risk.systemic, risk.systemicWorst),
    ...risk.units.map(({ underlying, unit: { plan }, pnl, aloneWorst }) =>
      unitOf(underlying, plan.alone, pnl.slice(plan.aloneFrom), aloneWorst - plan.aloneFrom),
    ),
  ]
}

function unitOf(name: string, scenarios: readonly Scenario[], pnl: Float64Array, worst: number): RiskUnit {
  const loses = (pnl[worst] ?? 0) < 0
  return { name, scenarios: scenarios.map((scenario) => scenario.name), pnl, worst, worstAtEdge: loses && (scenarios[worst]?.isEdge ?? false) }
}
