import type { StaticDiscount } from './portfolio-parameters.ts'

/** The first manager discounts what an expiry is worth to the account, and never what it owes. */
export function pm1Discount(
  long: Pick<StaticDiscount, 'longStaticFactor' | 'longRateFactor' | 'longRateAddFrac'>,
): StaticDiscount {
  return { ...long, shortStaticFactor: 1, shortRateFactor: 0, shortRateAddFrac: 0 }
}
