import { toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { sumOf } from './charge.ts'
import type { Pool } from './model.ts'
import { type PositionRules, positionInitial, positionMaintenance, positionName } from './position-margin.ts'
import { optionValue, type PricedPosition, pendingProfit } from './priced-account.ts'

/** The pool of one isolated position, in its settlement asset: only its own margin backs it. */
export function isolatedPool(position: PricedPosition, rules: PositionRules): Pool {
  const { priced, isolatedMargin = Decimal.zero } = position
  const funds = toRisk(isolatedMargin) + pendingProfit(position)
  return {
    name: positionName(position),
    currency: priced.instrument.settle,
    currencyPrice: priced.settlePrice,
    equity: funds + optionValue(position),
    adjustedEquity: funds,
    initial: sumOf('initial', [positionInitial(position, rules, priced.settlePrice)]),
    maintenance: sumOf('maintenance', [positionMaintenance(position, rules, priced.settlePrice)]),
    trigger: 1,
    collateral: [collateralOf(position, isolatedMargin)],
    positions: [position],
    riskUnits: [],
  }
}

function collateralOf({ priced }: PricedPosition, held: Decimal) {
  return { asset: priced.instrument.settle, held, price: priced.settlePrice, counted: toRisk(held), haircutFrac: 0 }
}
