import type { MarginMode, PositionSide } from '../market/book.ts'
import type { Asset, Instrument, Underlying } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'
import type { EpochMs } from '../num/instant.ts'
import type { EngineConfig, EntryPolicy } from './config.ts'
import type { Liquidity } from './market/liquidity.ts'

/** What the engine is told. `at` never goes back. Amounts are exact; a field left out means what its line says. */
export type Command =
  | OpenAccount
  | MoveCash
  | Transfer
  | FundDeposit
  | ListInstruments
  | SetPrices
  | Fill
  | PlaceOrder
  | CancelOrder
  | Funding
  | AccrueFunding
  | Interest
  | Settle
  | SetLeverage
  | AddMargin
  | SetIsolated
  | SetHedgeMode
  | AcceptDisclosure
  | SwitchMode
  | ChangeRules
  | DefineParameters
  | Configure
  | Resume
  | Liquidate

export type CommandType = Command['type']

interface Timed {
  readonly at: EpochMs
}

export interface OpenAccount extends Timed {
  readonly type: 'open'
  readonly account: string
  readonly mode: MarginMode
  readonly model: string
  /** The model's current set when absent. */
  readonly set?: string
  readonly settings?: Readonly<Record<string, unknown>>
}

export interface MoveCash extends Timed {
  readonly type: 'deposit' | 'withdraw'
  readonly account: string
  readonly asset: Asset
  /** Positive. */
  readonly amount: Decimal
}

export interface Transfer extends Timed {
  readonly type: 'transfer'
  readonly account: string
  readonly to: string
  readonly asset: Asset
  readonly amount: Decimal
}

/** Money from outside into the insurance fund. */
export interface FundDeposit extends Timed {
  readonly type: 'fund-deposit'
  readonly asset: Asset
  readonly amount: Decimal
}

/** Instruments that may be traded from now on, with how deep their markets are. */
export interface ListInstruments extends Timed {
  readonly type: 'list'
  readonly instruments: readonly Instrument[]
}

export interface ForwardPrice {
  readonly underlying: Underlying
  readonly expiryAt: EpochMs
  readonly price: Decimal
  readonly rateFrac?: number
}

/** New prices, all as of `at`. What is not named keeps its price and its age. */
export interface SetPrices extends Timed {
  readonly type: 'prices'
  /** Market currency per unit; `stable` holds from the first time it is said. */
  readonly assets?: ReadonlyMap<Asset, { readonly price: Decimal; readonly stable?: boolean }>
  readonly indexes?: ReadonlyMap<Underlying, Decimal>
  readonly forwards?: readonly ForwardPrice[]
  readonly marks?: ReadonlyMap<string, Decimal>
  /** Volatility of each option's mark; null takes it away. */
  readonly vols?: ReadonlyMap<string, number | null>
}

/** One account's side of a trade. */
export interface FillLeg {
  readonly account: string
  /** Signed: negative sells. */
  readonly contracts: Decimal
  /** Owed when positive, a rebate when negative; settlement asset, of a spot trade its quote. */
  readonly fee: Decimal
  readonly order?: string
  /** In hedge mode, and only there. */
  readonly side?: PositionSide
}

/** A trade that has happened. The other side of what its legs leave open is the venue's. */
export interface Fill extends Timed {
  readonly type: 'fill'
  readonly symbol: string
  readonly price: Decimal
  readonly legs: readonly FillLeg[]
}

export interface OrderTerms {
  readonly id: string
  readonly symbol: string
  /** Signed: negative sells. */
  readonly contracts: Decimal
  readonly price: Decimal
  readonly reduceOnly: boolean
  readonly side?: PositionSide
}

export interface PlaceOrder extends Timed {
  readonly type: 'order'
  readonly account: string
  readonly order: OrderTerms
}

export interface CancelOrder extends Timed {
  readonly type: 'cancel'
  readonly account: string
  readonly order: string
}

/** Funding of an interval: longs pay shorts `rateFrac` of notional at the mark, when positive. */
export interface Funding extends Timed {
  readonly type: 'funding'
  readonly symbol: string
  readonly rateFrac: Decimal
}

/** Continuous funding: the same share is owed from now on, and paid when a position is next touched. */
export interface AccrueFunding extends Timed {
  readonly type: 'accrue-funding'
  readonly symbol: string
  readonly rateFrac: Decimal
}

/** Interest on what is borrowed: every negative balance of the asset grows by this share. */
export interface Interest extends Timed {
  readonly type: 'interest'
  readonly asset: Asset
  /** Not negative. */
  readonly rateFrac: Decimal
}

/** Expiry: positions are paid out and orders released. */
export interface Settle extends Timed {
  readonly type: 'settle'
  readonly symbol: string
  /** Of the underlying at expiry, quote currency; an option is paid its intrinsic value. */
  readonly price: Decimal
}

export interface SetLeverage extends Timed {
  readonly type: 'set-leverage'
  readonly account: string
  readonly symbol: string
  readonly leverage: number
}

/** Margin added to an isolated position, or taken from it when negative. */
export interface AddMargin extends Timed {
  readonly type: 'add-margin'
  readonly account: string
  readonly symbol: string
  readonly side?: PositionSide
  readonly amount: Decimal
}

/** Whether positions in a symbol are isolated in an account whose mode is another; asked while it holds none. */
export interface SetIsolated extends Timed {
  readonly type: 'set-isolated'
  readonly account: string
  readonly symbol: string
  readonly isolated: boolean
}

export interface SetHedgeMode extends Timed {
  readonly type: 'set-hedge-mode'
  readonly account: string
  readonly hedge: boolean
}

export interface AcceptDisclosure extends Timed {
  readonly type: 'accept-disclosure'
  readonly account: string
  readonly disclosure: string
}

export interface SwitchMode extends Timed {
  readonly type: 'switch-mode'
  readonly account: string
  readonly mode: MarginMode
  readonly model: string
  readonly set?: string
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Another venue's model or another set for an account, or for every account of a model, from an instant on. */
export interface ChangeRules extends Timed {
  readonly type: 'change-rules'
  /** One account; every account of `ofModel` when absent. */
  readonly account?: string
  readonly ofModel?: string
  readonly model: string
  readonly set?: string
  readonly effectiveAt: EpochMs
}

/** A parameter set of one's own, kept with the state so that a replay needs nothing else. */
export interface DefineParameters extends Timed {
  readonly type: 'define-parameters'
  readonly name: string
  /** A `plimsoll-params/1` document. */
  readonly document: unknown
}

/** Settings of the engine; what is left out stays. */
export interface Configure extends Timed {
  readonly type: 'configure'
  readonly config: Partial<EngineConfig>
  /** By symbol, `*` for the rest. */
  readonly liquidity?: ReadonlyMap<string, Liquidity>
  /** By model; what is not named stays as it was, or as its venue publishes. */
  readonly policies?: ReadonlyMap<string, EntryPolicy>
}

/** The engine runs again after it stood still: prices from before no longer count as fresh. */
export interface Resume extends Timed {
  readonly type: 'resume'
}

/** One step of the liquidation of an account that is below its line. */
export interface Liquidate extends Timed {
  readonly type: 'liquidate'
  readonly account: string
}
