import { assert, finite } from './assert.ts'
import { Decimal, type Rounding } from './decimal.ts'

/** Exact → float64: the nearest double. The only way from money to risk. */
export function toRisk(exact: Decimal): number {
  return finite(exact.nearestDouble(), 'decimal as float64')
}

/**
 * float64 → exact, at `scale` digits after the point. What is owed rounds up, what is credited rounds down.
 *
 * @throws InvariantError when `x` is NaN or infinite, or `scale` is not a whole number in 0..30.
 */
export function fromRisk(x: number, scale: number, rounding: Rounding): Decimal {
  assert(Number.isInteger(scale) && scale >= 0 && scale <= 30, `scale must be a whole number in 0..30, is ${scale}`)
  return Decimal.fromNumber(finite(x, 'float64 as decimal')).rounded(scale, rounding)
}
