import { isLiquidatable, ratio } from '../../account/figures.ts'
import type { Pool } from '../../margin/model.ts'
import { assert } from '../../num/assert.ts'
import type { Account } from '../account.ts'
import { accountIn, type Draft, forkOf } from '../draft.ts'
import type { EngineRules } from '../rules.ts'
import { type AccountStanding, isInDanger, isStanding, type StandingPool, standingOf } from '../standing/standing.ts'
import type { PoolStanding } from './step.ts'
import type { LiquidationWay } from './ways.ts'

/** A pool that is being liquidated, in a draft. */
export interface Liquidation {
  readonly draft: Draft
  readonly rules: EngineRules
  readonly account: string
  /** Name of the pool. */
  readonly pool: string
  readonly way: LiquidationWay
}

/** The same on a copy of the draft: what is done there shows what would happen, and is thrown away. */
export function forked(liquidation: Liquidation): Liquidation {
  return { ...liquidation, draft: forkOf(liquidation.draft) }
}

export function accountOf({ draft, account }: Pick<Liquidation, 'draft' | 'account'>): Account {
  const found = accountIn(draft, account)
  assert(found !== undefined, `an account that is liquidated must be open, ${account} is not`)
  return found
}

/** How the account stands as the draft has it; undefined when its rules cannot say. */
export function standingIn(liquidation: Liquidation): AccountStanding | undefined {
  const { draft, rules } = liquidation
  const standing = standingOf(accountOf(liquidation), draft.core, rules)
  return isStanding(standing) ? standing : undefined
}

/** A pool by its name; one that nothing is left in may be gone. */
export function poolNamed(standing: Pick<AccountStanding, 'pools'>, name: string): StandingPool | undefined {
  return standing.pools.find(({ pool }) => pool.name === name)
}

/** Whether a pool is far enough above its line for its liquidation to be over. */
export function isRestored(standing: Pick<AccountStanding, 'pools'>, name: string, restoreUse: number): boolean {
  const found = poolNamed(standing, name)
  if (found === undefined) return true
  if (isInDanger(found) || !found.knowledge.maintenance || !found.knowledge.adjustedEquity) return false
  const { maintenance, adjustedEquity, trigger } = found.pool
  return maintenance.amount <= 0 || maintenance.amount <= restoreUse * trigger * adjustedEquity
}

export function poolStanding(pool: Pool | undefined): PoolStanding {
  if (pool === undefined) return { equity: 0, adjustedEquity: 0, maintenance: 0, maintenanceUse: null }
  const { equity, adjustedEquity, maintenance } = pool
  return {
    equity,
    adjustedEquity,
    maintenance: maintenance.amount,
    maintenanceUse: ratio(maintenance.amount, adjustedEquity),
  }
}

/** Names of the pools that are below their line. */
export function liquidatablePools({ pools }: AccountStanding): readonly string[] {
  return pools.filter(({ pool }) => isLiquidatable(pool)).map(({ pool }) => pool.name)
}
