import type { HouseParameters, UnderlyingRisk } from './params.ts'
import type { UnitSums } from './sums.ts'

/** Charges for what the grid misses, one underlying, market currency, each ≥ 0. */
export interface Contingencies {
  readonly basis: number
  readonly shortOptions: number
  readonly concentration: number
  readonly depeg: number
}

export function contingenciesOf(
  sums: UnitSums,
  aloneLoss: number,
  risk: UnderlyingRisk,
  parameters: HouseParameters,
): Contingencies {
  return {
    basis: basisCharge(sums, parameters),
    shortOptions: sums.shortValue * parameters.shortOptionFrac,
    concentration: parameters.concentrationFrac * Math.max(0, aloneLoss - risk.concentrationFrom),
    depeg: depegCharge(sums, parameters),
  }
}

/** Forwards of different expiries move apart: |delta| of each expiry × the larger of a minimum and a rate × years. */
function basisCharge({ deltaByExpiry, years }: UnitSums, { basisMinFrac, basisPerYearFrac }: HouseParameters): number {
  let charge = 0
  for (let i = 0; i < years.length; i++)
    charge += Math.abs(deltaByExpiry[i] as number) * Math.max(basisMinFrac, basisPerYearFrac * (years[i] as number))
  return charge
}

/** Delta long in one quote currency against delta short in another: the hedge is as good as both pegs. */
function depegCharge({ deltaByQuote }: UnitSums, { depegFrac }: HouseParameters): number {
  let long = 0
  let short = 0
  for (let i = 0; i < deltaByQuote.length; i++) {
    const deltaValue = deltaByQuote[i] as number
    if (deltaValue > 0) long += deltaValue
    else short -= deltaValue
  }
  return Math.min(long, short) * depegFrac
}
