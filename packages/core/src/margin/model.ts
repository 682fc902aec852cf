import type { MarginMode } from '../market/book.ts'
import type { Asset } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'
import type { Failure, Result } from '../num/result.ts'
import type { Charge } from './charge.ts'
import type { Conformance } from './conformance.ts'
import type { PositionMarginals } from './marginals.ts'
import type { OrderGate } from './order-gate.ts'
import type { PriceBreak, PriceScope } from './price-breaks.ts'
import type { PricedAccount, PricedPosition } from './priced-account.ts'
import type { Provenance } from './provenance.ts'
import type { SlackSlope, SlopeReach } from './slack-slope.ts'
import type { VenueProfile } from './venue-profile.ts'

/** Parameters of a model, dated and sourced. */
export interface ParameterSet<P> {
  /** Name of the set: a date for a venue's, a word for one's own. */
  readonly set: string
  readonly provenance: Provenance
  readonly source: string
  /** Parameters whose provenance differs from the set's. */
  readonly exceptions: readonly { readonly path: string; readonly provenance: Provenance; readonly source: string }[]
  readonly parameters: P
}

/** What is held in a pool as collateral and what of it counts. */
export interface CountedCollateral {
  readonly asset: Asset
  readonly held: Decimal
  /** Market currency per unit. */
  readonly price: number
  /** Quantity that counts, units of the asset; null where it is not known how it counts. */
  readonly counted: number | null
  readonly haircutFrac: number | null
}

/** Positions that net together, with their profit and loss in each scenario. */
export interface RiskUnit {
  readonly name: string
  readonly scenarios: readonly string[]
  /** Pool currency, weights applied. */
  readonly pnl: Float64Array
  /** Index of the worst scenario. */
  readonly worst: number
  /** The worst case is an outermost move of the grid: beyond it the loss may still grow. */
  readonly worstAtEdge: boolean
}

/** What shares collateral, with its requirement. */
export interface Pool {
  readonly name: string
  readonly currency: Asset
  /** Market currency per unit of the pool's. */
  readonly currencyPrice: number
  readonly equity: number
  readonly adjustedEquity: number
  readonly initial: Charge
  readonly maintenance: Charge
  /** `maintenanceUse` at which the pool is liquidated. */
  readonly trigger: number
  readonly collateral: readonly CountedCollateral[]
  readonly positions: readonly PricedPosition[]
  readonly riskUnits: readonly RiskUnit[]
  /**
   * Why the requirement cannot be known: a parameter that the venue does not publish and the user has not given. The
   * trees then hold what can be computed, and the figures are null with these reasons. Known when absent or empty.
   */
  readonly unknown?: readonly Failure[]
  /** The same of initial margin alone: what only opening asks lacks a parameter. */
  readonly unknownInitial?: readonly Failure[]
  /**
   * Why adjusted equity cannot be known: collateral of which neither the venue nor the user says how it counts. It is then
   * left out here, and what depends on adjusted equity is null with these reasons; the requirement may still be known.
   */
  readonly unknownBacking?: readonly Failure[]
}

/** A margin rule with its parameters bound: from a priced account to its pools. Pure; it may remember risk arrays. */
export interface MarginModel {
  /** `generic/cross`. */
  readonly name: string
  readonly mode: MarginMode
  readonly parameters: Omit<ParameterSet<unknown>, 'parameters'>
  /** Fixes what the model chooses by itself, before prices move: the margin of isolated positions. The same account when absent. */
  resolve?(account: PricedAccount): PricedAccount
  /**
   * Why the venue cannot hold this account in this mode, code `venue.cannot-hold`, the path naming the position or the
   * balance (`/positions/SYMBOL`, `/balances/ASSET`); it can when absent or empty. Asked before `pools`.
   */
  refusals?(account: PricedAccount): readonly Failure[]
  pools(account: PricedAccount): readonly Pool[]
  /** What each position does to its pool's requirement, where the model knows a shorter way than margining the account again. */
  marginals?(account: PricedAccount, pool: Pool): ReadonlyMap<PricedPosition, PositionMarginals> | null
  /**
   * A short way to see that an order certainly fits; null where this account has none, and none when absent: models by
   * tables have none, since their margin depends on the leverage chosen in a symbol, which an account at its prices has of
   * what it holds alone.
   */
  gate?(account: PricedAccount): OrderGate | null
  /** Where a pool's requirement jumps as the prices of a scope move; nowhere when absent. A search looks on both sides of each. */
  priceBreaks?(pool: Pool, scope: PriceScope): readonly PriceBreak[]
  /**
   * How fast a pool can come nearer to its line as prices move, so that an account need not be margined while they have
   * not moved far enough; null, or absent, where the model cannot say.
   */
  slackSlope?(pool: Pool, account: PricedAccount, reach: SlopeReach): SlackSlope | null
  /** Index after ÷ before, all that this model revalues a pool's options of an underlying at; only today's when absent. */
  scenarioFactors?(underlying: string): readonly number[]
  /** Figures in the venue's own words, from the assessed pools; none when absent. */
  venueFigures?(pools: readonly Pool[]): Readonly<Record<string, number>>
}

/** A model before its parameters are chosen. */
export interface ModelDefinition<P = unknown, S = unknown> {
  readonly name: string
  /** In the venue's words: `Segregated portfolio margin`. */
  readonly title?: string
  readonly mode: MarginMode
  /** Built-in sets, the current one first. */
  readonly sets: readonly ParameterSet<P>[]
  /** The model's own parameter object, checked; every problem when it is not one. */
  parse(parameters: unknown): Result<P>
  /** The account's own switches (hedging, spot-in-use caps), checked; the model has none when absent. */
  parseSettings?(settings: unknown): Result<S>
  /** Binds parameters and settings; what settings leave out, and all of them when absent, is the venue's default. */
  make(set: ParameterSet<P>, settings?: S): MarginModel
}

/** Rules as a value: identity, the models by which a venue margins an account, and what is known of it besides. */
export interface Venue {
  readonly name: string
  readonly title: string
  /** The first of a mode is the one meant when only the mode is named. */
  readonly models: readonly ModelDefinition[]
  readonly profile?: VenueProfile
  readonly conformance?: Conformance
}
