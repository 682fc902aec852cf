import { type Charge, leaf } from '../../margin/charge.ts'
import { availableIn, type Direction, type MonthDeltas, useDeltas } from './month-deltas.ts'
import type { DeliveryCharge, InterCommodityLeg, SpanCommodity, SpanParameters } from './params.ts'

/** The A side long and B short, then the other way round. */
const orientations = [1, -1] as const

function directionOf(side: 'A' | 'B', orientation: Direction): Direction {
  return (side === 'A' ? orientation : -orientation) as Direction
}

/** Charges of the spreads that a commodity's months form, in their order of priority; `deltas` are used up. */
export function interMonthCharges({ tiers, interMonth }: SpanCommodity, deltas: MonthDeltas): readonly Charge[] {
  return interMonth.flatMap(({ legs, ratePerSpread }) => {
    const rows = legs.map((leg) => ({ ...leg, months: tiers[leg.tier] ?? [] }))
    let formed = 0
    for (const orientation of orientations) {
      const count = fewest(
        rows.map(
          ({ months, side, deltas: taken }) => availableIn(deltas, months, directionOf(side, orientation)) / taken,
        ),
      )
      for (const { months, side, deltas: taken } of rows)
        useDeltas(deltas, months, directionOf(side, orientation), count * taken)
      formed += count
    }
    return formed === 0
      ? []
      : [leaf(`inter-month ${legs.map(({ tier }) => tier).join(' against ')}`, formed * ratePerSpread)]
  })
}

/** What months in delivery cost: deltas in spreads at one rate, the rest at another. */
export function deliveryCharges(delivery: readonly DeliveryCharge[], deltas: MonthDeltas): readonly Charge[] {
  return delivery.flatMap(({ month, inSpread, outright }) => {
    const found = deltas.get(month)
    if (found === undefined) return []
    const amount = found.used * inSpread + Math.abs(found.left) * outright
    return amount === 0 ? [] : [leaf(`delivery month ${month}`, amount)]
  })
}

/** A commodity as it enters spreads with others. */
export interface CommodityRisk {
  /** Negative is short; spreads use it up. */
  netDelta: number
  /** Price risk of one delta, market currency. */
  readonly priceRiskPerDelta: number
}

/** A credit for one commodity of a spread between commodities, market currency, positive. */
export interface SpreadCredit {
  readonly commodity: string
  readonly name: string
  readonly amount: number
}

/**
 * Credits of the spreads between commodities, in their order of priority: as many as the leg with the fewest deltas
 * allows; a leg is credited its share of the price risk of the deltas it gives. Deltas are used up.
 */
export function interCommodityCredits(
  spreads: SpanParameters['interCommodity'],
  risks: ReadonlyMap<string, CommodityRisk>,
): readonly SpreadCredit[] {
  return spreads.flatMap(({ legs }) => orientations.flatMap((orientation) => creditsOf(legs, orientation, risks)))
}

function creditsOf(
  legs: readonly InterCommodityLeg[],
  orientation: Direction,
  risks: ReadonlyMap<string, CommodityRisk>,
): readonly SpreadCredit[] {
  const available = ({ commodity, side, deltas }: InterCommodityLeg): number =>
    Math.max(0, (risks.get(commodity)?.netDelta ?? 0) * directionOf(side, orientation)) / deltas
  const count = fewest(legs.map(available))
  if (count === 0) return []
  const name = `spread ${legs.map(({ commodity }) => commodity).join(' against ')}`
  return legs.flatMap(({ commodity, side, deltas, creditFrac }) => {
    const risk = risks.get(commodity)
    if (risk === undefined) return []
    risk.netDelta -= count * deltas * directionOf(side, orientation)
    return [{ commodity, name, amount: risk.priceRiskPerDelta * count * deltas * creditFrac }]
  })
}

function fewest(counts: readonly number[]): number {
  return counts.length === 0 ? 0 : Math.min(...counts)
}
