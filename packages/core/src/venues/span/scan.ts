import { assert, finite } from '../../num/assert.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { pairedScenario } from './scenarios.ts'

/** What a commodity's net array says, market currency. */
export interface ScanResult {
  /** Index of the worst scenario. */
  readonly active: number
  /** Its loss, never negative. */
  readonly scanRisk: number
}

/**
 * Scan risk of a risk array, in its own money: the largest loss over its scenarios, 0 when none loses. Entries are profit
 * (+) and loss (−), as everywhere here; CME prints them the other way round.
 *
 * @throws InvariantError when the array is empty or holds NaN or an infinity.
 * @see McMillan, L. (2012), Options as a Strategic Investment, 5th ed., ch. 34, which prints arrays and their scan risk.
 */
export function scanOf(net: Float64Array): ScanResult {
  assert(net.length > 0, 'a risk array must not be empty')
  for (const entry of net) finite(entry, 'risk array entry')
  const active = worstCell(net)
  return { active, scanRisk: Math.max(0, -(net[active] as number)) }
}

/**
 * The part of a scan risk that prices make, for an array of the sixteen scenarios: the loss of the active scenario
 * averaged with that of its pair, which takes volatility out, less the loss at an unchanged price averaged over both
 * volatilities, which is a day's. Never negative.
 *
 * @see CME Group, SPAN inter-commodity report: scan, time, volatility and delta are told apart; the formula is as
 * commonly given, not confirmed by a page of the exchange.
 */
export function priceRisk(net: Float64Array, { active, scanRisk }: ScanResult): number {
  const lossAt = (i: number): number => -(net[i] as number)
  const withoutVol = (lossAt(active) + lossAt(pairedScenario(active))) / 2
  const time = (lossAt(0) + lossAt(1)) / 2
  return scanRisk === 0 ? 0 : Math.max(0, withoutVol - time)
}

/** Delta of a contract over its price points, by their weights; a single delta is composite already. */
export function compositeDelta(delta: number | readonly number[], weights: readonly number[]): number {
  if (typeof delta === 'number') return delta
  let sum = 0
  for (const [i, each] of delta.entries()) sum += each * (weights[i] ?? 0)
  return sum
}
