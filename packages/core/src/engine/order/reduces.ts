import type { Pool } from '../../margin/model.ts'
import type { Account, OpenOrder } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import { isShared } from '../standing/free.ts'
import { type AccountStanding, shortfallOf } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'
import { filledWith, withoutOrders } from './fill-order.ts'
import { standingsOf } from './standings.ts'

/**
 * Whether an order reduces risk: filled whole at its price, with no other order filled, it lowers what some pool lacks of
 * its initial margin (below the line, or what it has free is more), raises that of none (of an isolated position: leaves it
 * none lacking), and raises maintenance margin of none. It must still do so after the other open orders of its symbol and direction have filled: else one position would
 * let any number of orders close it.
 */
export function reducesRisk(account: Account, order: OpenOrder, core: EngineCore, rules: EngineRules): boolean {
  const alone = withoutOrders(account)
  if (!improves(alone, order, core, rules)) return false
  const others = [...account.orders.values()].filter((other) => isSameWay(other, order))
  return others.length === 0 || improves(filledWith(alone, others, core, rules), order, core, rules)
}

function isSameWay(other: OpenOrder, { symbol, side, contracts }: OpenOrder): boolean {
  return other.symbol === symbol && other.side === side && other.contracts.sign() === contracts.sign()
}

function improves(account: Account, order: OpenOrder, core: EngineCore, rules: EngineRules): boolean {
  const standings = standingsOf([account, filledWith(account, [order], core, rules)] as const, core, rules)
  return standings.ok && isBetter(...standings.value)
}

function isBetter(before: AccountStanding, after: AccountStanding): boolean {
  const was = new Map(before.pools.map((each) => [each.pool.name, each]))
  const names = new Set(after.pools.map(({ pool }) => pool.name))
  let lowers = false
  for (const each of after.pools) {
    const known = was.get(each.pool.name)
    const [now, then] = [shortfallOf(each), known === undefined ? 0 : shortfallOf(known)]
    if (now === null || then === null || !each.knowledge.maintenance) return false
    const noise = noiseOf(each.pool)
    // What closes part of an isolated position takes its share of what that has too much, and leaves it none the worse.
    const most = isShared(each.pool) ? then : Math.max(then, 0)
    if (each.pool.maintenance.amount > (known?.pool.maintenance.amount ?? 0) + noise || now > most + noise) return false
    lowers ||= now < then - noise
  }
  // A pool that is gone has nothing left to lack: an isolated position that was closed.
  return lowers || before.pools.some(({ pool }) => !names.has(pool.name))
}

/** Sums of the same parts in another order differ by no more than this. */
function noiseOf({ adjustedEquity, initial }: Pool): number {
  return 1e-12 * (Math.abs(adjustedEquity) + initial.amount)
}
