import type { Pool } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { SlackSlope, SlopeReach } from '../../margin/slack-slope.ts'
import { rulesByTable } from '../../margin/table-rules.ts'
import { hasKnownSlope, movingCollateral, movingValue, tableSlope } from '../../margin/table-slope.ts'
import type { PricedOption } from '../../pricing/priced.ts'
import type { VolMove } from '../../scenario/vol-shock.ts'
import type { HouseEngine } from './engine.ts'
import type { HouseParameters } from './params.ts'
import type { UnderlyingPlan } from './plan.ts'

/**
 * The slope of a house pool. Every part of the requirement is a sum, a maximum or a root of squares of profits in cells,
 * so it moves by at most what the cells of the positions move by, each taken for itself: nothing nets here.
 */
export function houseSlope(
  pool: Pool,
  account: PricedAccount,
  reach: SlopeReach,
  { parameters, memory }: HouseEngine,
): SlackSlope | null {
  if (pool.positions.some(({ isIsolated }) => isIsolated))
    return tableSlope(pool, account, rulesByTable(parameters.tables), reach)
  if (!pool.positions.every((position) => isKnown(position, account, parameters))) return null
  const coins = movingCollateral(pool, account)
  let equityPerMove = coins
  let maintenancePerMove = coinSlope(pool, account, memory.planOf, parameters)
  let reserve = 0
  for (const position of pool.positions) {
    const plan = memory.planOf(position.priced.instrument.underlying)
    const value = movingValue(position, pool.currencyPrice)
    equityPerMove += value
    const { option } = position.priced
    if (option === undefined) {
      maintenancePerMove += value * linearSlope(plan, parameters)
      continue
    }
    maintenancePerMove += value * optionSlope(plan, parameters)
    reserve += value * (1 + reach.moveFrac) * optionReserve(position, option, plan, reach, parameters)
  }
  return { equityPerMove, maintenancePerMove, reserve }
}

/** Up to a power of a half a shocked volatility × √time falls as time passes, so that its ends bound what is between. */
function isKnown(
  position: PricedPosition,
  account: PricedAccount,
  { volShock, ownVolShock }: HouseParameters,
): boolean {
  if (!hasKnownSlope(position, account)) return false
  const powers = [volShock, ownVolShock].flatMap(({ shortPower, longPower }) => [shortPower, longPower])
  return position.priced.option === undefined || powers.every((power) => power <= 0.5)
}

type PlanOf = (underlying: string) => UnderlyingPlan

function coinSlope(
  { collateral, currencyPrice }: Pool,
  { stableAssets }: PricedAccount,
  planOf: PlanOf,
  parameters: HouseParameters,
): number {
  let slope = 0
  for (const { asset, counted, price } of collateral)
    if (!stableAssets.has(asset))
      slope += (Math.abs((counted ?? 0) * price) / currencyPrice) * linearSlope(planOf(asset), parameters)
  return slope
}

/** Maintenance for each unit of value that moves in a straight line. */
function linearSlope(plan: UnderlyingPlan, parameters: HouseParameters): number {
  const scan = scanOf(plan, parameters, (move) => Math.abs(move - 1))
  return scan + parameters.basisMinFrac + parameters.depegFrac
}

/** An option's value moves by at most its underlying, before a move and after it. */
function optionSlope(plan: UnderlyingPlan, parameters: HouseParameters): number {
  const { shortOptionFrac } = parameters
  return scanOf(plan, parameters, (move) => Math.max(1, move)) + shortOptionFrac
}

/**
 * For each unit of an option's underlying: what time takes from a long option and adds to the loss in a cell, and all of
 * the charges on its delta, which may turn over near its strike.
 */
function optionReserve(
  { contracts }: PricedPosition,
  { vol, tteYears }: PricedOption,
  plan: UnderlyingPlan,
  { years }: SlopeReach,
  parameters: HouseParameters,
): number {
  const later = Math.max(0, tteYears - years)
  const decay = vol * (Math.sqrt(tteYears) - Math.sqrt(later))
  const then = plan.volMovesAt(later)
  let lost = 0
  for (const [i, move] of plan.volMovesAt(tteYears).entries())
    lost = Math.max(lost, totalVol(vol, tteYears, move) - totalVol(vol, later, then[i] as VolMove))
  const cell = (move: number): number => valuePerTotalVol * (move * lost + decay)
  const basis = Math.max(parameters.basisMinFrac, parameters.basisPerYearFrac * tteYears)
  return (contracts > 0 ? valuePerTotalVol * decay : 0) + scanOf(plan, parameters, cell) + basis + parameters.depegFrac
}

/** Black-76 gains at most φ(0) × forward for each 1.00 of volatility × √time. */
const valuePerTotalVol = 0.3989422804014327

function totalVol(vol: number, tteYears: number, { factor, points, floor }: VolMove): number {
  return Math.max(floor, vol * factor + points) * Math.sqrt(tteYears)
}

/** The scan and the concentration charge, when every cell changes by at most `cellOf(move)`. */
function scanOf(plan: UnderlyingPlan, parameters: HouseParameters, cellOf: (move: number) => number): number {
  const most = (from: number, to: number): number => {
    let largest = 0
    for (let i = from; i < to; i++)
      largest = Math.max(largest, cellOf(plan.cells.moves[i] as number) * (plan.weights[i] as number))
    return largest
  }
  const { ownLossFactor, correlationFloorFrac, concentrationFrac } = parameters
  const joint = most(0, plan.ownFrom) + ownLossFactor * most(plan.ownFrom, plan.aloneFrom)
  const alone = most(plan.aloneFrom, plan.length)
  return Math.max(joint, correlationFloorFrac * alone) + concentrationFrac * alone
}
