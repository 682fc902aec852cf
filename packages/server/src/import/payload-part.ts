import type { Decimal, MarginMode } from '@plimsoll/core'
import type { InputProblem } from '../input/input-problem.ts'
import type { PositionRow } from './imported.ts'

/** One file of a venue's API, its envelope taken off. */
export interface Payload {
  /** As given on the command line. */
  readonly file: string
  /** What the venue answered, without its envelope. */
  readonly content: unknown
  /** Where `content` stands in the file: JSON Pointer. */
  readonly at: string
  /** Instant that the envelope tells; undefined when it tells none. */
  readonly time: number | undefined
}

/** One endpoint of a venue, known by the shape of its answer. */
export interface PayloadKind {
  /** `deribit`; `binance` for both of its futures venues. */
  readonly venue: string
  /** What a person calls it: `get_positions`. */
  readonly name: string
  readonly matches: (content: unknown) => boolean
  /** Another payload that says the same of positions, or of balances, and more: where it is given, these are not read here. */
  readonly positionsYieldTo?: string
  readonly balancesYieldTo?: string
  /** Its totals are of one wallet: beside payloads of this name's beginning they are not the account's. */
  readonly totalsWithout?: string
  readonly read: (payload: Payload) => PayloadPart
}

/** What one payload says. Parts of several are put together; what a market payload says of a price wins over an account's. */
export interface PayloadPart {
  /** Latest instant in it. */
  readonly time?: number | undefined
  readonly account?: string
  readonly mode?: MarginMode
  /** Model names in the order of preference: the first one there is margins the account. */
  readonly models?: readonly string[]
  readonly settings?: Readonly<Record<string, unknown>>
  readonly balances?: readonly BalancePart[]
  readonly positions?: readonly PositionPart[]
  readonly listings?: readonly ListingPart[]
  readonly assets?: readonly AssetPart[]
  readonly indexes?: readonly IndexPart[]
  readonly forwards?: readonly ForwardPart[]
  readonly stated?: readonly StatedFigure[]
  readonly notes?: readonly string[]
  readonly problems?: readonly InputProblem[]
}

export interface BalancePart {
  readonly asset: string
  readonly amount: Decimal
}

export interface PositionPart {
  readonly row: PositionRow
  /** Where it was: problems found later are told there. */
  readonly file: string
  readonly path: string
}

/** An instrument as `plimsoll-market/1` lists it, or the part of it that a payload knows. */
export interface ListingPart {
  readonly symbol: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface AssetPart {
  readonly asset: string
  /** US dollars. */
  readonly price: Decimal
}

export interface IndexPart {
  readonly underlying: string
  readonly price: Decimal
  /** What the price is in. */
  readonly quote: string
  /** The mark of a contract stands for it. */
  readonly isAssumed?: true
}

export interface ForwardPart {
  readonly underlying: string
  /** ISO 8601. */
  readonly expiry: string
  readonly price: Decimal
  /** What the price is in. */
  readonly quote: string
}

export type FigureName =
  | 'equity'
  | 'adjusted equity'
  | 'initial margin'
  | 'maintenance margin'
  | 'maintenance margin used'
  | 'margin ratio'
  | 'liquidation price'

/** A figure that the venue itself gives, to be held against ours. */
export interface StatedFigure {
  readonly figure: FigureName
  /** Under which name the venue gives it. */
  readonly name: string
  readonly value: number
  /** What an amount of a position is in; US dollars when absent. */
  readonly currency?: string
  /** Name of our charges that the venue does not count in it. */
  readonly without?: string
  /** What it is of: the whole account, all of it but isolated positions, what is held in one currency, or a position. */
  readonly of:
    | { readonly scope: 'account' }
    | { readonly scope: 'shared' }
    | { readonly scope: 'currency'; readonly currency: string }
    | { readonly scope: 'position'; readonly symbol: string; readonly side: 'long' | 'short' }
  readonly file: string
  readonly path: string
}
