import { type LeverageTier, tierDeductions } from '../../margin/leverage-tiers.ts'

/** One row of a risk limit table as the venue prints it. */
export interface RiskLimit {
  /** Largest position value in this row, settlement asset, inclusive: USDT of a linear contract, coins of an inverse one. */
  readonly valueMax: number
  readonly leverageMax: number
  /** Maintenance margin ÷ position value, as a fraction. */
  readonly maintenanceRateFrac: number
}

/**
 * Rows as tiers, of which each slice of value pays its own rate: the deduction is limit below × (rate − rate below) +
 * deduction below. Bounds and deductions are in the settlement asset.
 *
 * @see Bybit, "Maintenance margin (USDT contract)", 2025-09-05.
 */
export function bracketsOf(limits: readonly RiskLimit[]): readonly LeverageTier[] {
  const tiers = limits.map(({ valueMax, ...rates }) => ({ ...rates, notionalMax: valueMax }))
  const deductions = tierDeductions(tiers)
  return tiers.map((tier, i) => ({ ...tier, maintenanceDeduction: deductions[i] as number }))
}
