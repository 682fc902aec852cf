import { type Charge, leaf, sumOf } from '../../margin/charge.ts'
import { addedToIsolated, type OrderedPosition, worstFill } from '../../margin/orders.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { costOf, profitOf } from '../../pricing/priced.ts'
import { initialOf, optionOrderCost } from './position-charges.ts'
import type { BybitRules } from './rules.ts'

/** Name of the node that holds what orders lose against the mark. */
export const orderLossName = 'order loss'

/** Initial margin with the open orders: the worst of no fill, all buys filled and all sells filled. */
export function initialWithFills(row: OrderedPosition, rules: BybitRules, poolPrice: number): Charge {
  return worstFill(
    row,
    (position) => initialOf(position, rules, poolPrice),
    (fill) => filledInitial(row.position, fill, rules, poolPrice),
  )
}

/** What orders on an isolated position would add to its margin. */
export function isolatedOrders(row: OrderedPosition, rules: BybitRules, poolPrice: number): Charge {
  const worst = initialWithFills(row, rules, poolPrice)
  return addedToIsolated(row.position, { ...worst, name: 'with orders' }, initialOf(row.position, rules, poolPrice))
}

function filledInitial(position: PricedPosition, fill: PricedPosition, rules: BybitRules, poolPrice: number): Charge {
  // The leverage that the fill would have is read at what it would then have cost.
  const margin = initialOf({ ...fill, entryNotional: Math.abs(fill.cost ?? 0) }, rules, poolPrice)
  if (position.priced.option === undefined) return margin
  const cost = optionOrderCost(position, fill.contracts - position.contracts, rules, poolPrice)
  return { ...sumOf(margin.name, [margin, cost]), riskFactor: position.priced.instrument.underlying }
}

/**
 * What orders lose at once if they fill at prices worse than the mark, account currency, one charge an instrument. The
 * venue takes it off the divisor of its rates; the available balance comes out the same as with a charge.
 */
export function orderLosses({ orders }: PricedAccount): readonly Charge[] {
  const losses = orders.flatMap(({ symbol, priced, contracts, price, reduceOnly }) => {
    if (reduceOnly) return []
    const loss = -profitOf(priced, contracts, costOf(priced, contracts, price)) * priced.settlePrice
    return loss > 0 ? [leaf(symbol, loss, priced.instrument.underlying)] : []
  })
  return losses.length === 0 ? [] : [sumOf(orderLossName, losses)]
}
