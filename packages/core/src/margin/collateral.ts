import { assert } from '../num/assert.ts'
import { bracketed } from './bracket.ts'

/** The share of value not counted, for a slice of the quantity held. */
export interface HaircutTier {
  /** Largest quantity this tier reaches, units of the asset, inclusive; null ends the list. */
  readonly quantityMax: number | null
  readonly haircutFrac: number
}

/**
 * Quantity of an asset that counts as collateral, units of the asset.
 *
 * Marginal by tier: each slice loses its own haircut. Above a bounded last tier nothing counts, so a cap is a last
 * tier with a bound. A negative balance is owed in full.
 */
export function countedQuantity(tiers: readonly HaircutTier[], quantity: number): number {
  return quantity - lostQuantity(tiers, quantity)
}

/** Effective haircut of a quantity: what does not count ÷ quantity; 0 for what is owed or absent. */
export function effectiveHaircut(tiers: readonly HaircutTier[], quantity: number): number {
  return quantity > 0 ? lostQuantity(tiers, quantity) / quantity : 0
}

function lostQuantity(tiers: readonly HaircutTier[], quantity: number): number {
  assert(tiers.length > 0, 'a haircut list must not be empty')
  const { amount, beyond } = bracketed(
    quantity,
    tiers.map(({ quantityMax, haircutFrac }) => [quantityMax, haircutFrac]),
  )
  return amount + beyond
}
