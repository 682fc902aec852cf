import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { fundsOf } from '../../margin/funds.ts'
import { isolatedPool } from '../../margin/isolated-pool.ts'
import type { PositionMarginals } from '../../margin/marginals.ts'
import type { CountedCollateral, Pool } from '../../margin/model.ts'
import { isolatedOrderMargin, type OrderedPosition, orderedPositions } from '../../margin/orders.ts'
import { positionName } from '../../margin/position-margin.ts'
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
  const rules = rulesByTable(engine.parameters.tables)
  return [accountPool(account, engine), ...isolated.map((position) => isolatedPool(position, rules(position)))]
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

/**
 * For each instrument with orders: what the worse of all buys and all sells would add. Hedging orders add nothing;
 * orders on an isolated position hedge nothing, and cost what its tables ask.
 */
function orderCharges(
  account: PricedAccount,
  collateral: readonly CountedCollateral[],
  maintenanceHeld: number,
  engine: HouseEngine,
): readonly Charge[] {
  const { initialFactor, tables } = engine.parameters
  const rules = rulesByTable(tables)
  return orderedPositions(account)
    .filter(({ fills }) => fills.length > 0)
    .map((row) => {
      if (row.position.isIsolated) return isolatedOrderMargin(row, rules(row.position), 1)
      const after = row.fills.map(
        (fill) => riskOf(account, withFill(account, row, fill), collateral, engine).maintenance,
      )
      const added = Math.max(0, ...after.map((maintenance) => maintenance - maintenanceHeld))
      return leaf(
        `${positionName(row.position)} orders`,
        initialFactor * added,
        row.position.priced.instrument.underlying,
      )
    })
}

function withFill(
  { positions }: PricedAccount,
  { position }: OrderedPosition,
  fill: PricedPosition,
): readonly PricedPosition[] {
  return [...positions.filter((other) => other !== position && !other.isIsolated), fill]
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
