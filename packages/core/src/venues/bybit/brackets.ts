import { tierDeductions } from '../../margin/leverage-tiers.ts'
import { assert } from '../../num/assert.ts'

/** One row of a risk limit table as the venue prints it. */
export interface RiskLimit {
  /** Largest position value in this row, settlement asset, inclusive: USDT of a linear contract, coins of an inverse one. */
  readonly valueMax: number
  readonly leverageMax: number
  /** Maintenance margin ÷ position value, as a fraction. */
  readonly maintenanceRateFrac: number
}

/** The same with what is subtracted so that each slice of value pays its own rate, settlement asset. */
export interface Bracket extends RiskLimit {
  readonly deduction: number
}

/**
 * Rows with their deductions: limit below × (rate − rate below) + deduction below.
 *
 * @see Bybit, "Maintenance margin (USDT contract)", 2025-09-05.
 */
export function bracketsOf(limits: readonly RiskLimit[]): readonly Bracket[] {
  const deductions = tierDeductions(
    limits.map(({ valueMax, maintenanceRateFrac }) => ({ notionalMax: valueMax, maintenanceRateFrac })),
  )
  return limits.map((limit, i) => ({ ...limit, deduction: deductions[i] ?? 0 }))
}

/** The row of a position value; above the last limit the last row goes on. */
export function bracketAt(brackets: readonly Bracket[], value: number): Bracket {
  const bracket = brackets.find(({ valueMax }) => value <= valueMax) ?? brackets.at(-1)
  assert(bracket !== undefined, 'a risk limit table must not be empty')
  return bracket
}

/** Value × rate − deduction, settlement asset. */
export function bracketMaintenance({ maintenanceRateFrac, deduction }: Bracket, value: number): number {
  return value * maintenanceRateFrac - deduction
}
