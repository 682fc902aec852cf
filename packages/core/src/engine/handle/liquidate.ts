import type { Account } from '../account.ts'
import type { Liquidate } from '../command.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { canBeInDanger, poolToLiquidate } from '../liquidation/needed.ts'
import { takeStep } from '../liquidation/one-step.ts'
import { surePools } from '../liquidation/sure-pools.ts'
import { liquidationWay } from '../liquidation/ways.ts'
import { unsurePrices } from '../market/unsure-prices.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { unpriced } from '../standing/free.ts'
import { type AccountStanding, isStanding, standingOf } from '../standing/standing.ts'
import { type Handler, unknownAccount } from './handler.ts'

/**
 * Does one step of the liquidation of an account: of the pool that is being liquidated until it is restored, else of the
 * worst one below its line. A liquidation that prices have made needless ends without a step.
 */
export const liquidate: Handler<Liquidate> = (draft, { account: id, at }, rules) => {
  const account = accountIn(draft, id)
  if (account === undefined) return unknownAccount(id)
  if (!canBeInDanger(account)) return aboveLine(id)
  const standing = standingOf(account, draft.core, rules)
  if (!isStanding(standing)) return unsure(unsurePrices(account, draft.core)) ?? unpriced(standing)
  const { sure, problems } = surePools(account, standing, draft.core)
  const found = poolToLiquidate(account, sure, rules, draft.core)
  if (found === undefined) return unsure(problems) ?? ended(draft, account, standing)
  const way = liquidationWay(account, found.pool, rules, draft.core.config)
  if (takeStep({ draft, rules, account: id, pool: found.pool.name, way }, standing, found.pool, at)) return undefined
  return account.liquidation.state === 'none' ? nothingLeft(id, found.pool.name) : over(draft, id)
}

/** What is not known to be below its line may be, or not. */
function unsure(problems: Refusal['problems'] = []): Refusal | undefined {
  const [first] = problems
  return first && refusal('liquidation.stale-prices', '/account', first.message, { problems })
}

function over(draft: Draft, account: string): undefined {
  emit(draft, { type: 'liquidation', account, now: { state: 'none' } })
}

function nothingLeft(id: string, pool: string): Refusal {
  const rule = 'a pool that is liquidated must have positions, orders or debts'
  return refusal('liquidation.no-pool', '/account', `${rule}, ${pool} of ${id} has none`)
}

function ended(draft: Draft, { id, liquidation }: Account, { pools, problems }: AccountStanding): Refusal | undefined {
  if (liquidation.state === 'none') return problems.length > 0 ? unpriced(problems) : aboveLine(id)
  const begun = pools.find(({ pool }) => pool.name === liquidation.pool)
  if (begun !== undefined && !(begun.knowledge.maintenance && begun.knowledge.adjustedEquity)) return unpriced(problems)
  return over(draft, id)
}

function aboveLine(id: string): Refusal {
  const rule = 'an account that is liquidated must have a pool below its line'
  return refusal('liquidation.above-line', '/account', `${rule}, ${id} has none`)
}
