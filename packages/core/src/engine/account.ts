import type { Holder } from '../ledger/entry.ts'
import type { MarginMode, PositionSide } from '../market/book.ts'
import type { Asset } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'
import type { EpochMs } from '../num/instant.ts'

/** A position as the engine keeps it: exact, with its cost instead of an average price, so that nothing is rounded twice. */
export interface HeldPosition {
  readonly symbol: string
  /** In hedge mode, where a long and a short of one symbol stand side by side. */
  readonly side: PositionSide | undefined
  /** Signed: negative is short. Never zero. */
  readonly contracts: Decimal
  /** What it was entered for, signed as `contracts`, settlement asset: price × size × contracts; of an inverse one size × contracts ÷ price. */
  readonly cost: Decimal
  /** Part of the settlement balance set aside for it; undefined in a pool. */
  readonly isolatedMargin: Decimal | undefined
  /** Continuous funding per contract up to which it has paid, settlement asset. */
  readonly fundingIndex: Decimal
}

/** An order that was checked and counts in initial margin until it is filled or released. */
export interface OpenOrder {
  readonly id: string
  readonly symbol: string
  /** What is left of it, signed: negative sells. */
  readonly contracts: Decimal
  readonly price: Decimal
  readonly reduceOnly: boolean
  readonly side: PositionSide | undefined
}

/** Where a liquidation stands. */
export type LiquidationState =
  | { readonly state: 'none' }
  /** `pool` is being liquidated; `steps` have been done since it began. */
  | { readonly state: 'liquidating'; readonly pool: string; readonly since: EpochMs; readonly steps: number }

/** By which rules an account is margined. */
export interface AccountRules {
  readonly mode: MarginMode
  /** `okx/portfolio`. */
  readonly model: string
  /** A built-in parameter set, or one defined by a command; the model's current one when undefined. */
  readonly set: string | undefined
  /** The model's own switches, checked when they were given. */
  readonly settings: Readonly<Record<string, unknown>> | undefined
}

/** A stretch of time in one mode: the record an account has in it. */
export interface ModeStretch {
  readonly mode: MarginMode
  readonly from: EpochMs
}

/** All that the engine knows of a user's account. An immutable value: a change makes a new one. */
export interface Account {
  readonly id: Holder
  /** Place in the order of opening. */
  readonly ordinal: number
  readonly openedAt: EpochMs
  readonly rules: AccountRules
  readonly isHedgeMode: boolean
  /** Whole balance of each asset, margin set aside included; negative when borrowed. */
  readonly balances: ReadonlyMap<Asset, Decimal>
  /** By `positionKey`. */
  readonly positions: ReadonlyMap<string, HeldPosition>
  /** By id, oldest first. */
  readonly orders: ReadonlyMap<string, OpenOrder>
  /** Notional ÷ margin the user chose, by symbol. */
  readonly leverage: ReadonlyMap<string, number>
  /** Symbols whose positions are isolated while the account is in cross or portfolio mode. */
  readonly isolated: ReadonlySet<string>
  /** When each disclosure was accepted. */
  readonly disclosures: ReadonlyMap<string, EpochMs>
  /** Modes it has been in, the present one last. */
  readonly modes: readonly ModeStretch[]
  readonly liquidation: LiquidationState
}

/** Key under which an account keeps a position. */
export function positionKey(symbol: string, side: PositionSide | undefined): string {
  return side === undefined ? symbol : `${symbol} ${side}`
}

/** Whether a position in `symbol` is isolated. */
export function isIsolatedIn({ rules, isolated }: Account, symbol: string): boolean {
  return rules.mode === 'isolated' || isolated.has(symbol)
}

/** An account as it is opened: empty, with a record that begins now. */
export function accountOpened(id: string, ordinal: number, rules: AccountRules, at: EpochMs): Account {
  return {
    id,
    ordinal,
    openedAt: at,
    rules,
    isHedgeMode: false,
    balances: new Map(),
    positions: new Map(),
    orders: new Map(),
    leverage: new Map(),
    isolated: new Set(),
    disclosures: new Map(),
    modes: [{ mode: rules.mode, from: at }],
    liquidation: { state: 'none' },
  }
}
