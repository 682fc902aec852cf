import { rowAt } from '../../margin/bracket.ts'
import { assert } from '../../num/assert.ts'

/**
 * One row of a contract's table: largest notional (inclusive; null when the table ends without a bound), maintenance
 * rate as a fraction, maintenance amount, largest leverage. Notional and amount are in the quote currency for USD-M
 * and in the coin for COIN-M. The venue writes the amount as `cum`.
 */
export type Bracket = readonly [
  notionalMax: number | null,
  maintenanceRateFrac: number,
  maintenanceAmount: number,
  leverageMax: number,
]

export type BracketTable = readonly Bracket[]

/** The bracket of a notional: floor < notional ≤ cap. Beyond the last cap the last bracket goes on. */
export function bracketOf(table: BracketTable, notional: number): Bracket {
  const found = rowAt(table, notional, ([notionalMax]) => notionalMax)
  assert(found !== undefined, 'a bracket table must not be empty')
  return found
}

/** Largest notional that the table speaks of; null when it has no end. */
export function notionalMaxOf(table: BracketTable): number | null {
  return table.at(-1)?.[0] ?? null
}

/** A rate and an amount taken together: what a bracket asks of a notional. */
export interface MaintenanceTerms {
  readonly maintenanceRateFrac: number
  /** `cum`. */
  readonly maintenanceAmount: number
}

export function termsOf([, maintenanceRateFrac, maintenanceAmount]: Bracket): MaintenanceTerms {
  return { maintenanceRateFrac, maintenanceAmount }
}

/**
 * Maintenance margin of a notional, in its unit: notional × rate − amount.
 *
 * @see Binance FAQ b3c689c1, "How to calculate liquidation price of USDⓈ-M futures contracts".
 */
export function maintenanceMargin(
  notional: number,
  { maintenanceRateFrac, maintenanceAmount }: MaintenanceTerms,
): number {
  return notional * maintenanceRateFrac - maintenanceAmount
}

/**
 * Maintenance amount of each bracket from its floor and rate: the amount of the one below (`first` and `firstRateFrac`
 * are those of the one below the list) + floor × the step of the rate, so that the margin has no jump.
 *
 * @see Binance FAQ ceccfcfb, "How to calculate liquidation price of COIN-M futures contracts".
 */
export function maintenanceAmounts(
  brackets: readonly { readonly floor: number; readonly maintenanceRateFrac: number }[],
  first: MaintenanceTerms = { maintenanceRateFrac: 0, maintenanceAmount: 0 },
): readonly number[] {
  let { maintenanceRateFrac: rateBefore, maintenanceAmount: amount } = first
  return brackets.map(({ floor, maintenanceRateFrac }) => {
    amount += floor * (maintenanceRateFrac - rateBefore)
    rateBefore = maintenanceRateFrac
    return amount
  })
}
