import { assert } from '../num/assert.ts'
import { rowAt } from './bracket.ts'

/** One row of a venue's table: larger positions need more margin. */
export interface LeverageTier {
  /** Largest position notional in this tier, quote currency, inclusive; null ends the list. */
  readonly notionalMax: number | null
  /** Maintenance margin ÷ notional, as a fraction: 0.005 is 0.5 %. */
  readonly maintenanceRateFrac: number
  /** Subtracted so that the requirement is continuous across tiers, quote currency. */
  readonly maintenanceDeduction: number
  readonly leverageMax: number
}

/** The tier of a notional: floor < notional ≤ notionalMax. Beyond a bounded list the last tier goes on. */
export function tierOf(tiers: readonly LeverageTier[], notional: number): LeverageTier {
  const tier = rowAt(tiers, notional, ({ notionalMax }) => notionalMax)
  assert(tier !== undefined, 'a leverage tier list must not be empty')
  return tier
}

/**
 * Maintenance margin of a notional, quote currency: rate × notional − deduction, each slice at its own rate.
 * With `wholePosition` the tier's rate applies to all of it and there is no deduction.
 */
export function tierMaintenance(tier: LeverageTier, notional: number, wholePosition: boolean): number {
  return notional * tier.maintenanceRateFrac - (wholePosition ? 0 : tier.maintenanceDeduction)
}

/**
 * Deductions that make a bracketed table continuous: 0 first, then
 * previous + floor × (rate − previous rate).
 *
 * @see Binance, "Leverage and margin of COIN-M futures": maintenance amount; Bybit, "Maintenance margin (USDT contract)".
 */
export function tierDeductions(
  tiers: readonly Pick<LeverageTier, 'notionalMax' | 'maintenanceRateFrac'>[],
): readonly number[] {
  const deductions: number[] = []
  for (const [i, { maintenanceRateFrac }] of tiers.entries()) {
    const before = tiers[i - 1]
    const step =
      before === undefined ? 0 : (before.notionalMax as number) * (maintenanceRateFrac - before.maintenanceRateFrac)
    deductions.push((deductions[i - 1] ?? 0) + step)
  }
  return deductions
}
