import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Failure } from '../../num/result.ts'
import type { Account, OpenOrder } from '../account.ts'
import { isIsolatedIn } from '../account.ts'
import { derivativeOf, pricerOf } from '../price-account.ts'
import type { EngineRules } from '../rules.ts'
import { type AccountStanding, isStanding, standingOf } from '../standing.ts'
import type { EngineCore } from '../state.ts'
import { isClosing } from './closing.ts'
import { filledWith, withoutOrders } from './fill-order.ts'

/** Money by pool, each in the pool's currency. */
export type ByPool = ReadonlyMap<string, number>

/** What an account's open orders take out of each pool's adjusted equity when they fill at their own prices. */
export interface OrderCosts {
  /** By order. */
  readonly costs: ReadonlyMap<string, ByPool>
  /** What the model asks for it by itself, of all orders together. */
  readonly counted: ByPool
}

/**
 * What open orders cost when they fill: the difference to a mark that is better, and what of an option's premium its value
 * does not give back. Each is found by filling that order alone; a gain is no cost. Some models ask for it among the margin
 * of open orders: how much is found by asking them for the same orders at prices that cost nothing.
 */
export function orderCosts(account: Account, core: EngineCore, rules: EngineRules): OrderCosts | readonly Failure[] {
  const costly = [...account.orders.values()].filter((order) => mayCost(account, order, core))
  if (costly.length === 0) return { costs: new Map(), counted: new Map() }
  const bare = withoutOrders(account)
  const before = standingOf(bare, core, rules)
  if (!isStanding(before)) return before
  const costs = new Map<string, ByPool>()
  for (const order of costly) {
    const after = standingOf(filledWith(bare, [order], core, rules), core, rules)
    if (!isStanding(after)) return after
    costs.set(order.id, lost(before, after))
  }
  const counted = countedBy(account, costly, core, rules)
  return isCounted(counted) ? { costs, counted } : counted
}

/** What the orders cost a pool beyond what its model asks for that already; `except` is left out. */
export function costBeyond({ costs, counted }: OrderCosts, pool: string, except?: string): number {
  let cost = 0
  for (const [id, byPool] of costs) if (id !== except) cost += byPool.get(pool) ?? 0
  return Math.max(0, cost - (counted.get(pool) ?? 0))
}

function mayCost(account: Account, order: OpenOrder, core: EngineCore): boolean {
  // What an isolated position loses, its own margin bears.
  if (isClosing(order) || isIsolatedIn(account, order.symbol)) return false
  const priced = pricerOf(core.market)(order.symbol)
  if (!priced.ok) return false
  const sign = order.contracts.sign()
  const isBoughtOption = sign > 0 && priced.value.priced.option !== undefined
  return isBoughtOption || sign * (toRisk(order.price) - priced.value.priced.mark) > 0
}

function lost(before: AccountStanding, after: AccountStanding): ByPool {
  const now = new Map(after.pools.map(({ pool }) => [pool.name, pool.adjustedEquity]))
  return new Map(
    before.pools.map(({ pool: { name, adjustedEquity } }) => [
      name,
      Math.max(0, adjustedEquity - (now.get(name) ?? 0)),
    ]),
  )
}

function countedBy(
  account: Account,
  costly: readonly OpenOrder[],
  core: EngineCore,
  rules: EngineRules,
): ByPool | readonly Failure[] {
  const orders = new Map(account.orders)
  for (const order of costly) orders.set(order.id, { ...order, price: costlessPrice(order, core) })
  const [asked, costless] = [account, { ...account, orders }].map((each) => standingOf(each, core, rules))
  if (asked === undefined || costless === undefined) return new Map()
  if (!isStanding(asked)) return asked
  if (!isStanding(costless)) return costless
  const without = new Map(costless.pools.map(({ pool }) => [pool.name, pool.initial.amount - pool.adjustedEquity]))
  return new Map(
    asked.pools.map(({ pool: { name, initial, adjustedEquity } }) => [
      name,
      Math.max(0, initial.amount - adjustedEquity - (without.get(name) ?? 0)),
    ]),
  )
}

/** A price at which filling costs nothing: an option for nothing when it is bought, anything else at its mark. */
function costlessPrice({ symbol, contracts, price }: OpenOrder, { market }: EngineCore): Decimal {
  const isOption = derivativeOf(market, symbol).kind === 'option'
  if (isOption && contracts.sign() > 0) return Decimal.zero
  const priced = pricerOf(market)(symbol)
  return priced.ok ? Decimal.fromNumber(priced.value.priced.mark) : price
}

function isCounted(counted: ByPool | readonly Failure[]): counted is ByPool {
  return !Array.isArray(counted)
}
