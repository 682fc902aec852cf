import type { Pool } from '../../margin/model.ts'
import { emit } from '../emit.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { accountOf, forked, type Liquidation, poolNamed, standingIn } from './measure.ts'
import { ordersOn } from './pool-contents.ts'

/** Cancels open orders that draw on the pool: all of them, or those alone that add to its requirement. */
export function cancelOrders(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  which: 'all' | 'adding',
): boolean {
  const { draft } = liquidation
  const pools = standing.pools.map((each) => each.pool)
  const orders = ordersOn(accountOf(liquidation), pool, pools, draft.core)
  let hasCancelled = false
  for (const { id, reduceOnly } of orders) {
    if (which === 'adding' && (reduceOnly || !adds(liquidation, id))) continue
    release(liquidation, id)
    hasCancelled = true
  }
  return hasCancelled
}

function release({ draft, account }: Liquidation, order: string): void {
  emit(draft, { type: 'order-released', account, order, why: 'liquidation' })
}

/** Whether the pool asks for less without the order, by its own measure. */
function adds(liquidation: Liquidation, order: string): boolean {
  const without = forked(liquidation)
  release(without, order)
  const [before, after] = [liquidation, without].map(initialOf)
  return before === undefined || after === undefined || after < before
}

/** Undefined when it is not known. */
function initialOf(liquidation: Liquidation): number | undefined {
  const standing = standingIn(liquidation)
  if (standing === undefined) return undefined
  const found = poolNamed(standing, liquidation.pool)
  if (found === undefined) return 0
  return found.knowledge.initial ? found.pool.initial.amount + found.pool.maintenance.amount : undefined
}
