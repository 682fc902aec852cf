import type { Asset, Underlying } from '../market/instrument.ts'
import type { HaircutTier } from './collateral.ts'
import type { Provenance } from './provenance.ts'

/** Where a statement about a venue comes from. */
export interface Sourced {
  readonly provenance: Provenance
  /** Page and date. */
  readonly source: string
}

export function published(source: string): Sourced {
  return { provenance: 'published', source }
}

export function thirdParty(source: string): Sourced {
  return { provenance: 'third-party', source }
}

export function inferred(source: string): Sourced {
  return { provenance: 'inferred', source }
}

export function assumed(source: string): Sourced {
  return { provenance: 'assumed', source }
}

/** What counts as collateral, and how much of it. */
export interface CollateralEntry extends Sourced {
  /** `*` is every asset not named. */
  readonly asset: Asset | '*'
  /** Models that count it so; all of the venue's when absent. */
  readonly models?: readonly string[]
  readonly tiers: readonly HaircutTier[]
}

/** What a venue asks of an account that would enter a model's mode. */
export interface Eligibility extends Sourced {
  /** Model that is entered. */
  readonly model: string
  /** Smallest equity, inclusive; null when none is asked or it is not known. */
  readonly equityMin: { readonly amount: string; readonly currency: Asset } | null
  /** No position may be open. */
  readonly cleanSlate: boolean
  /** Names of the texts that must have been accepted. */
  readonly disclosures: readonly string[]
  /** What else is asked, in words. */
  readonly conditions: readonly string[]
}

/** How a venue words the figure that decides about liquidation. */
export interface RatioWords {
  readonly model: string
  /** As the venue writes it: `uniMMR`. */
  readonly name: string
  /** `adjusted equity ÷ maintenance margin`. */
  readonly formula: string
  /** When it liquidates: `at or below 105 %`. */
  readonly liquidatedWhen: string
}

/** What a step does, so that an engine can do it. */
export type LiquidationAction =
  /** All open orders, or only those that add to the requirement. */
  | { readonly type: 'cancel-orders'; readonly which: 'all' | 'adding' }
  /** Long and short of one contract, in hedge mode, against each other. */
  | { readonly type: 'net-opposite' }
  /** Trades futures and perpetuals that bring the delta of an underlying toward zero, at most this part of it at a time. */
  | {
      readonly type: 'delta-hedge'
      readonly partFrac: number
      /** Only underlyings on which options are held; all when absent. */
      readonly onlyWithOptions?: true
    }
  /** Shrinks a position of a higher tier until it fits the tier below, the one that needs most first. */
  | { readonly type: 'step-down-tier' }
  /** Shrinks positions one after the other by at most this part of each, in this order, until the pool is restored. */
  | {
      readonly type: 'reduce'
      readonly partFrac: number
      readonly order: 'freed-per-cost' | 'largest-maintenance' | 'largest-loss'
      /** Only positions whose notional is above this, market currency; all when absent. */
      readonly notionalAbove?: number
    }
  /** Shrinks every position by the same part of it: the smallest that restores the pool, in multiples of `stepFrac` if given. */
  | { readonly type: 'reduce-evenly'; readonly stepFrac?: number }
  /** Closes every position at the market. */
  | { readonly type: 'close-all' }
  /** The fund takes every position at its bankruptcy price: what is left of the margin is the fund's. */
  | { readonly type: 'take-over' }

/** Whom a loss falls on that the fund cannot bear: profitable accounts on the other side, in the order of a score. */
export type DeleveragingRank =
  /** Unrealised profit ÷ wallet balance, times maintenance margin ÷ margin balance. */
  | 'profit-times-use'
  /** Profit ÷ entry value, times (÷ when it is a loss) effective leverage: value ÷ (value − value at bankruptcy). */
  | 'profit-times-leverage'
  /** mark ÷ entry, times notional ÷ account value. */
  | 'move-times-leverage'
  /** In the order in which accounts were opened. */
  | 'in-order'
  /** Nobody is deleveraged: losses are shared among those who profit. */
  | 'none'

/** One step of what a venue does to an account that is liquidated, in its order. */
export interface LiquidationStep extends Sourced {
  readonly name: string
  readonly does: string
  /** Absent where it is told only: too little is known to do it, or another step does it. */
  readonly action?: LiquidationAction
  /** When it may be done; whenever it has something to do when absent. */
  readonly when?: LiquidationMoment
}

/** All that is named must hold. */
export interface LiquidationMoment {
  /** As the first step of a liquidation, and never later in it. */
  readonly first?: true
  /** `maintenanceUse` is at least this multiple of the trigger, or nothing is left. */
  readonly useMin?: number
}

/** Fee on what a liquidation trades, of notional; where nothing says it, the engine's setting. */
export interface LiquidationFee extends Sourced {
  readonly feeFrac?: number
  /** Of contracts on these underlyings, before `feeFrac`. */
  readonly byUnderlying?: Readonly<Record<Underlying, number>>
  /** Instead of all these: of the maintenance margin that is freed, where every position shrinks alike. */
  readonly ofMaintenanceFrac?: number
}

/** What is known of how a model liquidates. */
export interface LiquidationPolicy {
  readonly model: string
  /** `maintenanceUse` at which it starts. */
  readonly trigger: number
  readonly steps: readonly LiquidationStep[]
  /** Reductions stop when `maintenanceUse` is at most this share of the trigger; the engine's setting when absent. */
  readonly restoreUse?: Sourced & { readonly use: number }
  readonly fee?: LiquidationFee
  readonly deleveraging?: Sourced & { readonly rank: DeleveragingRank }
  /** Whether the liquidation price is printed as a formula or found by search. */
  readonly price: 'closed-form' | 'solved'
}

/** One rule of a venue and how far it is carried. */
export interface CoverageRow extends Partial<Sourced> {
  readonly rule: string
  /** Computed; computed once the user gives a parameter that the venue does not publish; not known to anyone outside. */
  readonly state: 'implemented' | 'parameter' | 'unknown'
  readonly note?: string
}

/** What is known of a venue besides how it margins: what a desk reads before it trades there. */
export interface VenueProfile {
  readonly collateral: readonly CollateralEntry[]
  readonly eligibility: readonly Eligibility[]
  readonly ratios: readonly RatioWords[]
  readonly liquidation: readonly LiquidationPolicy[]
  readonly coverage: readonly CoverageRow[]
}
