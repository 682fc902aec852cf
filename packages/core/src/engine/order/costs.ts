import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { type Result, success } from '../../num/result.ts'
import type { Priced } from '../../pricing/priced.ts'
import { type Account, isIsolatedIn, type OpenOrder } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import { pricerOf } from '../standing/price-account.ts'
import type { AccountStanding } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'
import { isClosing } from './closing.ts'
import { type ByPool, costsAlone, declineOf } from './cost-alone.ts'
import { standingsOf } from './standings.ts'

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
export function orderCosts(account: Account, core: EngineCore, rules: EngineRules): Result<OrderCosts> {
  const costly = [...account.orders.values()].flatMap((order) => costlyOf(account, order, core))
  if (costly.length === 0) return success({ costs: new Map(), counted: new Map() })
  const alone = costsAlone(
    account,
    costly.map(({ order }) => order),
    core,
    rules,
  )
  if (!alone.ok) return alone
  const standings = standingsOf([account, costless(account, costly)] as const, core, rules)
  if (!standings.ok) return standings
  const costs = new Map(costly.map(({ order }, i) => [order.id, alone.value[i] ?? new Map()]))
  return success({ costs, counted: lackedMore(...standings.value) })
}

/** What the orders cost a pool beyond what its model asks for that already; `except` is left out. */
export function costBeyond({ costs, counted }: OrderCosts, pool: string, except?: string): number {
  let cost = 0
  for (const [id, byPool] of costs) if (id !== except) cost += byPool.get(pool) ?? 0
  return Math.max(0, cost - (counted.get(pool) ?? 0))
}

interface CostlyOrder {
  readonly order: OpenOrder
  readonly priced: Priced
}

/** The order when it may cost something. What an isolated position loses, its own margin bears. */
function costlyOf(account: Account, order: OpenOrder, { market }: EngineCore): readonly CostlyOrder[] {
  const result = pricerOf(market)(order.symbol)
  if (!result.ok || isClosing(order) || isIsolatedIn(account, order.symbol)) return []
  const { priced } = result.value
  const sign = order.contracts.sign()
  const isCostly = isBoughtOption(order, priced) || sign * (toRisk(order.price) - priced.mark) > 0
  return isCostly ? [{ order, priced }] : []
}

function isBoughtOption({ contracts }: OpenOrder, { option }: Priced): boolean {
  return option !== undefined && contracts.sign() > 0
}

function lackedMore(asked: AccountStanding, free: AccountStanding): ByPool {
  return declineOf(asked, free, ({ pool }) => pool.initial.amount - pool.adjustedEquity)
}

/** The account with its costly orders at prices that cost nothing: an option for nothing when it is bought, the rest at the mark. */
function costless(account: Account, costly: readonly CostlyOrder[]): Account {
  const orders = new Map(account.orders)
  for (const { order, priced } of costly) {
    const price = isBoughtOption(order, priced) ? Decimal.zero : Decimal.fromNumber(priced.mark)
    orders.set(order.id, { ...order, price })
  }
  return { ...account, orders }
}
