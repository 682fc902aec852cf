import { basisRate, type GateLeg } from './gate-unit.ts'
import type { HouseParameters } from './params.ts'
import type { UnderlyingPlan } from './plan.ts'

/**
 * The most that a leg can add to the maintenance margin of any account: what it needs by itself, with the two charges that
 * are not of one account alone. Losses, their root of squares, the delta of an expiry and net short options of two books
 * together are never more than of both apart; above its threshold concentration takes its share of all that is added; and
 * what is hedged across quote currencies grows by no more than the delta added.
 */
export function mostAdded(leg: GateLeg, index: number, plan: UnderlyingPlan, parameters: HouseParameters): number {
  const { contracts, row, deltaValue, years, series, size } = leg
  const { ownLossFactor, correlationFloorFrac, concentrationFrac, shortOptionFrac, depegFrac } = parameters
  const systemic = worstLoss(row, contracts, 0, plan.ownFrom)
  const own = worstLoss(row, contracts, plan.ownFrom, plan.aloneFrom)
  const alone = worstLoss(row, contracts, plan.aloneFrom, row.length)
  const delta = Math.abs(contracts * deltaValue)
  const short = series === '' ? 0 : Math.max(0, -contracts) * size * index
  return (
    Math.max(systemic + ownLossFactor * own, correlationFloorFrac * alone) +
    concentrationFrac * alone +
    delta * (basisRate(years, parameters) + depegFrac) +
    short * shortOptionFrac
  )
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
