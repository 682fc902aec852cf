import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, scaleOf, sumOf } from '../../margin/charge.ts'
import { fundsOf } from '../../margin/funds.ts'
import { isolatedPool, tableRequirement } from '../../margin/isolated-pool.ts'
import type { PositionMarginals } from '../../margin/marginals.ts'
import type { CountedCollateral, Pool } from '../../margin/model.ts'
import { isolatedOrderMargin, orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { haircutsByTable, rulesByTable } from '../../margin/table-rules.ts'
import { houseMaintenance } from './charges.ts'
import { type HouseEngine, riskOf } from './engine.ts'
import { houseMarginals } from './marginals.ts'
import { riskUnitsOf } from './risk.ts'
import { unitsOf } from './unit.ts'

/** One pool of everything that nets, option value counted both ways, and a pool for each isolated position. */
export function housePools(account: PricedAccount, engine: HouseEngine): readonly Pool[] {
  const isolated = account.positions.filter((position) => position.isIsolated)
  const requirementOf = tableRequirement(rulesByTable(engine.parameters.tables))
  return [accountPool(account, engine), ...isolated.map((position) => isolatedPool(position, requirementOf(position)))]
}

function accountPool(account: PricedAccount, engine: HouseEngine): Pool {
  const positions = account.positions.filter((position) => !position.isIsolated)
  const funds = fundsOf(account, positions, haircutsByTable(engine.parameters.tables.haircuts))
  const risk = riskOf(account, positions, funds.collateral, engine)
  const maintenance = houseMaintenance(risk, engine.market, engine.parameters)
  const held = scaleOf('initial factor × maintenance', engine.parameters.initialFactor, maintenance)
  const orders = orderCharges(account, funds.collateral, risk.maintenance, engine)
  const beyondBalances = funds.profitValue + funds.optionsValue
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: funds.balancesValue + beyondBalances,
    adjustedEquity: funds.countedValue + beyondBalances,
    initial: sumOf('initial', orders.length === 0 ? [held] : [held, sumOf('open orders', orders)]),
    maintenance,
    trigger: 1,
    collateral: funds.collateral,
    positions,
    riskUnits: riskUnitsOf(risk, engine.market),
  }
}

/** Orders on the pool cost what they add to its risk; those on isolated positions hedge nothing, and cost what the tables ask. */
function orderCharges(
  account: PricedAccount,
  collateral: readonly CountedCollateral[],
  held: number,
  engine: HouseEngine,
): readonly Charge[] {
  if (account.orders.length === 0) return []
  const { initialFactor, tables } = engine.parameters
  const rules = rulesByTable(tables)
  const isolated = orderedPositions(account).filter(({ position, fills }) => position.isIsolated && fills.length > 0)
  return [
    ...addedByOrders(account, {
      held,
      of: (positions) => riskOf(account, positions, collateral, engine).maintenance,
      factor: initialFactor,
    }),
    ...isolated.map((row) => isolatedOrderMargin(row, rules(row.position), 1)),
  ]
}

/** What each position does to its pool's requirement; null where the formula cannot tell them apart. */
export function housePoolMarginals(
  account: PricedAccount,
  pool: Pool,
  engine: HouseEngine,
): ReadonlyMap<PricedPosition, PositionMarginals> | null {
  if (pool.positions.some((position) => position.isIsolated)) return null
  return houseMarginals(account, unitsOf(account, pool.positions, pool.collateral, engine.memory), engine)
}
