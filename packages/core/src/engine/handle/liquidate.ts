import type { Account } from '../account.ts'
import type { Liquidate } from '../command.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { unpriced } from '../free.ts'
import { canBeInDanger, missingPrices, poolToLiquidate } from '../liquidation/needed.ts'
import { takeStep } from '../liquidation/one-step.ts'
import { unsurePrices } from '../liquidation/unsure-prices.ts'
import { liquidationWay } from '../liquidation/ways.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { type AccountStanding, isStanding, standingOf } from '../standing.ts'
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
  const unsure = [...unsurePrices(account, draft.core), ...(isStanding(standing) ? missingPrices(standing) : [])]
  if (unsure.length > 0)
    return refusal('liquidation.stale-prices', '/account', unsure[0]?.message ?? '', { problems: unsure })
  if (!isStanding(standing)) return unpriced(standing)
  const found = poolToLiquidate(account, standing, rules, draft.core)
  if (found === undefined) return ended(draft, account, standing)
  const way = liquidationWay(account, found.pool, rules, draft.core.config)
  if (takeStep({ draft, rules, account: id, pool: found.pool.name, way }, standing, found.pool, at)) return undefined
  return account.liquidation.state === 'none' ? nothingLeft(id, found.pool.name) : over(draft, id)
}

function over(draft: Draft, account: string): undefined {
  emit(draft, { type: 'liquidation', account, now: { state: 'none' } })
}

function nothingLeft(id: string, pool: string): Refusal {
  const rule = 'a pool that is liquidated must have positions, orders or debts'
  return refusal('liquidation.no-pool', '/account', `${rule}, ${pool} of ${id} has none`)
}

function ended(draft: Draft, { id, liquidation }: Account, { problems }: AccountStanding): Refusal | undefined {
  if (liquidation.state === 'none') return problems.length > 0 ? unpriced(problems) : aboveLine(id)
  return over(draft, id)
}

function aboveLine(id: string): Refusal {
  const rule = 'an account that is liquidated must have a pool below its line'
  return refusal('liquidation.above-line', '/account', `${rule}, ${id} has none`)
}
