import type { MarginResult, Standing } from '../account/margin-result.ts'
import type { Provenance } from '../margin/provenance.ts'
import type { MarginMode } from '../market/book.ts'
import type { Failure } from '../num/result.ts'
import type { ProfitCurve } from '../study/profit-curve.ts'
import type { ReverseStress } from '../study/reverse-stress.ts'
import type { StressMatrix } from '../study/stress-matrix.ts'
import type { StressCell } from '../study/stressed.ts'

/** One venue and mode of a comparison. */
export interface ComparisonRow {
  readonly venue: string
  readonly mode: MarginMode
  readonly model: string
  /** The model in the venue's words. */
  readonly title: string
  /** `exceptions` counts the parameters whose provenance is not the set's. */
  readonly parameters: { readonly set: string; readonly provenance: Provenance; readonly exceptions: number }
  /** False where the venue cannot hold this book in this mode: every figure is null then, and `reasons` says why. */
  readonly holds: boolean
  /** Why it cannot, or why its requirement or equity is not known. */
  readonly reasons: readonly Failure[]
  readonly equity: number | null
  readonly adjustedEquity: number | null
  readonly initialMargin: number | null
  readonly maintenanceMargin: number | null
  readonly freeCollateral: number | null
  readonly maintenanceUse: number | null
  readonly marginRatio: number | null
  readonly standing: Standing
  /** The figure that the venue itself shows, under its name; null when it has none, or it is not known. */
  readonly venueFigure: { readonly name: string; readonly value: number } | null
  /** Nearest liquidation move over all scopes and sides; null when none was found. */
  readonly nearest: {
    readonly scope: string
    readonly pool: string
    readonly side: 'below' | 'above'
    readonly moveFrac: number
  } | null
  /** 1 − initial margin ÷ initial margin of cross at the same venue: what this mode saves. */
  readonly benefitFrac: number | null
  /** Free collateral locked inside isolated pools, report currency: margin set aside beyond initial. */
  readonly idle: number | null
  readonly isCheapest: boolean
  readonly isFirstToLiquidate: boolean
  readonly problems: readonly Failure[]
}

/** `plimsoll-compare/1`. */
export interface Comparison {
  readonly format: 'plimsoll-compare/1'
  readonly account: string
  readonly currency: string
  readonly rows: readonly ComparisonRow[]
}

export interface NamedStress extends StressCell {
  readonly name: string
  readonly words: string
}

/** `plimsoll-stress/1`. */
export interface StressResult {
  readonly format: 'plimsoll-stress/1'
  readonly account: string
  readonly model: string
  readonly currency: string
  readonly matrices: readonly StressMatrix[]
  /** None when a price is missing. */
  readonly curves: readonly ProfitCurve[]
  readonly named: readonly NamedStress[]
  readonly reverse: ReverseStress
  readonly problems: readonly Failure[]
}

/** `plimsoll-whatif/1`. */
export interface WhatIfResult {
  readonly format: 'plimsoll-whatif/1'
  readonly before: MarginResult
  readonly after: MarginResult
  readonly change: {
    readonly equity: number | null
    readonly initialMargin: number | null
    readonly maintenanceMargin: number | null
    readonly freeCollateral: number | null
    readonly maintenanceUse: number | null
  }
  /** Largest size of the first added leg that free collateral allows, contracts; null when no leg was added, it is unbounded, or what is free is not known. */
  readonly largestThatFits: string | null
}
