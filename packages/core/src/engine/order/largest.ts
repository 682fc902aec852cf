import type { Derivative } from '../../market/instrument.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'

/** What is lacking for a quantity; it fits when that is not positive. */
type LackOf = (contracts: Decimal) => number

/** A number of units with what it lacks. */
interface Tried {
  readonly units: bigint
  readonly lack: number
}

/**
 * The largest quantity below `contracts`, of its sign, that fits, when what fits is monotone: fewer contracts fit when more
 * do. Zero when not even one unit fits. A unit is 1e-8 contracts; one contract where a whole number was asked of contracts
 * that are counted: inverse ones, and those that are not of one unit of the underlying.
 *
 * The exact number of units is bracketed until one unit more does not fit: where the line through what both ends lack is at
 * zero, then just beyond that, then in the middle. Margin is nearly straight between its kinks, so that few checks are
 * enough; three for each bit of the number of units are the most.
 */
export function largestThatFits(
  asked: { readonly contracts: Decimal; readonly lack: number },
  instrument: Derivative,
  lackOf: LackOf,
): Decimal {
  const { contracts, lack } = asked
  const unit = unitOf(contracts, instrument)
  const sized = (units: bigint): Decimal => unit.times(Decimal.of((contracts.sign() < 0 ? -units : units).toString()))
  const tried = (units: bigint): Tried => ({ units, lack: lackOf(sized(units)) })
  const breaching = { units: BigInt(contracts.abs().dividedBy(unit, 0, 'up').toString()), lack }
  if (breaching.units <= 1n) return Decimal.zero
  const least = tried(1n)
  return least.lack > 0 ? Decimal.zero : sized(bracketed(least, breaching, tried))
}

function bracketed(fitting: Tried, breaching: Tried, tried: (units: bigint) => Tried): bigint {
  let [low, high] = [fitting, breaching]
  let last = low
  for (let i = 0; high.units - low.units > 1n; i++) {
    last = tried(within(guess(i % 3, low, high, last), low.units, high.units))
    if (last.lack > 0) high = last
    else low = last
  }
  return low.units
}

function guess(turn: number, low: Tried, high: Tried, last: Tried): bigint {
  if (turn === 0) {
    const share = -low.lack / (high.lack - low.lack)
    return low.units + BigInt(Math.floor(share * toRisk(Decimal.of((high.units - low.units).toString()))))
  }
  // The line met zero near the last guess: the other side of it is near as well.
  if (turn === 1) return last.lack > 0 ? last.units - 1n : last.units + 1n
  return (low.units + high.units) / 2n
}

function within(units: bigint, low: bigint, high: bigint): bigint {
  if (units <= low) return low + 1n
  return units >= high ? high - 1n : units
}

const one = Decimal.of('1')
const smallest = Decimal.of('0.00000001')

function unitOf(contracts: Decimal, { kind, payout, contractSize }: Derivative): Decimal {
  const isCounted = (kind !== 'option' && payout === 'inverse') || !contractSize.equals(one)
  return isCounted && contracts.rounded(0, 'down').equals(contracts) ? one : smallest
}
