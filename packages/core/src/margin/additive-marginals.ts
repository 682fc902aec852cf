import type { PositionMarginals } from './marginals.ts'
import type { Pool } from './model.ts'
import type { PricedPosition } from './priced-account.ts'

/**
 * Marginals of a pool whose maintenance margin is the plain sum of its positions' own, read off its tree: a part for each
 * position, in their order. Null where there are other parts; then the account is margined again.
 */
export function additiveMarginals({
  positions,
  maintenance,
}: Pool): ReadonlyMap<PricedPosition, PositionMarginals> | null {
  const { rule, parts } = maintenance
  if (rule !== 'sum' || parts.length !== positions.length) return null
  return new Map(
    positions.map((position, i) => {
      const { amount = 0 } = parts[i] ?? {}
      // Shares of a sum are what its parts add, so the slope is never read.
      return [position, { alone: amount, adds: amount, slope: amount }]
    }),
  )
}
