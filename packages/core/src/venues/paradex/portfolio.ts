import { cashFunds, chargedRequirement, isolatedOrders, type PositionCharges } from '../../margin/cash-pools.ts'
import { sumOf } from '../../margin/charge.ts'
import { isolatedPools } from '../../margin/isolated-pool.ts'
import type { Pool } from '../../margin/model.ts'
import { nettedPositions } from '../../margin/one-way.ts'
import { orderedPositions, workingOrders } from '../../margin/orders.ts'
import type { PricedAccount, PricedOrder } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import type { PortfolioEngine } from './portfolio-risk.ts'

/** One pool in the market's currency, coin by coin, and one for each isolated position. */
export function portfolioPools(
  account: PricedAccount,
  engine: PortfolioEngine,
  charges: PositionCharges,
): readonly Pool[] {
  return [accountPool(account, engine, charges), ...isolatedPools(account, chargedRequirement(charges))]
}

function accountPool(account: PricedAccount, engine: PortfolioEngine, charges: PositionCharges): Pool {
  const positions = account.positions.filter((position) => !position.isIsolated && isHeld(position))
  const orders = workingOrders(account).filter((order) => !order.isIsolated)
  const funds = cashFunds(account, positions)
  const coins = new Set([...positions, ...orders].map(({ priced }) => priced.instrument.underlying))
  const netted = nettedPositions(positions)
  const risks = [...coins].map((coin) =>
    engine({
      coin,
      positions: netted.filter(({ priced }) => priced.instrument.underlying === coin),
      orders: orders.filter(({ priced }) => priced.instrument.underlying === coin),
    }),
  )
  const equity = funds.balancesValue + funds.profitValue + funds.optionsValue
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity,
    adjustedEquity: equity,
    initial: sumOf('initial', [...risks.map(({ initial }) => initial), ...ordersOfIsolated(account, charges)]),
    maintenance: sumOf(
      'maintenance',
      risks.map(({ maintenance }) => maintenance),
    ),
    trigger: 1,
    collateral: funds.collateral,
    positions,
    riskUnits: risks.map(({ unit }) => unit),
  }
}

function ordersOfIsolated(account: PricedAccount, charges: PositionCharges) {
  const isIsolated = ({ isIsolated }: PricedOrder): boolean => isIsolated
  return account.orders.some(isIsolated) ? isolatedOrders(orderedPositions(account), charges, 1) : []
}
