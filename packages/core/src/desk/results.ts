import type { MarginResult, Standing } from '../account/margin-result.ts'
import type { MarginMode } from '../market/book.ts'
import type { Failure } from '../num/result.ts'

/** One mode of a comparison. */
export interface ComparisonRow {
  readonly venue: string
  readonly mode: MarginMode
  readonly model: string
  readonly parameters: { readonly set: string; readonly provenance: string }
  readonly equity: number | null
  readonly adjustedEquity: number | null
  readonly initialMargin: number | null
  readonly maintenanceMargin: number | null
  readonly freeCollateral: number | null
  readonly maintenanceUse: number | null
  readonly marginRatio: number | null
  readonly standing: Standing
  /** Nearest liquidation move over all scopes and sides; null when none was found. */
  readonly nearest: { readonly scope: string; readonly pool: string; readonly side: 'below' | 'above'; readonly moveFrac: number } | null
  /** 1 − initial margin ÷ cross initial margin: what this mode saves. */
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

/** The account after one shock. */
export interface StressCell {
  readonly pnl: number | null
  readonly equity: number | null
  readonly maintenanceMargin: number | null
  readonly maintenanceUse: number | null
  readonly standing: Standing
}

/** Index move × volatility move, every underlying of `scope` together. */
export interface StressMatrix {
  /** An underlying, or `all`. */
  readonly scope: string
  readonly spotMovesFrac: readonly number[]
  /** Relative change of every volatility. */
  readonly volMovesFrac: readonly number[]
  /** Rows by volatility, columns by spot. */
  readonly cells: readonly (readonly StressCell[])[]
  readonly worst: { readonly spotMoveFrac: number; readonly volMoveFrac: number; readonly pnl: number } | null
  readonly worstAtEdge: boolean
}

export interface NamedStress extends StressCell {
  readonly name: string
  readonly words: string
}

export interface ProfitCurve {
  readonly scope: string
  readonly movesFrac: readonly number[]
  /** Index at each move; empty for `all`. */
  readonly indexPrices: readonly number[]
  /** Today, at dates in between, and at the last expiry of the book. Profit against now, report currency. */
  readonly lines: readonly { readonly name: string; readonly at: string; readonly pnl: readonly number[] }[]
  /** Index moves at which the expiry line crosses zero. */
  readonly breakEvensFrac: readonly number[]
}

/** The smallest joint move of all underlyings and volatilities that liquidates. */
export type ReverseStress =
  | {
      readonly state: 'found'
      /** Root of the mean square of the moves, each over its typical day. */
      readonly size: number
      readonly moves: Readonly<Record<string, number>>
      readonly volMoveFrac: number
    }
  | { readonly state: 'none' | 'unknown'; readonly reason: string }
  | { readonly state: 'already' }

/** `plimsoll-stress/1`. */
export interface StressResult {
  readonly format: 'plimsoll-stress/1'
  readonly account: string
  readonly model: string
  readonly currency: string
  readonly matrices: readonly StressMatrix[]
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
  /** Largest size of the first added leg that free collateral allows, contracts; null when no leg was added or it is unbounded. */
  readonly largestThatFits: string | null
}
