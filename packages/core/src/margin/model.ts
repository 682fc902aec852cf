import type { MarginMode } from '../market/book.ts'
import type { Asset } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'
import type { Result } from '../num/result.ts'
import type { Charge } from './charge.ts'
import type { PositionMarginals } from './marginals.ts'
import type { PriceBreak, PriceScope } from './price-breaks.ts'
import type { PricedAccount, PricedPosition } from './priced-account.ts'

/** Where a number comes from, best first. */
export type Provenance = 'published' | 'third-party' | 'inferred' | 'assumed'

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
  /** Quantity that counts, units of the asset. */
  readonly counted: number
  readonly haircutFrac: number
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
}

/** A margin rule with its parameters bound: from a priced account to its pools. Pure; it may remember risk arrays. */
export interface MarginModel {
  /** `generic/cross`. */
  readonly name: string
  readonly mode: MarginMode
  readonly parameters: Omit<ParameterSet<unknown>, 'parameters'>
  /** Fixes what the model chooses by itself, before prices move: the margin of isolated positions. The same account when absent. */
  resolve?(account: PricedAccount): PricedAccount
  pools(account: PricedAccount): readonly Pool[]
  /** What each position does to its pool's requirement, where the model knows a shorter way than margining the account again. */
  marginals?(account: PricedAccount, pool: Pool): ReadonlyMap<PricedPosition, PositionMarginals> | null
  /** Where a pool's requirement jumps as the prices of a scope move; nowhere when absent. A search looks on both sides of each. */
  priceBreaks?(pool: Pool, scope: PriceScope): readonly PriceBreak[]
  /** Index after ÷ before, all that this model revalues a pool's options of an underlying at; only today's when absent. */
  scenarioFactors?(underlying: string): readonly number[]
  /** Figures in the venue's own words, from the assessed pools; none when absent. */
  venueFigures?(pools: readonly Pool[]): Readonly<Record<string, number>>
}

/** A model before its parameters are chosen. */
export interface ModelDefinition<P = unknown> {
  readonly name: string
  readonly mode: MarginMode
  /** Built-in sets, the current one first. */
  readonly sets: readonly ParameterSet<P>[]
  /** The model's own parameter object, checked; every problem when it is not one. */
  parse(parameters: unknown): Result<P>
  make(set: ParameterSet<P>): MarginModel
}

/** Rules as a value: identity and the models by which a venue margins an account. */
export interface Venue {
  readonly name: string
  readonly title: string
  readonly models: readonly ModelDefinition[]
}
