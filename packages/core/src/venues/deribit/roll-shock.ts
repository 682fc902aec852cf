import { expm1 } from '../../num/exp-log.ts'
import type { MatrixReadings, PairParameters } from './parameters.ts'

export type RollRates = Pick<PairParameters, 'annualisedMoveFrac' | 'annualisedMoveMinFrac'>

/** Share of the net delta of an expiry that is charged for what its basis may move; perpetuals have no years left. */
export function rollShockRate(years: number, rates: RollRates, form: MatrixReadings['rollShockForm']): number {
  const annual = rates.annualisedMoveFrac * years
  return Math.max(rates.annualisedMoveMinFrac, form === 'exponential' ? expm1(annual) : annual)
}

/** `roll_shock` of one expiry, coins: expiries do not net. */
export function rollShock(
  delta: number,
  years: number,
  rates: RollRates,
  form: MatrixReadings['rollShockForm'],
): number {
  return Math.abs(delta) * rollShockRate(years, rates, form)
}
