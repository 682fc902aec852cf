/** A portfolio whose every intermediate figure is kept: documents of the product's own formats. */
export interface GoldenCase {
  readonly name: string
  /** `okx/portfolio`. */
  readonly model: string
  readonly market: unknown
  readonly book: unknown
  /** A `plimsoll-params/1` document or the name of a built-in set; the current set when absent. */
  readonly parameters?: unknown
}
