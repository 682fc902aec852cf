import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { positionName } from '../../margin/position-margin.ts'
import { notionalOf, type PricedPosition } from '../../margin/priced-account.ts'
import { optionRatesOf, type PositionRules, ratesOf, shortOptionOf } from './position-rules.ts'
import { imrOf } from './position-tiers.ts'
import { shortInitial, shortMaintenance } from './short-option.ts'

/** Maintenance margin of one position by itself, in the pool's currency, of which one unit costs `poolPrice`. */
export function maintenanceCharge(position: PricedPosition, rules: PositionRules, poolPrice: number): Charge {
  if (position.priced.option !== undefined) return optionCharge(position, rules, poolPrice, shortMaintenance)
  return notionalCharge(position, poolPrice, 'mmr of the tier × notional', ratesOf(position, rules)?.mmrFrac ?? 0)
}

/** Initial margin of one position by itself: notional ÷ leverage, or a short option's. */
export function initialCharge(position: PricedPosition, rules: PositionRules, poolPrice: number): Charge {
  if (position.priced.option !== undefined) return optionCharge(position, rules, poolPrice, shortInitial)
  const rates = ratesOf(position, rules) ?? { mmrFrac: 0, imrFrac: 0 }
  return notionalCharge(position, poolPrice, 'notional ÷ leverage', imrOf(position, rates))
}

/** What its liquidation would cost, which the margin ratio adds. */
export function liquidationFee(position: PricedPosition, { fee }: PositionRules, poolPrice: number): number {
  const { priced, contracts } = position
  if (priced.option === undefined) return fee.futuresFrac * notionalOf(position) * quoteValue(priced, poolPrice)
  if (contracts >= 0) return 0
  const inQuote = fee.optionsFrac * notionalOf(position) * priced.quotePrice
  const premium = Math.abs(contracts) * priced.size * priced.mark * priced.settlePrice
  return Math.min(inQuote, fee.optionPremiumMaxFrac * premium) / poolPrice
}

function notionalCharge(position: PricedPosition, poolPrice: number, name: string, rateFrac: number): Charge {
  const { priced } = position
  const notional = leaf('notional', notionalOf(position), priced.instrument.underlying)
  return scaleOf(positionName(position), quoteValue(priced, poolPrice), scaleOf(name, rateFrac, notional))
}

/** Pool currency per unit of the notional's quote currency, paid in the settlement asset at its price. */
function quoteValue({ instrument, mark, settlePrice }: PricedPosition['priced'], poolPrice: number): number {
  return (instrument.payout === 'linear' ? settlePrice : settlePrice / mark) / poolPrice
}

/** A long option was paid for and needs nothing. */
function optionCharge(
  position: PricedPosition,
  rules: PositionRules,
  poolPrice: number,
  perCoin: typeof shortInitial,
): Charge {
  const { priced, contracts } = position
  const { underlying } = priced.instrument
  const rates = optionRatesOf(rules.parameters, underlying)
  if (contracts >= 0 || rates === null) return leaf(positionName(position), 0, underlying)
  const option = shortOptionOf(position, rules)
  const value = (Math.abs(contracts) * priced.size * priced.settlePrice) / poolPrice
  return sumOf(positionName(position), [
    leaf('margin above the mark', (perCoin(option, rates) - option.mark) * value, underlying),
    leaf('mark value', option.mark * value, underlying),
  ])
}
