import type { MarginMode, PositionSide } from '../market/book.ts'
import type { Asset } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'

/** A trade: at its price, or at the mark. */
export interface AddedLeg {
  readonly type: 'add'
  readonly symbol: string
  /** Signed: negative sells. */
  readonly contracts: Decimal
  readonly price?: Decimal
  /**
   * The side it is booked on in hedge mode; selling on the long side reduces it. When absent and the symbol is held in
   * hedge mode, a purchase goes to the long side and a sale to the short one.
   */
  readonly positionSide?: PositionSide
}

/** One change of a what-if, applied in order. */
export type BookChange =
  | AddedLeg
  | { readonly type: 'close'; readonly symbol: string }
  | { readonly type: 'balance'; readonly asset: Asset; readonly amount: Decimal }
  | { readonly type: 'mode'; readonly mode: MarginMode }
