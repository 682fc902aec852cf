/** A portfolio whose every intermediate figure is kept: documents of the product's own formats. */
export interface GoldenCase {
  readonly name: string
  /** `okx/portfolio`. */
  readonly model: string
  readonly market: unknown
  readonly book: unknown
  /** A `plimsoll-params/1` document or the name of a built-in set; the current set when absent. */
  readonly parameters?: unknown
  /** The oracle of the case, where there is one; its figures are a regression when absent. */
  readonly outside?: OutsideFigures
}

/** Figures of a portfolio by somebody else: the venue, its program, its documentation. */
export interface OutsideFigures {
  /** Who, where, when. */
  readonly source: string
  /** How far a figure may be off, relative to the larger of it and one. */
  readonly tolerance: number
  /**
   * By what the report calls them: `equity`, `initialMargin`, …, a pool's as `pools.BTC.maintenanceMargin`, the venue's
   * own as `venueFigures.MM`. Amounts are in the currency of the report or of the pool.
   */
  readonly figures: Readonly<Record<string, number>>
}
