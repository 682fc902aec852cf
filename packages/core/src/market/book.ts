import type { Decimal } from '../num/decimal.ts'
import type { Asset } from './instrument.ts'

/** How positions share collateral: each alone, all in one pool, or all as one net risk. */
export type MarginMode = 'isolated' | 'cross' | 'portfolio'

export type PositionSide = 'long' | 'short'

export interface Position {
  readonly symbol: string
  /** Signed: negative is short. */
  readonly contracts: Decimal
  /** Quote currency; for an inverse option settlement coin per unit of the underlying. An option may lack it. */
  readonly entryPrice?: Decimal
  /** Notional ÷ margin the trader chose. */
  readonly leverage?: number
  /** Of this position, when it differs from the account's. */
  readonly marginMode?: 'isolated' | 'cross'
  /** Part of the settlement balance set aside for this position, settlement asset. */
  readonly isolatedMargin?: Decimal
  /** Present in hedge mode, where a long and a short of one symbol stand side by side. */
  readonly positionSide?: PositionSide
  /** Funding earned (positive) or owed (negative) but not yet booked, settlement asset. */
  readonly accruedFunding?: Decimal
}

export interface Order {
  readonly id?: string
  readonly symbol: string
  /** Signed: negative sells. */
  readonly contracts: Decimal
  readonly price: Decimal
  readonly reduceOnly: boolean
  readonly positionSide?: PositionSide
  readonly marginMode?: 'isolated' | 'cross'
  readonly leverage?: number
}

/** What an account holds and has asked for. */
export interface Book {
  readonly account: string
  readonly mode?: MarginMode
  readonly venue?: string
  readonly model?: string
  /** Validated by the model that reads it. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Negative when borrowed. */
  readonly balances: ReadonlyMap<Asset, Decimal>
  readonly positions: readonly Position[]
  readonly orders: readonly Order[]
}
