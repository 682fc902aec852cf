import { leastAfter, staysAbove } from '../../scenario/within.ts'
import type { HouseEngine } from './engine.ts'
import type { GateContract } from './gate-contract.ts'
import { chargesAdded, concentrationOf, type GateUnit, lossOf, stateOf, type UnitState } from './gate-unit.ts'
import type { HouseParameters } from './params.ts'

/** The house formula of the sums. */
export interface Totals {
  readonly states: ReadonlyMap<string, UnitState>
  readonly systemic: Float64Array
  readonly ownSquare: number
  readonly aloneSum: number
  readonly charges: number
  readonly maintenance: number
}

export function totalsOf(units: ReadonlyMap<string, GateUnit>, { market, parameters }: HouseEngine): Totals {
  const { ownLossFactor, correlationFloorFrac } = parameters
  const states = new Map<string, UnitState>()
  const systemic = new Float64Array(market.length)
  let ownSquare = 0
  let aloneSum = 0
  let charges = 0
  for (const [name, unit] of units) {
    const state = stateOf(unit, parameters)
    states.set(name, state)
    for (let i = 0; i < systemic.length; i++) systemic[i] = (systemic[i] as number) + (unit.pnl[i] as number)
    ownSquare += state.ownLoss * state.ownLoss
    aloneSum += state.aloneLoss
    charges += chargesOf(state)
  }
  const joint = Math.max(0, ...systemic.map((pnl) => -pnl)) + ownLossFactor * Math.sqrt(ownSquare)
  const maintenance = Math.max(joint, correlationFloorFrac * aloneSum) + charges
  return { states, systemic, ownSquare, aloneSum, charges, maintenance }
}

function chargesOf({ basis, shortOptions, depeg, concentration }: UnitState): number {
  return basis + shortOptions + depeg + concentration
}

const nothing: UnitState = { ownLoss: 0, aloneLoss: 0, basis: 0, shortOptions: 0, depeg: 0, concentration: 0 }

/**
 * Whether maintenance margin with contracts more is at most `room`: the house formula, of what needs fewest cells first,
 * left at the first that is too much.
 */
export function isWithin(
  unit: GateUnit,
  { states, systemic, ownSquare, aloneSum, charges }: Totals,
  contract: GateContract,
  contracts: number,
  room: number,
  parameters: HouseParameters,
): boolean {
  const { underlying, index, row } = contract
  const { pnl, plan } = unit
  const was = states.get(underlying) ?? nothing
  const left = room - (charges - was.concentration + chargesAdded(unit, was, contract, contracts, index, parameters))
  const aloneRoom = aloneRoomOf(left, aloneSum - was.aloneLoss, plan.risk.concentrationFrom, parameters)
  const mostAlone = was.aloneLoss + Math.abs(contracts) * (contracts > 0 ? contract.bought : contract.sold).aloneLoss
  const alone = mostAlone <= aloneRoom ? 0 : lossOf(leastAfter(pnl, row, contracts, plan.aloneFrom))
  const concentration = concentrationOf(alone, plan, parameters)
  if (parameters.correlationFloorFrac * (aloneSum - was.aloneLoss + alone) > left - concentration) return false
  const ownLoss = lossOf(leastAfter(pnl, row, contracts, plan.ownFrom, plan.aloneFrom))
  const own = Math.sqrt(Math.max(0, ownSquare - was.ownLoss * was.ownLoss + ownLoss * ownLoss))
  const systemicMax = left - concentration - parameters.ownLossFactor * own
  return systemicMax >= 0 && staysAbove(systemic, row, contracts, -systemicMax)
}

/** A stand-alone loss up to which neither concentration is charged nor the correlation floor is too much. */
function aloneRoomOf(
  left: number,
  others: number,
  concentrationFrom: number,
  { correlationFloorFrac }: HouseParameters,
): number {
  if (correlationFloorFrac === 0) return concentrationFrom
  return Math.min(concentrationFrom, left / correlationFloorFrac - others)
}
