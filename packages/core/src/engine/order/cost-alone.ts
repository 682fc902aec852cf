import { type Result, success } from '../../num/result.ts'
import type { Account, OpenOrder } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import type { AccountStanding } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'
import { filledWith, withoutOrders } from './fill-order.ts'
import { standingsOf } from './standings.ts'

/** Money by pool, each in the pool's currency. */
export type ByPool = ReadonlyMap<string, number>

/** All that the cost of an order depends on besides the order, and the costs that were found so. */
interface Remembered {
  readonly key: readonly unknown[]
  readonly costs: WeakMap<OpenOrder, ByPool>
}

/** By the positions of an account. Each is found anew in the same way or not at all, so it does not matter what is remembered. */
const remembered = new WeakMap<Account['positions'], Remembered>()

/**
 * What each of some orders takes out of each pool when it fills alone, in their order. Other open orders play no part in
 * it, so an account's many resting ones are filled once, not with every order that is placed beside them.
 */
export function costsAlone(
  account: Account,
  orders: readonly OpenOrder[],
  core: EngineCore,
  rules: EngineRules,
): Result<readonly ByPool[]> {
  const { costs } = memoryOf(account, core, rules)
  const missing = orders.filter((order) => !costs.has(order))
  if (missing.length > 0) {
    const bare = withoutOrders(account)
    const filled = missing.map((order) => filledWith(bare, [order], core, rules))
    const standings = standingsOf<readonly [Account, ...Account[]]>([bare, ...filled], core, rules)
    if (!standings.ok) return standings
    const [before, ...after] = standings.value
    for (const [i, order] of missing.entries()) costs.set(order, lost(before, after[i] ?? before))
  }
  return success(orders.map((order) => costs.get(order) ?? new Map()))
}

function memoryOf(
  account: Account,
  { market, parameters, fundingIndexes }: EngineCore,
  rules: EngineRules,
): Remembered {
  const { id, balances, positions, leverage, isolated, isHedgeMode } = account
  const key = [id, account.rules, balances, leverage, isolated, isHedgeMode, market, parameters, fundingIndexes, rules]
  const known = remembered.get(positions)
  if (known?.key.every((each, i) => each === key[i])) return known
  const made = { key, costs: new WeakMap() }
  remembered.set(positions, made)
  return made
}

function lost(before: AccountStanding, after: AccountStanding): ByPool {
  return declineOf(before, after, ({ pool }) => pool.adjustedEquity)
}

/** By how much a figure of each pool is lower in the second standing; a pool that it does not have has nothing. */
export function declineOf(
  first: AccountStanding,
  second: AccountStanding,
  figureOf: (pool: AccountStanding['pools'][number]) => number,
): ByPool {
  const figures = new Map(second.pools.map((each) => [each.pool.name, figureOf(each)]))
  const decline = (each: AccountStanding['pools'][number]): number =>
    Math.max(0, figureOf(each) - (figures.get(each.pool.name) ?? 0))
  return new Map(first.pools.map((each) => [each.pool.name, decline(each)]))
}
