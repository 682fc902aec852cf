import type { InputProblem } from '../input/input-problem.ts'

/** Part of a `plimsoll-book/1` document, made from another program's file. */
export interface Imported<T> {
  readonly value: T
  /** What was left out or chosen, in words, for the person who imports. */
  readonly notes: readonly string[]
  readonly problems: readonly InputProblem[]
}

/** A position as the book document writes it. */
export interface PositionRow {
  readonly symbol: unknown
  readonly contracts: unknown
  readonly entryPrice?: unknown
  readonly leverage?: unknown
  readonly marginMode?: unknown
  readonly isolatedMargin?: unknown
  readonly positionSide?: unknown
}

export interface ImportedPositions {
  readonly rows: readonly PositionRow[]
  /** Where each row was in the file: problems found later are told there. */
  readonly paths: readonly string[]
}
