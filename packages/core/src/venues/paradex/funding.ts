/** How a premium becomes a funding rate. */
export interface FundingTerms {
  /** Interest part, per period. */
  readonly baselineFrac: number
  /** Bound of the pull towards the interest part. */
  readonly clampFrac: number
  readonly maxRateFrac: number
  readonly multiplier: number
}

/**
 * Funding rate of a period before averaging: premium P, pulled towards the baseline by at most the clamp, times the
 * multiplier, within the largest rate.
 *
 * @see docs.paradex.trade/risk/funding-mechanism, 9b82a75 (2026-08-20).
 */
export function rawFundingRate(
  premiumFrac: number,
  { baselineFrac, clampFrac, maxRateFrac, multiplier }: FundingTerms,
): number {
  const pull = clip(baselineFrac - premiumFrac, clampFrac)
  return clip(multiplier * (premiumFrac + pull), maxRateFrac)
}

function clip(x: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, x))
}

/** Seconds over which a funding premium is paid once. */
export const fundingPeriodSeconds = 28_800

/** Funding premium of one unit for a whole period, USDC: rate × spot ÷ price of USDC. */
export function fundingPremium(rateFrac: number, spot: number, usdcPrice: number): number {
  return (rateFrac * spot) / usdcPrice
}

/** What the funding index advances by in a window, USDC per unit; a long pays it. */
export function fundingAdvance(premium: number, seconds: number, periodSeconds: number = fundingPeriodSeconds): number {
  return (premium * seconds) / periodSeconds
}

/** A perpetual's share of the funding that is expected. */
export interface FundedPosition {
  /** Signed value at the spot price. */
  readonly value: number
  /** Of the value, each interval; a long pays it. */
  readonly rateFrac: number
  readonly intervalHours: number
}

/** Funding that a portfolio is expected to pay in so many hours, what it earns counted against it; never negative. */
export function fundingProvision(positions: readonly FundedPosition[], hours: number): number {
  let owed = 0
  for (const { value, rateFrac, intervalHours } of positions) owed += (value * rateFrac * hours) / intervalHours
  return Math.max(0, owed)
}
