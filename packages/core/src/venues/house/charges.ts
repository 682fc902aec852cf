import { type Charge, leaf, maxOf, rootSumSquareOf, scaleOf, sumOf } from '../../margin/charge.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { HouseParameters } from './params.ts'
import type { HouseRisk, UnitRisk } from './risk.ts'

/** The house requirement as a tree that adds up, each leaf tagged with its underlying. */
export function houseMaintenance(risk: HouseRisk, market: readonly Scenario[], parameters: HouseParameters): Charge {
  if (risk.units.length === 0) return sumOf('maintenance', [])
  return sumOf('maintenance', [
    maxOf('scan', [jointLoss(risk, market, parameters), correlationFloor(risk, parameters)]),
    byUnderlying('basis between expiries', risk, ({ basis }) => basis),
    byUnderlying('net short options', risk, ({ shortOptions }) => shortOptions),
    byUnderlying('concentration', risk, ({ concentration }) => concentration),
    byUnderlying('stablecoin de-peg', risk, ({ depeg }) => depeg),
  ])
}

function jointLoss(risk: HouseRisk, market: readonly Scenario[], { ownLossFactor }: HouseParameters): Charge {
  const own = risk.units.map(({ underlying, plan, ownLoss, ownWorst }) =>
    leaf(`${underlying} by itself, ${plan.own[ownWorst - plan.ownFrom]?.name}`, ownLoss, underlying),
  )
  return sumOf('market and own moves', [
    systemicLoss(risk, market),
    scaleOf('own moves', ownLossFactor, rootSumSquareOf('own moves, which do not come together', own)),
  ])
}

function systemicLoss({ units, systemicWorst }: HouseRisk, market: readonly Scenario[]): Charge {
  const parts = units.map(({ underlying, pnl }) => leaf(underlying, -(pnl[systemicWorst] as number), underlying))
  return maxOf('market moves together', [sumOf(`worst: ${market[systemicWorst]?.name}`, parts), leaf('no loss', 0)])
}

function correlationFloor({ units }: HouseRisk, { correlationFloorFrac }: HouseParameters): Charge {
  const scans = units.map(({ underlying, plan, aloneLoss, aloneWorst }) =>
    leaf(`${underlying} alone, ${plan.alone[aloneWorst - plan.aloneFrom]?.name}`, aloneLoss, underlying),
  )
  return scaleOf('correlation floor', correlationFloorFrac, sumOf('stand-alone scans', scans))
}

function byUnderlying(name: string, { units }: HouseRisk, amountOf: (unit: UnitRisk) => number): Charge {
  return sumOf(
    name,
    units.map((unit) => leaf(unit.underlying, amountOf(unit), unit.underlying)),
  )
}
