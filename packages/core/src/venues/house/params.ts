import type { HaircutTier } from '../../margin/collateral.ts'
import type { ParameterSet } from '../../margin/model.ts'
import type { VolShock } from '../../scenario/vol-shock.ts'
import { genericDefault } from '../generic/params.ts'

export interface UnderlyingRisk {
  /** Move of this underlying ÷ move of the market, in a market-wide move. */
  readonly beta: number
  /** Largest move of its own, on top of the market's, as a fraction. */
  readonly ownRangeFrac: number
  /** Stand-alone loss above which a concentration charge begins, market currency. */
  readonly concentrationFrom: number
}

/** Everything the house model can be tuned by; `docs/models/house.md` gives the formula. */
export interface HouseParameters {
  /** Largest market-wide move of the grid, as a fraction. */
  readonly marketRangeFrac: number
  /** Grid moves as shares of the range, ascending in −1..1. */
  readonly gridShares: readonly number[]
  /** Extreme moves as multiples of the range, each counted at its weight. */
  readonly tails: readonly { readonly multiple: number; readonly lossWeight: number }[]
  readonly volShock: VolShock
  /** Volatility shock of an underlying by itself, on top of the market's. */
  readonly ownVolShock: VolShock
  /** By underlying; `*` for the rest. */
  readonly underlyings: Readonly<Record<string, UnderlyingRisk>>
  /** k: weight of the root-sum-square of the underlyings' own losses. */
  readonly ownLossFactor: number
  /** κ: share of the summed stand-alone scans below which the scan never falls, however well legs offset. */
  readonly correlationFloorFrac: number
  /** Charge on the delta of each expiry: the larger of the minimum and the rate per year × years. */
  readonly basisMinFrac: number
  readonly basisPerYearFrac: number
  /** Charge on each net short option, share of the index. */
  readonly shortOptionFrac: number
  /** Charge on the part of a stand-alone scan above `concentrationFrom`. */
  readonly concentrationFrac: number
  /** Charge on delta hedged across quote currencies, which a stablecoin off its peg would open. */
  readonly depegFrac: number
  /** Initial margin ÷ maintenance margin. */
  readonly initialFactor: number
  /** By asset; `*` for the rest. */
  readonly haircuts: Readonly<Record<string, readonly HaircutTier[]>>
}
