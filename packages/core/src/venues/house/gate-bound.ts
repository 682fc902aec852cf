import { basisRate, type GateLeg } from './gate-unit.ts'
import type { HouseParameters } from './params.ts'
import type { UnderlyingPlan } from './plan.ts'

/** Bounds of what a leg can do to the maintenance margin of any account, market currency. */
export interface MostAdded {
  /** All charges but concentration. */
  readonly maintenance: number
  /** Loss of its stand-alone scan: above its threshold concentration takes a share of it. */
  readonly aloneLoss: number
}

/**
 * The most that a leg can add to the maintenance margin of any account: what it needs by itself, and the de-peg charge on
 * all its delta. Losses, their root of squares, the delta of an expiry and net short options of two books together are
 * never more than of both apart; and what is hedged across quote currencies grows by no more than the delta added.
 */
export function mostAdded(leg: GateLeg, index: number, plan: UnderlyingPlan, parameters: HouseParameters): MostAdded {
  const { contracts, row, deltaValue, years, series, size } = leg
  const { ownLossFactor, correlationFloorFrac, shortOptionFrac, depegFrac } = parameters
  const systemic = worstLoss(row, contracts, 0, plan.ownFrom)
  const own = worstLoss(row, contracts, plan.ownFrom, plan.aloneFrom)
  const aloneLoss = worstLoss(row, contracts, plan.aloneFrom, row.length)
  const delta = Math.abs(contracts * deltaValue)
  const short = series === '' ? 0 : Math.max(0, -contracts) * size * index
  const maintenance =
    Math.max(systemic + ownLossFactor * own, correlationFloorFrac * aloneLoss) +
    delta * (basisRate(years, parameters) + depegFrac) +
    short * shortOptionFrac
  return { maintenance, aloneLoss }
}

/** The same with concentration, which takes its share of all that is added at most. */
export function mostWithConcentration({ maintenance, aloneLoss }: MostAdded, parameters: HouseParameters): number {
  return maintenance + parameters.concentrationFrac * aloneLoss
}

function worstLoss(row: Float64Array, contracts: number, from: number, to: number): number {
  let loss = 0
  for (let i = from; i < to; i++) loss = Math.max(loss, -contracts * (row[i] as number))
  return loss
}

/** The largest entry of a row, whatever its sign. */
export function largestOf(row: Float64Array): number {
  let largest = 0
  for (const entry of row) largest = Math.max(largest, Math.abs(entry))
  return largest
}
