import { type Charge, inUnit, leaf, maxOf, scaleOf, sumOf } from './charge.ts'
import { type LeverageTier, tierOf } from './leverage-tiers.ts'
import { notionalOf, type PricedPosition, sideOf } from './priced-account.ts'

/** Margin of a short option outside portfolio margin, fractions of the index. */
export interface ShortOptionRates {
  readonly initialFrac: number
  readonly initialFloorFrac: number
  readonly maintenanceFrac: number
}

/** What margins a position on its own: brackets for futures and perpetuals, rates for short options. */
export interface PositionRules {
  readonly tiers: readonly LeverageTier[]
  readonly wholePosition: boolean
  readonly shortOption: ShortOptionRates
}

/** Market currency per unit of the notional's quote currency, paid in the settlement asset at its price. */
function notionalPrice({ instrument, mark, settlePrice }: PricedPosition['priced']): number {
  return instrument.payout === 'linear' ? settlePrice : settlePrice / mark
}

/** `BTC/USDT:USDT long`. */
export function positionName(position: PricedPosition): string {
  return `${position.symbol} ${sideOf(position)}`
}

/** Maintenance margin of one position by itself, in the pool's currency, of which one unit costs `poolPrice`. */
export function positionMaintenance(position: PricedPosition, rules: PositionRules, poolPrice: number): Charge {
  const isOption = position.priced.option !== undefined
  const charge = isOption
    ? shortOptionMaintenance(position, rules.shortOption, poolPrice)
    : tieredMaintenance(position, rules, poolPrice)
  return { ...charge, riskFactor: position.priced.instrument.underlying }
}

function tieredMaintenance(
  position: PricedPosition,
  { tiers, wholePosition }: PositionRules,
  poolPrice: number,
): Charge {
  const notional = notionalOf(position)
  const tier = tierOf(tiers, notional)
  const rated = scaleOf('maintenance rate × notional', tier.maintenanceRateFrac, leaf('notional', notional))
  const inQuote =
    wholePosition || tier.maintenanceDeduction === 0
      ? [rated]
      : [rated, leaf('tier deduction', -tier.maintenanceDeduction)]
  const name = positionName(position)
  const inner = inUnit(position.priced.instrument.quote, sumOf('tiered maintenance', inQuote))
  return scaleOf(name, notionalPrice(position.priced) / poolPrice, inner)
}

function shortOptionMaintenance(
  position: PricedPosition,
  { maintenanceFrac }: ShortOptionRates,
  poolPrice: number,
): Charge {
  const name = positionName(position)
  if (position.contracts >= 0) return leaf(name, 0)
  const { index, units, markValue } = optionTerms(position, poolPrice)
  return sumOf(name, [
    scaleOf('maintenance rate × index', maintenanceFrac * units, leaf('index', index)),
    leaf('mark value', markValue),
  ])
}

/** Initial margin of one position by itself, pool currency: notional ÷ leverage, or a short option's rates. */
export function positionInitial(position: PricedPosition, rules: PositionRules, poolPrice: number): Charge {
  const isOption = position.priced.option !== undefined
  const charge = isOption
    ? shortOptionInitial(position, rules.shortOption, poolPrice)
    : leveragedInitial(position, rules, poolPrice)
  return { ...charge, riskFactor: position.priced.instrument.underlying }
}

function leveragedInitial(position: PricedPosition, rules: PositionRules, poolPrice: number): Charge {
  const notional = notionalOf(position)
  const name = positionName(position)
  const rated = scaleOf('notional ÷ leverage', 1 / leverageOf(position, rules, notional), leaf('notional', notional))
  return scaleOf(name, notionalPrice(position.priced) / poolPrice, inUnit(position.priced.instrument.quote, rated))
}

/** The leverage chosen, at most what the tier of this notional allows; the tier's own when none was chosen. */
export function leverageOf(
  position: Pick<PricedPosition, 'leverage'>,
  { tiers }: PositionRules,
  notional: number,
): number {
  const { leverageMax } = tierOf(tiers, notional)
  return Math.min(position.leverage ?? leverageMax, leverageMax)
}

function shortOptionInitial(position: PricedPosition, rates: ShortOptionRates, poolPrice: number): Charge {
  const name = positionName(position)
  if (position.contracts >= 0) return leaf(name, 0)
  const { index, units, markValue, outOfTheMoneyFrac } = optionTerms(position, poolPrice)
  const onIndex = maxOf('rate × index', [
    scaleOf(
      'initial rate less out-of-the-money',
      (rates.initialFrac - outOfTheMoneyFrac) * units,
      leaf('index', index),
    ),
    scaleOf('initial floor', rates.initialFloorFrac * units, leaf('index', index)),
  ])
  return sumOf(name, [onIndex, leaf('mark value', markValue)])
}

/** Amounts in the pool's currency. */
function optionTerms(
  { priced, contracts }: PricedPosition,
  poolPrice: number,
): {
  readonly index: number
  readonly units: number
  readonly markValue: number
  readonly outOfTheMoneyFrac: number
} {
  const { index, size, mark, settlePrice, quotePrice, option } = priced
  const units = Math.abs(contracts) * size
  const strike = (option?.strike ?? 0) * quotePrice
  const away = option?.right === 'call' ? strike - index : index - strike
  return {
    index: index / poolPrice,
    units,
    markValue: (units * mark * settlePrice) / poolPrice,
    outOfTheMoneyFrac: Math.max(0, away) / index,
  }
}
