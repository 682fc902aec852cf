/** Margin of an option outside portfolio margin, fractions of the spot price unless said otherwise. */
export interface OptionRates {
  /** Of the mark: what a long option needs. */
  readonly premiumFrac: number
  readonly longItmFrac: number
  readonly shortItmFrac: number
  readonly shortOtmFrac: number
  readonly shortPutCapFrac: number
}

/** An option and where it stands, in one currency, per unit of the underlying. */
export interface OptionStanding {
  readonly right: 'call' | 'put'
  readonly isLong: boolean
  readonly mark: number
  readonly spot: number
  readonly strike: number
}

/** What the cap of a short put is a share of. */
export type PutCapBase = 'spot' | 'strike'

/**
 * Margin of one unit. Long: the smaller of a share of the premium and a share of spot. Short: a share of spot less what
 * it is out of the money, at least another share; of a put at most the cap.
 *
 * @see docs.paradex.trade, dated options, margin requirements, 9b82a75 (2026-08-20); multiplier and cap as in
 * github.com/tradeparadex/paradex-py, margin/cross_margin.py.
 */
export function optionMargin(
  { right, isLong, mark, spot, strike }: OptionStanding,
  { premiumFrac, longItmFrac, shortItmFrac, shortOtmFrac, shortPutCapFrac }: OptionRates,
  capOn: PutCapBase,
): number {
  if (isLong) return Math.min(mark * premiumFrac, longItmFrac * spot)
  const away = Math.max(0, right === 'call' ? strike - spot : spot - strike)
  const margin = Math.max(shortItmFrac * spot - away, shortOtmFrac * spot)
  return right === 'put' ? Math.min(margin, shortPutCapFrac * (capOn === 'spot' ? spot : strike)) : margin
}
