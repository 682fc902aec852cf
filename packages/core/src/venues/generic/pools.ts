import type { PositionTables } from '../../margin/assumed-tables.ts'
import { type Charge, maxOf, sumOf } from '../../margin/charge.ts'
import { fundsOf } from '../../margin/funds.ts'
import { isolatedPool } from '../../margin/isolated-pool.ts'
import type { Pool } from '../../margin/model.ts'
import { type OrderedPosition, orderedPositions } from '../../margin/orders.ts'
import { type PositionRules, positionInitial, positionMaintenance, positionName } from '../../margin/position-margin.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { haircutsByTable, rulesByTable } from '../../margin/table-rules.ts'

/**
 * The account pool and one pool for each isolated position. In the account pool balances and unrealised profit back
 * every position, and the requirement is the sum of the positions' own. Option value does not count: a short option's
 * mark is in its requirement, a long one needs nothing.
 */
export function genericPools(account: PricedAccount, parameters: PositionTables): readonly Pool[] {
  const rules = rulesByTable(parameters)
  const ordered = orderedPositions(account)
  const isolated = ordered.filter(({ position }) => position.isIsolated)
  return [accountPool(account, ordered, parameters), ...isolated.filter(isHeld).map(({ position }) => isolatedPool(position, rules(position)))]
}

/** A flat position stands for orders alone, and has no margin of its own. */
function isHeld({ position }: OrderedPosition): boolean {
  return position.contracts !== 0 || position.cost !== 0
}

function accountPool(account: PricedAccount, ordered: readonly OrderedPosition[], parameters: PositionTables): Pool {
  const rules = rulesByTable(parameters)
  const pooled = ordered.filter(({ position }) => !position.isIsolated)
  const positions = pooled.filter(isHeld).map(({ position }) => position)
  const funds = fundsOf(account, positions, haircutsByTable(parameters.haircuts))
  const adjustedEquity = funds.countedValue + funds.profitValue
  const isolatedOrders = ordered.filter(({ position, fills }) => position.isIsolated && fills.length > 0)
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: funds.balancesValue + funds.profitValue + funds.optionsValue,
    adjustedEquity,
    initial: sumOf('initial', [
      ...pooled.map((row) => initialOf(row, rules(row.position))),
      ...isolatedOrders.map((row) => orderMargin(row, rules(row.position))),
    ]),
    maintenance: sumOf('maintenance', positions.map((position) => positionMaintenance(position, rules(position), 1))),
    trigger: 1,
    collateral: funds.collateral,
    positions,
    riskUnits: [],
  }
}

/** Initial margin with the open orders: the worst of no fill, all buys filled and all sells filled. */
function initialOf({ position, fills }: OrderedPosition, rules: PositionRules): Charge {
  const held = positionInitial(position, rules, 1)
  if (fills.length === 0) return held
  return maxOf(`${positionName(position)} with orders`, [held, ...fills.map((fill) => positionInitial(fill, rules, 1))])
}

/** What orders on an isolated position would add to its margin; it comes out of the free balance. */
function orderMargin({ position, fills }: OrderedPosition, rules: PositionRules): Charge {
  const held = positionInitial(position, rules, 1)
  const worst = maxOf('with orders', [held, ...fills.map((fill) => positionInitial(fill, rules, 1))])
  return sumOf(`${positionName(position)} orders`, [worst, { ...held, name: 'already set aside', amount: -held.amount, rule: 'leaf', parts: [] }])
}
