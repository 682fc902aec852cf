import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { type LeverageTier, tierOf } from '../../margin/leverage-tiers.ts'

/** A future or perpetual, amounts in its settlement asset. */
export interface LeveragedValue {
  readonly value: number
  /** Effective. */
  readonly leverage: number
  /** Fee to close at the bankruptcy price, which no move of the mark changes. */
  readonly closingFee: number
}

/**
 * Initial margin: value ÷ leverage + fee to close.
 *
 * @see Bybit, "Initial Margin Calculation (USDC)", 2025-09-02, whose fee is at the entry while its value is at the mark; "Maintenance margin (USDT contract)", 2025-09-05.
 */
export function leveragedInitial({ value, leverage, closingFee }: LeveragedValue): Charge {
  const held = leaf('position value', value)
  return sumOf('position IM', [scaleOf('position value ÷ leverage', 1 / leverage, held), ...feeOf(closingFee)])
}

/** Maintenance margin: value × rate − deduction + fee to close. Without a table only the fee is known. */
export function bracketedMaintenance(
  { value, closingFee }: Omit<LeveragedValue, 'leverage'>,
  brackets: readonly LeverageTier[] | undefined,
): Charge {
  const held = leaf('position value', value)
  const fee = feeOf(closingFee)
  if (brackets === undefined) return sumOf('position MM', fee)
  const { maintenanceRateFrac, maintenanceDeduction } = tierOf(brackets, value)
  const rated = scaleOf('maintenance rate × position value', maintenanceRateFrac, held)
  const deducted = maintenanceDeduction === 0 ? [] : [leaf('maintenance deduction', -maintenanceDeduction)]
  return sumOf('position MM', [rated, ...deducted, ...fee])
}

function feeOf(closingFee: number): readonly Charge[] {
  return closingFee === 0 ? [] : [leaf('fee to close', closingFee)]
}
