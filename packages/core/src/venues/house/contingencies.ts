import type { HouseParameters } from './params.ts'
import type { Leg, Unit } from './unit.ts'

/** Charges for what the grid misses, one underlying, market currency, each ≥ 0. */
export interface Contingencies {
  readonly basis: number
  readonly shortOptions: number
  readonly concentration: number
  readonly depeg: number
}

export function contingenciesOf(unit: Unit, aloneLoss: number, currency: string, parameters: HouseParameters): Contingencies {
  return {
    basis: basisCharge(unit.legs, parameters),
    shortOptions: shortOptionCharge(unit.legs, parameters),
    concentration: parameters.concentrationFrac * Math.max(0, aloneLoss - unit.plan.risk.concentrationFrom),
    depeg: depegCharge(unit, currency, parameters),
  }
}

/** Forwards of different expiries move apart: |delta| of each expiry × the larger of a minimum and a rate × years. */
function basisCharge(legs: readonly Leg[], { basisMinFrac, basisPerYearFrac }: HouseParameters): number {
  const byYears = new Map<number, number>()
  for (const { contracts, risk } of legs) byYears.set(risk.years, (byYears.get(risk.years) ?? 0) + contracts * risk.deltaValue)
  let charge = 0
  for (const [years, deltaValue] of byYears) charge += Math.abs(deltaValue) * Math.max(basisMinFrac, basisPerYearFrac * years)
  return charge
}

/** Each option sold and not bought back at the same expiry, strike and right. */
function shortOptionCharge(legs: readonly Leg[], { shortOptionFrac }: HouseParameters): number {
  const net = new Map<string, number>()
  let index = 0
  for (const leg of legs) {
    if (leg.instrument.kind !== 'option') continue
    index = leg.index
    net.set(leg.risk.series, (net.get(leg.risk.series) ?? 0) + leg.contracts * leg.size)
  }
  let short = 0
  for (const units of net.values()) short += Math.max(0, -units)
  return short * index * shortOptionFrac
}

/** Delta long in one quote currency against delta short in another: the hedge is as good as both pegs. */
function depegCharge({ legs, coinValue }: Unit, currency: string, { depegFrac }: HouseParameters): number {
  const byQuote = new Map<string, number>([[currency, coinValue]])
  for (const { instrument, contracts, risk } of legs) {
    byQuote.set(instrument.quote, (byQuote.get(instrument.quote) ?? 0) + contracts * risk.deltaValue)
  }
  let long = 0
  let short = 0
  for (const deltaValue of byQuote.values()) {
    long += Math.max(0, deltaValue)
    short += Math.max(0, -deltaValue)
  }
  return Math.min(long, short) * depegFrac
}
