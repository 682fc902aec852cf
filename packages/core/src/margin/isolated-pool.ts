import { fromRisk, toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { contractNotional } from '../pricing/priced.ts'
import { sumOf } from './charge.ts'
import type { Pool } from './model.ts'
import {
  leverageOf,
  type PositionRules,
  positionInitial,
  positionMaintenance,
  positionName,
} from './position-margin.ts'
import {
  optionValue,
  type PricedAccount,
  type PricedBalance,
  type PricedPosition,
  pendingProfit,
} from './priced-account.ts'

/** Digits of a margin the model sets aside by itself: the finest unit a crypto asset commonly has on a venue. */
const marginScale = 8

/**
 * The account with every isolated position's margin set aside: given, or entry notional ÷ leverage. What is set aside
 * leaves the balance of its settlement asset, which may go below zero.
 */
export function withIsolatedMargins(
  account: PricedAccount,
  rulesOf: (position: PricedPosition) => PositionRules,
): PricedAccount {
  if (!account.positions.some(({ isIsolated }) => isIsolated)) return account
  const positions = account.positions.map((position) =>
    position.isIsolated && position.isolatedMargin === undefined
      ? { ...position, isolatedMargin: defaultMargin(position, rulesOf(position)) }
      : position,
  )
  return { ...account, positions, balances: balancesLess(account.balances, positions) }
}

function defaultMargin(position: PricedPosition, rules: PositionRules): Decimal {
  const { priced, contracts, cost } = position
  const entryCost = Math.abs(cost ?? 0)
  if (priced.option !== undefined)
    return fromRisk(positionInitial(position, rules, priced.settlePrice).amount, marginScale, 'up')
  const notional = priced.instrument.payout === 'linear' ? entryCost : Math.abs(contracts) * contractNotional(priced)
  return fromRisk(entryCost / leverageOf(position, rules, notional), marginScale, 'up')
}

function balancesLess(
  balances: readonly PricedBalance[],
  positions: readonly PricedPosition[],
): readonly PricedBalance[] {
  const left = new Map(balances.map((balance) => [balance.asset, balance]))
  for (const { isolatedMargin, priced } of positions) {
    if (isolatedMargin === undefined) continue
    const { settle } = priced.instrument
    const from = left.get(settle) ?? { asset: settle, held: Decimal.zero, amount: 0, price: priced.settlePrice }
    const held = from.held.minus(isolatedMargin)
    left.set(settle, { ...from, held, amount: toRisk(held) })
  }
  return [...left.values()]
}

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
