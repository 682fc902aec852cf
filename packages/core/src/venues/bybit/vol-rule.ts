import { power } from '../../num/exp-log.ts'
import type { VolRule } from '../../scenario/vol-shock.ts'

/** How the stress grid moves volatilities. */
export interface VolTerms {
  /** Relative change of a volatility `pivotDays` from expiry in the upward scenario, as a fraction. */
  readonly upFrac: number
  /** The same downward; below zero. */
  readonly downFrac: number
  readonly pivotDays: number
  readonly power: number
}

/** Days count as whole ones already begun; what is left of a day by rounding is none. */
const dayTolerance = 1e-9

/** Whole days to expiry, rounded up, at least one. */
export function wholeDays(tteYears: number): number {
  return Math.max(1, Math.ceil(tteYears * 365 - dayTolerance))
}

/**
 * Volatility after ÷ before: 1 + h·(30/⌈days⌉)^0.3, never below 0. Also above 1 share of h for what expires within the
 * pivot; no cap is known.
 *
 * @see Bybit API, "Get Portfolio Margin Info", example of 2026-03-24: its 33 option values follow from this to 8 digits.
 */
export function volFactor(shockFrac: number, tteYears: number, { pivotDays, power: exponent }: VolTerms): number {
  return Math.max(0, 1 + shockFrac * power(pivotDays / wholeDays(tteYears), exponent))
}

/** The same as the rule of a risk plan. */
export function volRule(terms: VolTerms): VolRule {
  const shocks = { up: terms.upFrac, same: 0, down: terms.downFrac }
  return (direction, tteYears) => ({ factor: volFactor(shocks[direction], tteYears, terms), points: 0, floor: 0 })
}
