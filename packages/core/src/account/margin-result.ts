import type { Charge } from '../margin/charge.ts'
import type { ParameterSet } from '../margin/model.ts'
import type { MarginMode } from '../market/book.ts'
import type { Failure } from '../num/result.ts'

/** How near liquidation a pool is, by `maintenanceUse` ÷ trigger. */
export type Standing = 'calm' | 'watch' | 'act' | 'danger' | 'liquidating' | 'unknown'

/** Figures of one pool in its own currency; null is unknown or, for a ratio, without meaning. */
export interface PoolFigures {
  readonly equity: number | null
  readonly adjustedEquity: number | null
  readonly initialMargin: number | null
  readonly maintenanceMargin: number | null
  /** Adjusted equity less initial margin; negative is short of it. */
  readonly freeCollateral: number | null
  readonly initialUse: number | null
  /** Maintenance margin ÷ adjusted equity: 0 idle, 1 liquidation. Null when adjusted equity is not positive. */
  readonly maintenanceUse: number | null
}

export interface PoolResult extends PoolFigures {
  readonly name: string
  readonly currency: string
  readonly trigger: number
  readonly standing: Standing
  readonly initial: Charge | null
  readonly maintenance: Charge | null
}

export interface CollateralResult {
  readonly asset: string
  readonly pool: string
  readonly amount: string
  readonly price: string
  /** Report currency. */
  readonly value: number
  /** Null where it is not known how the asset counts. */
  readonly haircutFrac: number | null
  /** Report currency, after the haircut. */
  readonly counted: number | null
  /** What a coin held as collateral itself asks for, report currency; see `PositionResult.maintenanceShare`. */
  readonly maintenanceShare: number | null
}

export interface PositionResult {
  readonly symbol: string
  readonly pool: string
  readonly contracts: string
  readonly positionSide?: 'long' | 'short'
  readonly mark: string | null
  /** Size of the position, report currency, never negative; options count the underlying. */
  readonly notional: number | null
  readonly unrealizedPnl: number | null
  /** Coins. */
  readonly delta: number | null
  /** Coins per 1.00 of the index, market currency. */
  readonly gamma: number | null
  /** Report currency per 1.00 of volatility. */
  readonly vega: number | null
  /** Report currency per year. */
  readonly theta: number | null
  /** Maintenance margin of this position with nothing else in the account. */
  readonly maintenanceAlone: number | null
  /** Maintenance margin of the pool less that of the pool without it; negative is a hedge. */
  readonly addsToMaintenance: number | null
  /** This position's share; shares of a pool's positions and collateral add up to its maintenance margin. */
  readonly maintenanceShare: number | null
  /** Notional ÷ the pool's adjusted equity. */
  readonly effectiveLeverage: number | null
  /** Mark at which an isolated position's own margin is used up, quote currency; null in a shared pool or when there is none. */
  readonly bankruptcyPrice: number | null
}

export interface RiskUnitResult {
  readonly name: string
  readonly pool: string
  readonly scenarios: readonly string[]
  readonly pnl: readonly number[]
  readonly worst: number
  readonly worstAtEdge: boolean
}

/** Nearest move on one side at which the pool is liquidated. */
export type LiquidationSide =
  | {
      readonly state: 'found'
      /** Null for the scope `all`. */
      readonly indexPrice: number | null
      /** Mark of the pool's largest position in this underlying, quote currency; null for `all` and coin collateral alone. */
      readonly mark: number | null
      readonly moveFrac: number
      /** The requirement jumps over the trigger here, so that use is below it before and above it after. */
      readonly straddles: boolean
    }
  | { readonly state: 'none' | 'unknown'; readonly reason: string }
  | { readonly state: 'already' }

export interface LiquidationResult {
  /** An underlying, a coin that contracts are quoted or paid in, or `all`. */
  readonly scope: string
  readonly pool: string
  readonly below: LiquidationSide
  readonly above: LiquidationSide
}

/** `plimsoll-margin/1`. */
export interface MarginResult {
  readonly format: 'plimsoll-margin/1'
  readonly account: string
  readonly at: string
  readonly venue: string
  readonly mode: MarginMode
  readonly model: string
  readonly parameters: Omit<ParameterSet<unknown>, 'parameters'>
  readonly currency: string
  readonly equity: number | null
  readonly adjustedEquity: number | null
  readonly initialMargin: number | null
  readonly maintenanceMargin: number | null
  readonly freeCollateral: number | null
  readonly initialUse: number | null
  readonly maintenanceUse: number | null
  /** Adjusted equity ÷ maintenance margin of the worst pool: 5 is 500 %. Null when nothing is required. */
  readonly marginRatio: number | null
  readonly standing: Standing
  readonly trigger: number
  readonly worstPool: string
  readonly pools: readonly PoolResult[]
  readonly venueFigures: Readonly<Record<string, number>>
  readonly initial: Charge | null
  readonly maintenance: Charge | null
  readonly collateral: readonly CollateralResult[]
  readonly positions: readonly PositionResult[]
  readonly riskUnits: readonly RiskUnitResult[]
  readonly liquidation: readonly LiquidationResult[]
  readonly exposure: readonly ExposureResult[]
  readonly problems: readonly Failure[]
}

/** Net position in one underlying, or of the whole book against the market (`market`). */
export interface ExposureResult {
  readonly underlying: string
  /** Coins; null for `market`. Coin balances included. */
  readonly delta: number | null
  /** Report currency. */
  readonly deltaValue: number
  /** Delta value × the underlying's beta. */
  readonly betaWeighted: number
  readonly direction: 'long' | 'short' | 'flat'
}
