import { power } from '../../num/exp-log.ts'
import type { LegacyParameters } from './parameters.ts'

/** Volatility shock of the early pages and the deck: range × (30 ÷ days)^power. */
export function legacyVolShock(rangeFrac: number, days: number, vegaPower: number): number {
  return rangeFrac * power(30 / days, vegaPower)
}

/** Coins for futures held: a share of all of them, or of what long and short ones offset. */
export function futuresContingency(
  long: number,
  short: number,
  {
    futuresContingencyFrac,
    futuresContingencyOn,
  }: Pick<LegacyParameters, 'futuresContingencyFrac' | 'futuresContingencyOn'>,
): number {
  return futuresContingencyFrac * (futuresContingencyOn === 'offsetting' ? Math.min(long, short) : long + short)
}

/** Calls and puts of one strike and expiry together, coins; negative is short. */
export interface StrikePosition {
  readonly strike: number
  readonly net: number
}

/** Options that are charged, coins. */
export function netShort(strikes: readonly StrikePosition[]): number {
  let short = 0
  for (const { net } of strikes) short += Math.max(0, -net)
  return short
}

/**
 * The same after the deck's two reliefs: a strike within the range around the index counts in proportion to its distance,
 * and a short is covered by longs further out of the money on its side.
 */
export function rolledShort(strikes: readonly StrikePosition[], index: number, rangeFrac: number): number {
  const scaled = strikes.map(({ strike, net }) => ({ strike, net: net * nearness(strike, index, rangeFrac) }))
  const ascending = scaled.toSorted((a, b) => a.strike - b.strike)
  const above = ascending.filter(({ strike }) => strike >= index)
  const below = ascending.filter(({ strike }) => strike < index).toReversed()
  return uncovered(above) + uncovered(below)
}

function nearness(strike: number, index: number, rangeFrac: number): number {
  return rangeFrac === 0 ? 1 : Math.min(1, Math.abs(index - strike) / (index * rangeFrac))
}

/** Outward from the index: what is short so far, less the longs beyond it. */
function uncovered(outward: readonly StrikePosition[]): number {
  let short = 0
  for (const { net } of outward) short = Math.max(0, short - net)
  return short
}

/** Share of what long and short vega of different expiries offset, in the money of its entries. */
export function vegaContingency(byExpiry: Iterable<number>, contingencyFrac: number): number {
  let long = 0
  let short = 0
  for (const vega of byExpiry) {
    if (vega > 0) long += vega
    else short -= vega
  }
  return contingencyFrac * Math.min(long, short)
}
