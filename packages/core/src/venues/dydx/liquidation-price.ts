/** Of the price now: what is less is no price but rounding. */
const leastShare = 1e-9

/** A position and what stands behind it, USDC. */
export interface LiquidationTerms {
  /** Equity of the subaccount: quote balance and the value of its positions. */
  readonly equity: number
  /** Signed, coins. */
  readonly size: number
  /** Oracle price now. */
  readonly price: number
  readonly maintenanceFrac: number
  /** Maintenance margin of the other positions; 0 for an isolated market. */
  readonly otherMaintenance: number
}

/**
 * Oracle price at which equity is the maintenance margin: (e − s·p − other) ÷ (|s|·MMF − s); null when no positive
 * price does it.
 *
 * @see dYdX documentation 3e475b7 (2026-04-22), concepts/trading/liquidations.
 */
export function liquidationPrice({
  equity,
  size,
  price,
  maintenanceFrac,
  otherMaintenance,
}: LiquidationTerms): number | null {
  const denominator = Math.abs(size) * maintenanceFrac - size
  if (denominator === 0) return null
  const found = (equity - size * price - otherMaintenance) / denominator
  return found > price * leastShare ? found : null
}
