import type { Pool } from '../../margin/model.ts'
import type { Failure } from '../../num/result.ts'
import { type Account, isIsolatedIn, type OpenOrder } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import { isShared } from '../standing/free.ts'
import { type AccountStanding, isInDanger, type StandingPool, shortfallOf } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'
import { costBeyond, orderCosts } from './costs.ts'
import { filledWith, withOrder } from './fill-order.ts'
import { standingsOf } from './standings.ts'

/** How an account with one more order is backed, or why that cannot be known. */
export type Backing =
  | {
      readonly known: true
      /** What the worst pool lacks, in its currency; backed when not positive. */
      readonly shortBy: number
      readonly pool: string
      readonly currency: string
    }
  | { readonly known: false; readonly problems: readonly Failure[] }

/**
 * Whether every pool an order bears on has adjusted equity for its initial margin, twice: with the order open among the
 * others, as the model counts open orders, and with it filled whole at its price while the others stay open. What open
 * orders cost when they fill (`orderCosts`) must be there as well. Fees are not foreseen.
 *
 * A pool bears an order when it would hold what the order trades, or when the order changes what it has or needs. An
 * isolated position is margined when it is filled, by the pool that pays for it; of its own pool it is asked only that it
 * is not at once below its line.
 */
export function backingOf(account: Account, order: OpenOrder, core: EngineCore, rules: EngineRules): Backing {
  const open = withOrder(account, order)
  const standings = standingsOf([account, open, filledWith(account, [order], core, rules)] as const, core, rules)
  const costs = orderCosts(open, core, rules)
  if (!standings.ok) return { known: false, problems: standings.problems }
  if (!costs.ok) return { known: false, problems: costs.problems }
  const [before, ordered, filled] = standings.value
  const isBorne = bearsOn(account, order, before)
  const lacks = [
    ...lacking(ordered, isBorne, (name) => costBeyond(costs.value, name)),
    ...lacking(filled, isBorne, (name) => costBeyond(costs.value, name, order.id)),
  ]
  return worst(lacks, [...ordered.problems, ...filled.problems])
}

interface Lack {
  readonly pool: Pool
  /** Null when it is not known. */
  readonly shortBy: number | null
}

function lacking(
  { pools }: AccountStanding,
  isBorne: (pool: Pool) => boolean,
  costOf: (pool: string) => number,
): readonly Lack[] {
  return pools.flatMap((each) => {
    const { pool } = each
    if (!isBorne(pool)) return []
    const shortBy = isShared(pool) ? shortfallOf(each) : lineShortfall(each)
    return [{ pool, shortBy: shortBy === null ? null : shortBy + costOf(pool.name) }]
  })
}

/** What an isolated position lacks of its maintenance margin when it is in danger; nothing when it is not. */
function lineShortfall(each: StandingPool): number | null {
  const { knowledge, pool } = each
  if (!knowledge.adjustedEquity || !knowledge.maintenance) return null
  return isInDanger(each) ? Math.max(pool.maintenance.amount - pool.adjustedEquity, Number.MIN_VALUE) : 0
}

function bearsOn(account: Account, order: OpenOrder, before: AccountStanding): (pool: Pool) => boolean {
  const known = new Map(before.pools.map(({ pool }) => [pool.name, pool]))
  const isIsolated = isIsolatedIn(account, order.symbol)
  return (pool) => {
    const holds = pool.positions.some(({ symbol, side }) => symbol === order.symbol && side === order.side)
    if (!isShared(pool)) return isIsolated && holds
    const was = known.get(pool.name)
    return holds || was?.initial.amount !== pool.initial.amount || was.adjustedEquity !== pool.adjustedEquity
  }
}

function worst(lacks: readonly Lack[], problems: readonly Failure[]): Backing {
  let most: { readonly pool: Pool; readonly shortBy: number } | undefined
  for (const { pool, shortBy } of lacks) {
    if (shortBy === null) return { known: false, problems }
    if (most === undefined || shortBy * pool.currencyPrice > most.shortBy * most.pool.currencyPrice)
      most = { pool, shortBy }
  }
  if (most === undefined) return { known: true, shortBy: 0, pool: '', currency: '' }
  const { name, currency } = most.pool
  return { known: true, shortBy: most.shortBy, pool: name, currency }
}
