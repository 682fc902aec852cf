import type { PositionTables } from '../../margin/assumed-tables.ts'
import { sumOf } from '../../margin/charge.ts'
import { fundsOf } from '../../margin/funds.ts'
import { isolatedPools, tableRequirement } from '../../margin/isolated-pool.ts'
import type { Pool } from '../../margin/model.ts'
import { initialWithOrders, isolatedOrderMargin, type OrderedPosition, orderedPositions } from '../../margin/orders.ts'
import { positionMaintenance } from '../../margin/position-margin.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { haircutsByTable, rulesByTable } from '../../margin/table-rules.ts'

/**
 * The account pool and one pool for each isolated position. In the account pool balances and unrealised profit back
 * every position, and the requirement is the sum of the positions' own. Option value does not count: a short option's
 * mark is in its requirement, a long one needs nothing.
 */
export function genericPools(account: PricedAccount, parameters: PositionTables): readonly Pool[] {
  const rules = rulesByTable(parameters)
  const ordered = orderedPositions(account)
  return [accountPool(account, ordered, parameters), ...isolatedPools(account, tableRequirement(rules))]
}

function accountPool(account: PricedAccount, ordered: readonly OrderedPosition[], parameters: PositionTables): Pool {
  const rules = rulesByTable(parameters)
  const pooled = ordered.filter(({ position }) => !position.isIsolated)
  const positions = pooled.map(({ position }) => position).filter(isHeld)
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
      ...pooled.map((row) => initialWithOrders(row, rules(row.position), 1)),
      ...isolatedOrders.map((row) => isolatedOrderMargin(row, rules(row.position), 1)),
    ]),
    maintenance: sumOf(
      'maintenance',
      positions.map((position) => positionMaintenance(position, rules(position), 1)),
    ),
    trigger: 1,
    collateral: funds.collateral,
    positions,
    riskUnits: [],
  }
}
