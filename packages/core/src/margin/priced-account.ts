import type { MarginMode, PositionSide } from '../market/book.ts'
import type { Asset, Underlying } from '../market/instrument.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import type { Decimal } from '../num/decimal.ts'
import type { EpochMs } from '../num/instant.ts'
import type { Failure } from '../num/result.ts'
import { contractNotional, contractValue, type Priced, profitOf } from '../pricing/priced.ts'

/** A net position with its prices, as float64. */
export interface PricedPosition {
  readonly symbol: string
  readonly priced: Priced
  /** As held, exact. */
  readonly held: Decimal
  /** The same as float64; negative is short. */
  readonly contracts: number
  /** What it was entered for, settlement asset (`costOf`); null when an option's entry price is not known. */
  readonly cost: number | null
  /** What is still held, at the entry of its own side, settlement asset, never negative; null when that is not known. */
  readonly entryNotional: number | null
  readonly leverage: number | undefined
  readonly isIsolated: boolean
  /** Exact margin set aside, settlement asset; undefined lets the model choose it. */
  readonly isolatedMargin: Decimal | undefined
  readonly side: PositionSide | undefined
  /** Settlement asset; positive is owed to the account. */
  readonly accruedFunding: number
}

export interface PricedBalance {
  readonly asset: Asset
  readonly held: Decimal
  readonly amount: number
  /** Market currency per unit. */
  readonly price: number
}

export interface PricedOrder {
  readonly symbol: string
  readonly priced: Priced
  readonly contracts: number
  /** Limit, as quoted. */
  readonly price: number
  readonly reduceOnly: boolean
  readonly side: PositionSide | undefined
  readonly isIsolated: boolean
  readonly leverage: number | undefined
}

/** What is known of a position without its price. */
export interface PositionTerms {
  readonly priced: Pick<Priced, 'instrument' | 'size'>
  readonly contracts: number
  readonly cost: number | null
  readonly entryNotional: number | null
  readonly leverage: number | undefined
}

export interface UnpricedPosition {
  readonly symbol: string
  readonly side: PositionSide | undefined
  readonly isIsolated: boolean
  readonly held: Decimal
  /** Null when it is not listed. */
  readonly terms: PositionTerms | null
  /** Market currency per unit of its settlement asset; null when that is not known either. */
  readonly settlePrice: number | null
  /** Exact margin set aside, settlement asset; undefined when it is not isolated, or cannot be known without a price. */
  readonly isolatedMargin: Decimal | undefined
  readonly problems: readonly Failure[]
}

/** An account at one instant's prices: all that a margin model reads. Immutable. */
export interface PricedAccount {
  readonly at: EpochMs
  /** The market's currency, in which the account pool is kept. */
  readonly currency: Asset
  readonly mode: MarginMode
  /**
   * The market as it was quoted: for what does not move with prices (confidences, averages, settlement parts, open
   * interest). Prices are in `positions`, `balances` and `indexes`, which a shock moves.
   */
  readonly quotes: MarketSnapshot
  readonly balances: readonly PricedBalance[]
  readonly positions: readonly PricedPosition[]
  readonly orders: readonly PricedOrder[]
  /** Market currency per unit of each underlying and coin that the account touches. */
  readonly indexes: ReadonlyMap<Underlying, number>
  /** The market's currency and the stablecoins: they do not move with coins. */
  readonly stableAssets: ReadonlySet<Asset>
  /** Positions that cannot be priced: their pools are unknown. */
  readonly unpriced: readonly UnpricedPosition[]
  /** Balances without a price: the account's equity is unknown. */
  readonly problems: readonly Failure[]
  /** Orders without a price: the account's initial margin is unknown. */
  readonly orderProblems: readonly Failure[]
  /** What had to be assumed or deserves saying; the figures stand. */
  readonly notes: readonly Failure[]
}

/** Unrealised profit with funding earned but not booked, settlement asset. An option's is part of its value. */
export function pendingProfit({ priced, contracts, cost, accruedFunding }: PricedPosition): number {
  if (priced.option !== undefined) return accruedFunding
  return profitOf(priced, contracts, cost ?? 0) + accruedFunding
}

/** Value of an option position, settlement asset, negative when short; 0 for the rest. */
export function optionValue({ priced, contracts }: PricedPosition): number {
  return priced.option === undefined ? 0 : contracts * contractValue(priced)
}

/** Size of the position in its quote currency, never negative. */
export function notionalOf({ priced, contracts }: Pick<PricedPosition, 'priced' | 'contracts'>): number {
  return Math.abs(contracts) * contractNotional(priced)
}

/** `long` or `short` as it stands; a flat position is long. */
export function sideOf({ contracts, side }: Pick<PricedPosition, 'contracts' | 'side'>): PositionSide {
  return side ?? (contracts < 0 ? 'short' : 'long')
}
