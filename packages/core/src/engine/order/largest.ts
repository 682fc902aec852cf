import type { Derivative } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'

/**
 * The largest quantity below `contracts`, of its sign, for which `fits` is true, when it is monotone: fewer contracts fit
 * when more do. Zero when not even one unit fits. A unit is 1e-8 contracts; one contract where a whole number was asked of
 * contracts that are counted: inverse ones, and those that are not of one unit of the underlying.
 *
 * Bisection on the exact number of units, so that one unit more does not fit: about as many checks as units have bits.
 */
export function largestThatFits(
  contracts: Decimal,
  instrument: Derivative,
  fits: (contracts: Decimal) => boolean,
): Decimal {
  const unit = unitOf(contracts, instrument)
  const sized = (units: bigint): Decimal => unit.times(Decimal.of(units.toString()))
  const sign = contracts.sign() < 0 ? -1n : 1n
  let fitting = 0n
  let breaching = BigInt(contracts.abs().dividedBy(unit, 0, 'up').toString())
  while (breaching - fitting > 1n) {
    const middle = (fitting + breaching) / 2n
    if (fits(sized(sign * middle))) fitting = middle
    else breaching = middle
  }
  return sized(sign * fitting)
}

const one = Decimal.of('1')
const smallest = Decimal.of('0.00000001')

function unitOf(contracts: Decimal, { kind, payout, contractSize }: Derivative): Decimal {
  const isCounted = (kind !== 'option' && payout === 'inverse') || !contractSize.equals(one)
  return isCounted && contracts.rounded(0, 'down').equals(contracts) ? one : smallest
}
