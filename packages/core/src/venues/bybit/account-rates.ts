import { fromRisk, toRisk } from '../../num/crossing.ts'

/** What the account's rates are made from, account currency. */
export interface RateInputs {
  /** Margin balance in cross margin, equity (with the value of options) in portfolio margin. */
  readonly backing: number
  readonly initialMargin: number
  readonly maintenanceMargin: number
  /** Collateral value that spot orders would lose; never negative. */
  readonly haircutLoss: number
  /** Loss of orders at prices worse than the mark; never positive. */
  readonly orderLoss: number
}

export interface AccountRates {
  readonly availableBalance: number
  /** As fractions, cut to 4 digits; null where nothing is left to be a share of. */
  readonly initialRate: number | null
  readonly maintenanceRate: number | null
}

/** Digits to which the venue cuts its rates. */
const rateDigits = 4
/** Digits beyond which a quotient differs from the exact one by float64 alone: 0.0016 must not be cut to 0.0015. */
const quotientDigits = 12

/**
 * IM rate and MM rate: margin ÷ (backing − haircut loss + order loss).
 *
 * @see Bybit, "Glossary (Unified Trading Account)", 2025-09-05; the cut to 4 digits is read off the example of
 * "Get Portfolio Margin Info", 2026-03-24.
 */
export function accountRates(inputs: RateInputs): AccountRates {
  const { backing, initialMargin, maintenanceMargin, haircutLoss, orderLoss } = inputs
  const divisor = backing - haircutLoss + orderLoss
  const rateOf = (margin: number): number | null => (divisor > 0 ? cutRate(margin / divisor) : null)
  return {
    availableBalance: backing - haircutLoss - initialMargin,
    initialRate: rateOf(initialMargin),
    maintenanceRate: rateOf(maintenanceMargin),
  }
}

function cutRate(rate: number): number | null {
  return Number.isFinite(rate)
    ? toRisk(fromRisk(rate, quotientDigits, 'nearest-even').rounded(rateDigits, 'down'))
    : null
}

/**
 * Collateral value lost by a spot order that turns one asset into another: value × what its ratio falls by.
 *
 * @see Bybit, "Glossary (Unified Trading Account)", which says what it is; the formula is a reading of it.
 */
export function haircutLoss(value: number, ratioFromFrac: number, ratioToFrac: number): number {
  return value * Math.max(0, ratioFromFrac - ratioToFrac)
}
