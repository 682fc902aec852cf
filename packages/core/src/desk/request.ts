import type { Book, MarginMode } from '../market/book.ts'
import type { Asset } from '../market/instrument.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'

/** What every question to the desk starts from. */
export interface MarginRequest {
  readonly book: Book
  readonly market: MarketSnapshot
  /** The book's own when absent, else cross. A mode other than the book's puts every position in that mode. */
  readonly mode?: MarginMode
  readonly venue?: string
  /** `house/portfolio`; wins over venue and mode. */
  readonly model?: string
  /** A `plimsoll-params/1` document, or the name of a built-in set. */
  readonly parameters?: unknown
  /** Report currency; the market's when absent. */
  readonly currency?: Asset
}
