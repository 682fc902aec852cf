/** Coins of one unit. */
export interface SpotAndDerivatives {
  /** Delta of the derivatives. */
  readonly derivatives: number
  /** Equity in the coin; negative when borrowed. */
  readonly spot: number
  /** What the account lets be used at most; null is all. */
  readonly cap: number | null
}

/**
 * How much of the coin held (or, negative, borrowed) stands against the derivatives, coins: only as far as it opposes
 * their delta.
 *
 * @see OKX, "Portfolio margin mode: cross-margin trading (Risk Unit Merge)", 2025-12-04; API field `clSpotInUseAmt`.
 */
export function spotInUse({ derivatives, spot, cap }: SpotAndDerivatives): number {
  if (derivatives * spot >= 0) return 0
  return Math.sign(spot) * Math.min(Math.abs(derivatives), Math.abs(spot), cap ?? Math.abs(spot))
}
