import { exp } from '../../num/exp-log.ts'
import type { PortfolioShocks } from './portfolio-parameters.ts'

/** What the value of an expiry is multiplied by. */
export interface ExpiryDiscounts {
  /** Of its mark. */
  readonly mark: number
  /** Of its value after a shock, where it is owned; and where it is owed. */
  readonly owned: number
  readonly owed: number
}

/** Beyond this exponent a factor is no double; no rate comes near it. */
const exponentMax = 700

/**
 * Discounts of an expiry. A negative rate counts as zero. What is owed is never marked up by more than the mark is
 * discounted.
 */
export function expiryDiscounts(
  years: number,
  ratePerYear: number,
  { staticDiscount, discountsMarks }: Pick<PortfolioShocks, 'staticDiscount' | 'discountsMarks'>,
): ExpiryDiscounts {
  const rate = Math.max(0, ratePerYear)
  const marked = discountsMarks ? rate * years : 0
  const long = years * (rate * staticDiscount.longRateFactor + staticDiscount.longRateAddFrac)
  const short = years * (rate * staticDiscount.shortRateFactor + staticDiscount.shortRateAddFrac)
  return {
    mark: exp(-marked),
    owned: staticDiscount.longStaticFactor * exp(-long),
    owed: Math.min(growth(marked), staticDiscount.shortStaticFactor * growth(short)),
  }
}

function growth(exponent: number): number {
  return exp(Math.min(exponent, exponentMax))
}
