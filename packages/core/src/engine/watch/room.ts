import type { Pool } from '../../margin/model.ts'
import type { SlopeReach } from '../../margin/slack-slope.ts'
import { yearMs } from '../../num/instant.ts'
import type { AccountStanding, StandingPool } from '../standing/standing.ts'

/** For how far and how long an account may be left alone at once. */
export interface WatchReach {
  /** No price may leave its box by more than this, as a fraction. */
  readonly moveFrac: number
  /** Accounts that hold options are margined again after this, whatever prices do. */
  readonly optionMs: number
}

const watchReach: WatchReach = { moveFrac: 0.25, optionMs: 4 * 3_600_000 }

/** How far prices may move before an account can be at its line. */
export interface Room {
  /** As a fraction, up or down, of every price it depends on at once; 0 when it must be margined at every price. */
  readonly moveFrac: number
  /** The same ends at this instant; undefined when time does not matter. */
  readonly until: number | undefined
}

const none: Room = { moveFrac: 0, until: undefined }

/**
 * The room before any pool's maintenance margin can be `line` of the trigger's share of its adjusted equity; with a line
 * of 1, before it can be liquidated. Float64 errs by far less than the margin that is left to it.
 */
export function roomOf(standing: AccountStanding, line: number, at: number, reach: WatchReach = watchReach): Room {
  const { priced, model, pools } = standing
  if (standing.problems.length > 0 || model.slackSlope === undefined) return none
  const hasOptions = priced.positions.some(({ priced: { option } }) => option !== undefined)
  const slopeReach = { moveFrac: reach.moveFrac, years: reach.optionMs / yearMs }
  let moveFrac = reach.moveFrac
  for (const each of pools) moveFrac = Math.min(moveFrac, poolRoom(each, standing, line, slopeReach))
  if (moveFrac <= 0) return none
  return { moveFrac, until: hasOptions ? at + reach.optionMs : undefined }
}

/** Left to rounding, as a share of what the slack is the difference of. */
const roundingFrac = 1e-9

function poolRoom({ pool }: StandingPool, { model, priced }: AccountStanding, line: number, reach: SlopeReach): number {
  const slope = model.slackSlope?.(pool, priced, reach) ?? null
  if (slope === null) return 0
  const perMove = lineOf(pool, line) * slope.equityPerMove + slope.maintenancePerMove
  // Nothing that moves: it stays where it is, on whichever side of the line.
  if (perMove === 0 && slope.reserve === 0) return reach.moveFrac
  const backing = lineOf(pool, line) * pool.adjustedEquity
  const rounding = roundingFrac * (Math.abs(backing) + pool.maintenance.amount + perMove)
  const slack = backing - pool.maintenance.amount - slope.reserve - rounding
  return perMove === 0 ? (slack > 0 ? reach.moveFrac : 0) : slack / perMove
}

function lineOf({ trigger }: Pool, line: number): number {
  return line * trigger
}
