import { bracketed } from './bracket.ts'
import type { DiscountTable } from './parameters.ts'

/**
 * Quantity of a coin that counts as margin: each slice at its own rate, nothing above the last bound. What is owed
 * counts in full.
 *
 * @see OKX API, Get discount rate and interest free quota, 2026-07-10: tiers on the quantity held.
 */
export function discountedQuantity({ unit, tiers }: DiscountTable, quantity: number, price: number): number {
  if (quantity <= 0) return quantity
  const perUnit = unit === 'usd' ? price : 1
  const slices = tiers.map(([max, rate]) => ({ max, rate }))
  return bracketed(quantity * perUnit, slices).amount / perUnit
}
