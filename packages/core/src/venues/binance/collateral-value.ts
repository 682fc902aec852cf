import { countedQuantity, type HaircutTier } from '../../margin/collateral.ts'

/** Largest USD value that the ratio reaches (null without a bound), and the share of that slice that counts. */
export type RatioTier = readonly [valueMaxUsd: number | null, ratioFrac: number]

/**
 * What an asset's equity counts for, USD: each slice of its value at the ratio of its tier; above a bounded last tier
 * nothing more counts. A negative equity is owed in full: min(equity × ratio, equity).
 */
export function countedValue(tiers: readonly HaircutTier[], valueUsd: number): number {
  return countedQuantity(tiers, valueUsd)
}

/** The tiers as haircuts of a value. */
export function haircutsOf(tiers: readonly RatioTier[]): readonly HaircutTier[] {
  return tiers.map(([quantityMax, ratioFrac]) => ({ quantityMax, haircutFrac: 1 - ratioFrac }))
}

/**
 * The venue's quick-calculation number of each tier (`cum`), with which a value counts value × ratio + cum:
 * cum before + floor × (ratio before − ratio).
 */
export function quickAmounts(tiers: readonly RatioTier[]): readonly number[] {
  let cum = 0
  return tiers.map(([, ratioFrac], i) => {
    const before = tiers[i - 1]
    if (before !== undefined) cum += (before[0] as number) * (before[1] - ratioFrac)
    return cum
  })
}

/** What of an asset multi-assets mode exchanges to fill a deficit, both in one currency: deficit ÷ (1 − haircut). */
export function autoExchangeAmount(deficit: number, rateFrac: number): number {
  return deficit / rateFrac
}
