import type { Asset } from '../../market/instrument.ts'
import type { Decimal } from '../../num/decimal.ts'

/** How a pool stood, in its currency. */
export interface PoolStanding {
  readonly equity: number
  readonly adjustedEquity: number
  readonly maintenance: number
  /** Null when adjusted equity is not positive. */
  readonly maintenanceUse: number | null
}

/** A trade of a liquidation. */
export interface LiquidationFill {
  readonly symbol: string
  /** Signed: negative sells. */
  readonly contracts: Decimal
  readonly price: Decimal
  readonly mark: Decimal
  /** In `settle`; to the insurance fund. */
  readonly fee: Decimal
  readonly settle: Asset
  /** Who took the other side. */
  readonly against: 'market' | 'deleveraged'
}

/** Money between the account and those who bear its losses, positive to the account. */
export interface FundFlow {
  readonly with: 'fund' | 'deleveraged' | 'socialised' | 'venue'
  readonly asset: Asset
  readonly amount: Decimal
}

/** One step of a liquidation, all of it. */
export interface LiquidationStepFacts {
  readonly pool: string
  /** Of `before` and `after`. */
  readonly currency: Asset
  /** As the venue calls it: `cancel orders`, `delta hedge`. */
  readonly name: string
  readonly before: PoolStanding
  readonly after: PoolStanding
  readonly cancelled: readonly string[]
  readonly fills: readonly LiquidationFill[]
  readonly flows: readonly FundFlow[]
}
