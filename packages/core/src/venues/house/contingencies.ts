import type { HouseParameters, UnderlyingRisk } from './params.ts'
import type { UnitSums } from './sums.ts'

/** Charges for what the grid misses, one underlying, market currency, each ≥ 0. */
export interface Contingencies {
  readonly basis: number
  readonly shortOptions: number
  readonly concentration: number
  readonly depeg: number
}

export function contingenciesOf(sums: UnitSums, aloneLoss: number, risk: UnderlyingRisk, parameters: HouseParameters): Contingencies {
  return {
    basis: basisCharge(sums, parameters),
    shortOptions: sums.shortValue * parameters.shortOptionFrac,
    concentration: parameters.concentrationFrac * Math.max(0, aloneLoss - risk.concentrationFrom),
    depeg: depegCharge(sums, parameters),
  }
}

/** Forwards of different expiries move apart: |delta| of each expiry × the larger of a minimum and a rate × years. */
function basisCharge({ deltaByYears }: UnitSums, { basisMinFrac, basisPerYearFrac }: HouseParameters): number {
  let charge = 0
  for (const [years, deltaValue] of deltaByYears) charge += Math.abs(deltaValue) * Math.max(basisMinFrac, basisPerYearFrac * years)
  return charge
}

/** Delta long in one quote currency against delta short in another: the hedge is as good as both pegs. */
function depegCharge({ deltaByQuote }: UnitSums, { depegFrac }: HouseParameters): number {
  let long = 0
  let short = 0
  for (const deltaValue of deltaByQuote.values()) {
    long += Math.max(0, deltaValue)
    short += Math.max(0, -deltaValue)
  }
  return Math.min(long, short) * depegFrac
}
