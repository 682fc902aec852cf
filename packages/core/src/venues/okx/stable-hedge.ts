import { type Bracketed, bracketed } from '../../margin/bracket.ts'
import { interpolated } from './interpolate.ts'
import type { HedgeBand, HedgeFactor } from './parameters.ts'

/** A currency that contracts are quoted in. */
export type HedgeQuote = 'USDT' | 'USDC' | 'USD'

/** Net cash delta by quote currency, USD. */
export type QuoteDeltas = Readonly<Record<HedgeQuote, number>>

export interface StableHedge {
  readonly pair: readonly [HedgeQuote, HedgeQuote]
  /** USD. */
  readonly size: number
}

/** In the order in which they are matched. */
const pairs: readonly (readonly [HedgeQuote, HedgeQuote])[] = [
  ['USDT', 'USD'],
  ['USDT', 'USDC'],
  ['USDC', 'USD'],
]

/** Long in one quote currency against short in another, pair by pair; what is matched is used up. */
export function stableHedges(deltas: QuoteDeltas): readonly StableHedge[] {
  const left = { ...deltas }
  return pairs.map((pair) => {
    const [a, b] = pair
    const size = left[a] * left[b] < 0 ? Math.min(Math.abs(left[a]), Math.abs(left[b])) : 0
    left[a] -= Math.sign(left[a]) * size
    left[b] -= Math.sign(left[b]) * size
    return { pair, size }
  })
}

/**
 * Factor at an index price: straight lines between the listed prices, flat outside them. A price above 1 is as far off
 * its peg as its inverse.
 */
export function hedgeFactor(factors: readonly HedgeFactor[], indexPrice: number): number {
  return interpolated(factors, Math.min(indexPrice, 1 / indexPrice))
}

/** MR9 of one hedge, USD: each slice of its size at the factor of its band. */
export function hedgeCharge(size: number, bands: readonly HedgeBand[], indexPrice: number): Bracketed {
  const slices = bands.map(([max, factors]) => [max, hedgeFactor(factors, indexPrice)] as const)
  const { amount, beyond } = bracketed(size, slices)
  return { amount: amount + beyond * (slices.at(-1)?.[1] ?? 0), beyond }
}
