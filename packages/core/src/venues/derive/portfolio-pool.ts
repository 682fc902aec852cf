import { addedByOrders } from '../../margin/added-by-orders.ts'
import { sumOf } from '../../margin/charge.ts'
import type { CountedCollateral, Pool, RiskUnit } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { accountValue, markToMarket } from './account-value.ts'
import { cash, stablePriceOf } from './feeds.ts'
import { type PortfolioEngine, portfolioHoldings } from './portfolio-account.ts'
import type { PortfolioRequirement } from './portfolio-charges.ts'

/**
 * The pool of a portfolio account. Its equity is the mark of everything in it; what the venue calls margin is that less
 * the requirement.
 */
export function portfolioPool(account: PricedAccount, engine: PortfolioEngine): Pool {
  const stablePrice = stablePriceOf(account)
  const { positions } = account
  const of = (rows: readonly PricedPosition[]): PortfolioRequirement =>
    engine.requirementOf(portfolioHoldings(account, rows, engine, stablePrice))
  const { maintenance, initial, loss } = of(positions)
  const equity = markToMarket(accountValue(account, positions, stablePrice))
  const orders =
    account.orders.length === 0
      ? []
      : addedByOrders(account, { held: initial.amount, of: (rows) => of(rows).initial.amount, factor: 1 })
  return {
    name: 'account',
    currency: cash,
    currencyPrice: stablePrice,
    equity,
    adjustedEquity: equity,
    initial: orders.length === 0 ? initial : sumOf('initial', [...initial.parts, sumOf('open orders', orders)]),
    maintenance,
    trigger: 1,
    collateral: collateralRows(account),
    positions,
    riskUnits: unitsOf(loss.scenarioPnl, engine, account),
  }
}

/** Everything counts in full: haircuts are charges. */
function collateralRows({ balances }: PricedAccount): readonly CountedCollateral[] {
  return balances.map(({ asset, held, price, amount }) => ({ asset, held, price, counted: amount, haircutFrac: 0 }))
}

function unitsOf(
  pnl: Float64Array,
  { underlying, plan }: PortfolioEngine,
  { positions, balances }: PricedAccount,
): readonly RiskUnit[] {
  if (positions.length === 0 && balances.length === 0) return []
  const worst = worstCell(pnl)
  return [{ name: underlying, scenarios: plan.names, pnl, worst, worstAtEdge: plan.isEdge[worst] as boolean }]
}
