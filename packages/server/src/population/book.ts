import type { Decimal } from '@plimsoll/core'
import type { ReplayMarket } from '../replay/market.ts'
import type { Tick } from '../replay/marks.ts'

/** What a book is meant to do. */
export const bookKinds = [
  'long',
  'long basket',
  'short',
  'pair',
  'cash and carry',
  'covered call',
  'protective put',
  'short strangle',
  'market maker',
] as const

export type BookKind = (typeof bookKinds)[number]

export interface PlannedLeg {
  readonly symbol: string
  /** Signed: negative sells. */
  readonly contracts: Decimal
}

/** A made-up account, before any mode takes it. */
export interface PlannedBook {
  readonly id: string
  readonly kind: BookKind
  /** Tick at which it opens. */
  readonly tick: number
  /** Chosen for its perpetuals; isolated margin is notional ÷ this. */
  readonly leverage: number
  readonly deposits: readonly { readonly asset: string; readonly amount: Decimal }[]
  readonly legs: readonly PlannedLeg[]
  /** Gross notional ÷ collateral at the opening. */
  readonly effectiveLeverage: number
}

/** What a population is made from. */
export interface PlanInput {
  readonly market: ReplayMarket
  readonly ticks: readonly Tick[]
  readonly population: number
  readonly seed: number
}
