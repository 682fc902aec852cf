import { fromUnits } from '../num/fixed-point.ts'
import { type Charge, leaf, sumOf } from './charge.ts'

// Venues on a chain weigh every balance and position by itself: what is held counts at less than it is worth, what is
// owed at more, and health is the difference. They do it in whole units of a fixed point; so does this.

/** One balance or position as it is weighed, units of money. */
export interface HealthLine {
  readonly name: string
  readonly riskFactor: string
  /** What it puts behind the account: weighted value of what is held, and profit that counts; a loss is negative. */
  readonly backing: bigint
  /** What it asks of the account: weighted value of what is owed, and a share of the notional; never negative. */
  readonly asked: bigint
}

/** Price of what is held, and of what is owed. */
export interface SidedPrices {
  readonly asset: bigint
  readonly liability: bigint
}

/** Weight of what is held, at most one, and of what is owed, at least one. */
export interface SidedWeights {
  readonly asset: bigint
  readonly liability: bigint
}

/** Against a price pushed for a moment: what is held is worth the lower of oracle and average, what is owed the higher. */
export function strictPrices(oracle: bigint, average: bigint): SidedPrices {
  return oracle < average ? { asset: oracle, liability: average } : { asset: average, liability: oracle }
}

export function oraclePrices(oracle: bigint): SidedPrices {
  return { asset: oracle, liability: oracle }
}

/** A balance worth `value`: it backs at the weight of an asset, or asks at that of a liability. */
export function weightedBalance(
  { name, riskFactor, value }: { readonly name: string; readonly riskFactor: string; readonly value: bigint },
  { asset, liability }: SidedWeights,
  one: bigint,
): HealthLine {
  const backing = value > 0n ? (value * asset) / one : 0n
  return { name, riskFactor, backing, asked: value < 0n ? (-value * liability) / one : 0n }
}

/** Weight of an asset of which the venue holds much: the share of `start` in the total, from `start` on. */
export function scaledAssetWeight(weight: bigint, start: bigint, total: bigint): bigint {
  return total < start || total === 0n ? weight : (weight * start) / total
}

/** Weight of a liability of which the venue lends much: above `start` it grows with the total. */
export function scaledLiabilityWeight(weight: bigint, start: bigint, total: bigint): bigint {
  return total <= start || start === 0n ? weight : (weight * total) / start
}

/** What a position becomes with all its bids filled, and with all its asks filled; sizes of orders are not negative. */
export function fillsOf(base: bigint, bids: bigint, asks: bigint): readonly [bigint, bigint] {
  return [base + bids, base - asks]
}

export interface HealthSums {
  readonly backing: bigint
  readonly asked: bigint
  readonly health: bigint
}

export function healthOf(lines: readonly HealthLine[]): HealthSums {
  let backing = 0n
  let asked = 0n
  for (const line of lines) {
    backing += line.backing
    asked += line.asked
  }
  return { backing, asked, health: backing - asked }
}

/** What a pool of weighed lines has and needs, pool currency. */
export interface HealthMargins {
  /** Backing for maintenance, so that adjusted equity less either requirement is the health of that name. */
  readonly adjustedEquity: number
  readonly initial: Charge
  readonly maintenance: Charge
}

/**
 * Maintenance asks what its lines ask. To open, lines may ask more, and what backs the account may count for less: the
 * difference is asked too, line by line.
 */
export function healthMargins(
  maintenance: readonly HealthLine[],
  initial: readonly HealthLine[],
  unitsPerOne: number,
): HealthMargins {
  const held = new Map(maintenance.map(({ name, backing }) => [name, backing]))
  const lost = initial
    .map(({ name, riskFactor, backing }) => ({ name, riskFactor, amount: (held.get(name) ?? 0n) - backing }))
    .filter(({ amount }) => amount !== 0n)
  const asked = sumOf('margin requirement', askedBy(initial, unitsPerOne))
  const uncounted = lost.map(({ name, riskFactor, amount }) => leaf(name, fromUnits(amount, unitsPerOne), riskFactor))
  return {
    adjustedEquity: fromUnits(healthOf(maintenance).backing, unitsPerOne),
    initial: sumOf(
      'initial',
      uncounted.length === 0 ? [asked] : [asked, sumOf('counts to stay, not to open', uncounted)],
    ),
    maintenance: sumOf('maintenance', askedBy(maintenance, unitsPerOne)),
  }
}

function askedBy(lines: readonly HealthLine[], unitsPerOne: number): readonly Charge[] {
  return lines
    .filter(({ asked }) => asked !== 0n)
    .map(({ name, riskFactor, asked }) => leaf(name, fromUnits(asked, unitsPerOne), riskFactor))
}
