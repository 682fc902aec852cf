import { Decimal } from '../../num/decimal.ts'

/** Digits of the largest quantity that is told. */
const quantityScale = 8

/**
 * The largest quantity below `contracts`, of its sign, for which `fits` is true, when it is monotone: fewer contracts fit
 * when more do. Zero when not even one unit fits. A unit is one contract when a whole number of contracts was asked that are
 * each not one unit of the underlying (they are counted, as contracts of 10 USD are), else 1e-8.
 *
 * Bisection on the exact number of units, so that one unit more does not fit: about as many checks as units have bits.
 */
export function largestThatFits(
  contracts: Decimal,
  contractSize: Decimal,
  fits: (contracts: Decimal) => boolean,
): Decimal {
  const unit = unitOf(contracts, contractSize)
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

function unitOf(contracts: Decimal, contractSize: Decimal): Decimal {
  const isCounted = !contractSize.equals(one) && contracts.rounded(0, 'down').equals(contracts)
  return isCounted ? one : smallest.rounded(quantityScale, 'nearest-even')
}
