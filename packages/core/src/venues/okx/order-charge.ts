import { type Charge, leaf } from '../../margin/charge.ts'
import { addedToIsolated, type OrderedPosition, orderedPositions, worstFill } from '../../margin/orders.ts'
import type { PricedAccount, PricedOrder, PricedPosition } from '../../margin/priced-account.ts'
import type { Failure } from '../../num/result.ts'
import { initialCharge } from './position-charge.ts'
import { missingTiers, optionRatesOf, type PositionRules, shortOptionOf } from './position-rules.ts'
import { buyBackOrderMargin, sellOrderMargin } from './short-option.ts'

/**
 * Initial margin with the orders on a position: the worst of no fill, all buys filled and all sells filled. Orders on
 * options have rules of their own, `optionOrderCharges`.
 */
export function orderedInitial(row: OrderedPosition, rules: PositionRules, poolPrice: number): Charge {
  const chargeOf = (position: PricedPosition): Charge => initialCharge(position, rules, poolPrice)
  return row.position.priced.option === undefined ? worstFill(row, chargeOf) : chargeOf(row.position)
}

/** What orders on an isolated future or perpetual would add to its margin; it comes out of the free balance. */
export function isolatedOrders(
  account: PricedAccount,
  rules: PositionRules,
  poolPrice: number,
  isOfPool: (settle: string) => boolean,
): readonly Charge[] {
  return isolatedOrdered(account, isOfPool).map((row) => {
    const held = initialCharge(row.position, rules, poolPrice)
    return addedToIsolated(row.position, orderedInitial(row, rules, poolPrice), held)
  })
}

function isolatedOrdered(account: PricedAccount, isOfPool: (settle: string) => boolean): readonly OrderedPosition[] {
  return orderedPositions(account).filter(
    ({ position: { isIsolated, priced }, fills }) =>
      isIsolated && fills.length > 0 && priced.option === undefined && isOfPool(priced.instrument.settle),
  )
}

/** Tiers that orders of a pool, or those that come out of its free balance, need and the set does not have. */
export function missingOrderTiers(
  account: PricedAccount,
  ordered: readonly OrderedPosition[],
  rules: PositionRules,
  isOfPool: (settle: string) => boolean,
): readonly Failure[] {
  const rows = [...ordered.filter(({ fills }) => fills.length > 0), ...isolatedOrdered(account, isOfPool)]
  return missingTiers(
    rows.map(({ position }) => position),
    rules,
  )
}

/** Margin of each order on options, which knows its price: what is sold to open, bought back, or bought. */
export function optionOrderCharges(
  { orders, positions }: PricedAccount,
  rules: PositionRules,
  poolPrice: number,
  isOfPool: (settle: string) => boolean,
): readonly Charge[] {
  const ofOptions = orders.filter(({ priced }) => priced.option !== undefined && isOfPool(priced.instrument.settle))
  return ofOptions.map((order) => {
    const sameSymbol = positions.filter(
      ({ symbol, isIsolated }) => symbol === order.symbol && isIsolated === order.isIsolated,
    )
    const held = sameSymbol.reduce((sum, { contracts }) => sum + contracts, 0)
    const coins = optionOrderMargin(order, held, rules)
    const value = (order.priced.size * order.priced.settlePrice) / poolPrice
    return leaf(`${order.symbol} order`, coins * value, order.priced.instrument.underlying)
  })
}

/** Units of the mark × contracts. */
function optionOrderMargin(order: PricedOrder, held: number, rules: PositionRules): number {
  const { contracts, price, priced, reduceOnly } = order
  const rates = optionRatesOf(rules.parameters, priced.instrument.underlying)
  if (rates === null || reduceOnly) return 0
  const size = Math.abs(contracts)
  const closing = contracts * held < 0 ? Math.min(size, Math.abs(held)) : 0
  const option = shortOptionOf({ priced, contracts: size + Math.max(0, -held) }, rules)
  if (contracts < 0) return (size - closing) * sellOrderMargin(option, price, rates)
  return closing * buyBackOrderMargin(option, price, rates) + (size - closing) * price
}
