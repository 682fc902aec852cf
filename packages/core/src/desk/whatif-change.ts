import type { MarginMode } from '../market/book.ts'
import type { Asset } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'

/** One change of a what-if, applied in order. */
export type BookChange =
  | { readonly type: 'add'; readonly symbol: string; readonly contracts: Decimal; readonly price?: Decimal }
  | { readonly type: 'close'; readonly symbol: string }
  | { readonly type: 'balance'; readonly asset: Asset; readonly amount: Decimal }
  | { readonly type: 'mode'; readonly mode: MarginMode }
