import { type LeverageTier, tierDeductions } from '../../margin/leverage-tiers.ts'

/** From `notionalMin` on, at most `leverageMax`. */
export interface TableRow {
  /** USDC. */
  readonly notionalMin: number
  readonly leverageMax: number
}

/**
 * A margin table as leverage tiers: maintenance is a share of the initial margin at the tier's largest leverage, with
 * deductions that make it continuous.
 *
 * @see hyperliquid.gitbook.io/hyperliquid-docs/trading/margin-tiers.
 */
export function leverageTiers(rows: readonly TableRow[], maintenanceShareFrac: number): readonly LeverageTier[] {
  const rated = rows.map(({ leverageMax }, i) => ({
    notionalMax: rows[i + 1]?.notionalMin ?? null,
    maintenanceRateFrac: maintenanceShareFrac / leverageMax,
    leverageMax,
  }))
  const deductions = tierDeductions(rated)
  return rated.map((tier, i) => ({ ...tier, maintenanceDeduction: deductions[i] as number }))
}
