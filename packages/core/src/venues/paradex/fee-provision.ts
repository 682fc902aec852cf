export interface FeeRates {
  readonly perpetualFrac: number
  /** Of spot. */
  readonly optionFrac: number
  /** Of the premium: an option's fee is at most this. */
  readonly optionCapFrac: number
}

/** Fee to close one unit of a perpetual: rate × mark. */
export function perpetualFee(mark: number, { perpetualFrac }: FeeRates): number {
  return perpetualFrac * mark
}

/**
 * Of an option: rate × spot, at most a share of its mark.
 *
 * @see github.com/tradeparadex/paradex-py, margin/portfolio_margin.py and constants.py.
 */
export function optionFee(mark: number, spot: number, { optionFrac, optionCapFrac }: FeeRates): number {
  return Math.min(optionFrac * spot, optionCapFrac * mark)
}
