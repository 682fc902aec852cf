import { type Bracketed, bracketed } from '../../margin/bracket.ts'
import type { DiscountTable } from './parameters.ts'

/**
 * Quantity of a coin that counts as margin: each slice at its own rate. What is owed counts in full; what is above a
 * bounded last tier counts nothing here, and is told apart, for the rest of the list is not known.
 *
 * @see OKX API, Get discount rate and interest free quota, 2026-07-10: tiers on the quantity held.
 */
export function discounted({ unit, tiers }: DiscountTable, quantity: number, price: number): Bracketed {
  if (quantity <= 0) return { amount: quantity, beyond: 0 }
  const perUnit = unit === 'usd' ? price : 1
  const { amount, beyond } = bracketed(quantity * perUnit, tiers)
  return { amount: amount / perUnit, beyond: beyond / perUnit }
}

/** The counted quantity alone. */
export function discountedQuantity(table: DiscountTable, quantity: number, price: number): number {
  return discounted(table, quantity, price).amount
}
