import { sumOf } from '../../margin/charge.ts'
import { type IsolatedRequirement, isolatedPool } from '../../margin/isolated-pool.ts'
import type { Pool } from '../../margin/model.ts'
import { orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { toRisk } from '../../num/crossing.ts'
import { bybitFunds } from './funds.ts'
import { positionLacks } from './lacks.ts'
import { isolatedOrders, orderLosses } from './order-charges.ts'
import { initialOf, maintenanceOf } from './position-charges.ts'
import type { BybitRules } from './rules.ts'

/** Every position has its own margin; what is left of the balances is free, and needs only what orders would set aside. */
export function isolatedPools(account: PricedAccount, rules: BybitRules): readonly Pool[] {
  const ordered = orderedPositions(account)
  const held = ordered.map(({ position }) => position).filter(isHeld)
  return [freePool(account, rules), ...held.map((position) => isolatedPool(position, requirementOf(position, rules)))]
}

function freePool(account: PricedAccount, rules: BybitRules): Pool {
  const withOrders = orderedPositions(account).filter(({ fills }) => fills.length > 0)
  const funds = bybitFunds(account, [], rules)
  const unknown = withOrders.flatMap(({ position, fills }) =>
    [position, ...fills].flatMap((each) => positionLacks(each, rules)),
  )
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: funds.balancesValue,
    adjustedEquity: funds.balancesValue,
    initial: sumOf('initial', [...withOrders.map((row) => isolatedOrders(row, rules, 1)), ...orderLosses(account)]),
    maintenance: sumOf('maintenance', []),
    trigger: 1,
    collateral: funds.collateral.map((row) => ({ ...row, counted: toRisk(row.held), haircutFrac: 0 })),
    positions: [],
    riskUnits: [],
    unknown,
  }
}

function requirementOf(position: PricedPosition, rules: BybitRules): IsolatedRequirement {
  const { settlePrice } = position.priced
  return {
    initial: sumOf('initial', [initialOf(position, rules, settlePrice)]),
    maintenance: sumOf('maintenance', [maintenanceOf(position, rules, settlePrice)]),
    unknown: positionLacks(position, rules),
  }
}
