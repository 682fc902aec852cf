import type { Comparison, MarginMode, MarginResult, StressResult } from './core-types.ts'

/** `GET /v1/demo`; the page opens with the first. */
export interface DemoList {
  readonly books: readonly DemoSummary[]
}

/** A demo book in the list. */
export interface DemoSummary {
  readonly name: string
  readonly title: string
  readonly words: string
}

/** A demo book under one mode, with everything the page shows. */
export interface Demo extends DemoSummary {
  readonly mode: MarginMode
  readonly book: BookDocument
  readonly margin: MarginResult
  /** In three modes, by the models of no venue. */
  readonly compare: Comparison
  /** At every venue and in every mode there is. */
  readonly venues: Comparison
  readonly stress: StressResult
}

/** What the page reads of `plimsoll-book/1`. */
export interface BookDocument {
  readonly account: string
  readonly mode?: MarginMode
  readonly positions: readonly BookPosition[]
}

export interface BookPosition {
  readonly symbol: string
  readonly entryPrice?: string
  readonly positionSide?: 'long' | 'short'
}
