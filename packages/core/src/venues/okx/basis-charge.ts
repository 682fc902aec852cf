/** Net cash delta of what shares one forward price: spot, perpetuals, or one expiry. */
export interface BasisLeg {
  readonly deltaUsd: number
  /** To expiry; 0 of spot and perpetuals. */
  readonly years: number
}

/**
 * MR4, USD: every leg moves against the unit by the larger of a fixed move and the yearly move × its years to expiry.
 *
 * The fixed part and the yearly one are published; that they combine so is assumed. Before 2025 there was a fixed move
 * alone, charged on both legs of a hedge.
 *
 * @see OKX, "OKX will further adjust portfolio margin parameters", 2025-01-02; "OKX to enhance new features in portfolio
 * margin mode", 2024-05-31.
 */
export function basisCharge(
  legs: readonly BasisLeg[],
  { legFrac, perYearFrac }: { readonly legFrac: number; readonly perYearFrac: number },
): number {
  let charge = 0
  for (const { deltaUsd, years } of legs) charge += Math.abs(deltaUsd) * Math.max(legFrac, perYearFrac * years)
  return charge
}
