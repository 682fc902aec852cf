import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { positionName } from '../../margin/position-margin.ts'
import type { PricedPosition } from '../../margin/priced-account.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { coinDelta } from './contract-row.ts'
import { futureRates } from './future-rate.ts'
import type { StandardParameters } from './parameters.ts'
import { inverseShortOption, linearShortOption } from './short-option.ts'

/** What one position needs by itself, in a pool's currency. */
export interface StandardCharges {
  readonly initial: Charge
  readonly maintenance: Charge
  readonly unknown: readonly Failure[]
}

export function standardCharges(
  position: PricedPosition,
  parameters: StandardParameters,
  poolPrice: number,
): StandardCharges {
  return position.priced.option === undefined
    ? futureCharges(position, parameters, poolPrice)
    : optionCharges(position, parameters, poolPrice)
}

/** Coins × rate of that many coins, valued at the index. */
function futureCharges(position: PricedPosition, { futures }: StandardParameters, poolPrice: number): StandardCharges {
  const { instrument, index, settlePrice } = position.priced
  const { underlying, kind, payout } = instrument
  const name = positionName(position)
  if (position.contracts === 0) return nothing(name)
  const rate = Object.hasOwn(futures, underlying)
    ? futures[underlying]?.[kind === 'perpetual' ? kind : 'future']
    : undefined
  if (rate === undefined) return missing(name, [['futures', underlying]])
  const coins = Math.abs(position.contracts) * coinDelta(position.priced)
  const rates = futureRates(coins, rate)
  if ('missing' in rates)
    return missing(
      name,
      rates.missing.map((field) => ['futures', underlying, kind, field]),
    )
  const price = (payout === 'inverse' ? settlePrice : index) / poolPrice
  const value = leaf('coins at the index', coins * price, underlying)
  return {
    initial: scaleOf(name, rates.initial, value),
    maintenance: scaleOf(name, rates.maintenance, value),
    unknown: [],
  }
}

/** A long option is paid in full and needs nothing. */
function optionCharges(
  position: PricedPosition,
  { inverseOption, linearOption }: StandardParameters,
  poolPrice: number,
): StandardCharges {
  const { priced, contracts } = position
  const { instrument, option, size, mark, index, quotePrice, settlePrice } = priced
  const name = positionName(position)
  if (option === undefined || contracts >= 0) return nothing(name)
  const { right, strike } = option
  const terms = { right, strike, mark, index: index / quotePrice }
  const margin =
    instrument.payout === 'inverse' ? inverseShortOption(terms, inverseOption) : linearShortOption(terms, linearOption)
  const units = (Math.abs(contracts) * size * settlePrice) / poolPrice
  const charge = (amount: number): Charge =>
    scaleOf(
      name,
      units,
      sumOf('of one unit', [
        leaf('on the index', amount - mark, instrument.underlying),
        leaf('mark', mark, instrument.underlying),
      ]),
    )
  return { initial: charge(margin.initial), maintenance: charge(margin.maintenance), unknown: [] }
}

function nothing(name: string): StandardCharges {
  return { initial: leaf(name, 0), maintenance: leaf(name, 0), unknown: [] }
}

function missing(name: string, paths: readonly (readonly string[])[]): StandardCharges {
  const unknown = paths.map((path) =>
    problem(
      'params.missing',
      pointer('parameters', ...path),
      `${path.join(' ')} must be given for ${name}, the set has none`,
    ),
  )
  return { ...nothing(name), unknown }
}
