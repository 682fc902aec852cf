/** How deep a market is: data, from which the price of a liquidation fill follows. */
export interface Liquidity {
  /** Half of the spread ÷ mark. */
  readonly halfSpreadFrac: number
  /** What a trade of `depthNotional` moves the price by ÷ mark, beyond the spread. */
  readonly impactFrac: number
  /** Quote currency. */
  readonly depthNotional: number
  /** No fill is further from the mark than this ÷ mark. */
  readonly slippageMaxFrac: number
}

/** Assumed, not measured: one basis point of spread, 10 bp for each square root of a million, never beyond a tenth. */
export const assumedLiquidity: Liquidity = {
  halfSpreadFrac: 0.0001,
  impactFrac: 0.001,
  depthNotional: 1_000_000,
  slippageMaxFrac: 0.1,
}

/**
 * Distance of a fill of `notional` from the mark ÷ mark, not negative: half the spread and an impact that grows with the
 * square root of size.
 *
 * @see Almgren, R., Thum, C., Hauptmann, E., Li, H. (2005), Direct estimation of equity market impact: the exponent of
 * temporary impact is near one half (they find 0.6).
 */
export function slippageFrac(
  { halfSpreadFrac, impactFrac, depthNotional, slippageMaxFrac }: Liquidity,
  notional: number,
): number {
  const impact = impactFrac * Math.sqrt(Math.max(0, notional) / depthNotional)
  return Math.min(slippageMaxFrac, halfSpreadFrac + impact)
}
