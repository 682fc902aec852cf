import { type Bracketed, bracketed } from '../../margin/bracket.ts'
import type { MultiplierBand } from './parameters.ts'

/** MR7 before its multipliers, USD: |cash delta| of each position × the rate of its kind. */
export function rawReductionCost(deltasUsd: readonly number[], rateFrac: number): number {
  let cost = 0
  for (const deltaUsd of deltasUsd) cost += Math.abs(deltaUsd) * rateFrac
  return cost
}

/**
 * MR7, USD: each slice of the raw cost × the multiplier of its band. Above a bounded last band its multiplier goes on,
 * and `beyond` says for how much.
 *
 * @see OKX, "OKX adjusts scaling factor logic in portfolio margin mode", 2021-12.
 */
export function adjustedReductionCost(raw: number, bands: readonly MultiplierBand[]): Bracketed {
  const { amount, beyond } = bracketed(raw, bands)
  return { amount: amount + beyond * (bands.at(-1)?.[1] ?? 1), beyond }
}
