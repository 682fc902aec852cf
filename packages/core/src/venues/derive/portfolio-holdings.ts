import type { ExpiryHolding } from './portfolio-loss.ts'
import type { ConfidenceCharge } from './portfolio-parameters.ts'

/** An expiry with how sure its forward, rate and volatilities are, the least of them. */
export interface ConfidentExpiry extends ExpiryHolding {
  readonly confidence: number
}

export interface CollateralHolding {
  readonly asset: string
  /** Amount × price ÷ price of the stablecoin. */
  readonly value: number
  readonly confidence: number
  readonly maintenanceHaircutFrac: number
  readonly initialHaircutFracAdded: number
  readonly cancelsRisk: boolean
}

/** What one portfolio manager holds for an account; amounts in the stablecoin, prices as quoted in dollars. */
export interface PortfolioHoldings {
  readonly underlying: string
  readonly spot: number
  readonly spotConfidence: number
  /** Dollars per unit of the stablecoin. */
  readonly stablePrice: number
  /** Net perpetual, units of the underlying. */
  readonly perpAmount: number
  /** Σ amount × mark of perpetuals, signed. */
  readonly perpValue: number
  readonly perpConfidence: number
  readonly collateral: readonly CollateralHolding[]
  readonly expiries: readonly ConfidentExpiry[]
}

/** How sure the spot is, and the perpetual where one is held. */
export function marketConfidence({ spotConfidence, perpAmount, perpConfidence }: PortfolioHoldings): number {
  return perpAmount === 0 ? spotConfidence : Math.min(spotConfidence, perpConfidence)
}

/** What is charged on `notional` for a feed that is unsure; nothing from the threshold on. */
export function confidenceCharge(
  notional: number,
  confidence: number,
  { thresholdFrac, chargeFrac }: ConfidenceCharge,
): number {
  return confidence < thresholdFrac ? (1 - confidence) * chargeFrac * notional : 0
}

/** Σ |amount|: bought options count as much as sold ones. */
export function grossOptions({ lines }: ExpiryHolding): number {
  let gross = 0
  for (const { amount } of lines) gross += Math.abs(amount)
  return gross
}
