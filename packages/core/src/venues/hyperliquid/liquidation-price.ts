/** A position and what is left behind it. */
export interface MarginTerms {
  /** Mark now, USDC. */
  readonly price: number
  /** Signed, coins; not 0. */
  readonly size: number
  /** Account value less maintenance margin; of an isolated position its own margin and profit less its maintenance. USDC. */
  readonly marginAvailable: number
  /** Maintenance margin ÷ notional in the position's tier. */
  readonly maintenanceFrac: number
}

/**
 * Mark at which nothing is left: price − side × available ÷ size ÷ (1 − maintenance × side); null when no positive one
 * does it. Exact as long as the position stays in its tier.
 *
 * @see docs.hyena.trade, a builder on Hyperliquid, which prints the formula; docs.gte.xyz has the same terms.
 */
export function liquidationPrice({ price, size, marginAvailable, maintenanceFrac }: MarginTerms): number | null {
  const side = Math.sign(size)
  const found = price - (side * marginAvailable) / Math.abs(size) / (1 - maintenanceFrac * side)
  return found > price * leastShare ? found : null
}

/** Of the price now: what is less is no price but rounding. */
const leastShare = 1e-9
