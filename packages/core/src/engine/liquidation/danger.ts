import { ratio } from '../../account/figures.ts'
import type { Failure } from '../../num/result.ts'
import type { Account } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import { isStanding, standingOf } from '../standing/standing.ts'
import type { EngineCore, EngineState } from '../state.ts'
import { canBeInDanger, poolToLiquidate } from './needed.ts'
import { surePools } from './sure-pools.ts'

/** An account that must be acted on. */
export type Danger =
  /** `liquidate` has a step to do, in `pool`. `maintenanceUse` is null without funds. */
  | {
      readonly account: string
      readonly verdict: 'liquidatable'
      readonly pool: string
      readonly maintenanceUse: number | null
    }
  /** It cannot be known whether it is below its line: it is not liquidated, and may take no new risk. */
  | { readonly account: string; readonly verdict: 'unknown'; readonly problems: readonly Failure[] }

/** Accounts below their line, or whose line cannot be known, in the order of opening. Those that hold and owe nothing are not asked. */
export function accountsInDanger({ accounts, core }: EngineState, rules: EngineRules): readonly Danger[] {
  const found: Danger[] = []
  for (const account of accounts.values()) {
    const danger = canBeInDanger(account) ? dangerOf(account, core, rules) : undefined
    if (danger !== undefined) found.push(danger)
  }
  return found
}

/** Undefined when it is known to be above its line. */
export function dangerOf(account: Account, core: EngineCore, rules: EngineRules): Danger | undefined {
  const { id } = account
  const standing = standingOf(account, core, rules)
  if (!isStanding(standing)) return { account: id, verdict: 'unknown', problems: standing }
  const { sure, problems } = surePools(account, standing, core)
  const worst = poolToLiquidate(account, sure, rules, core)
  if (worst !== undefined) {
    const { name, maintenance, adjustedEquity } = worst.pool
    return {
      account: id,
      verdict: 'liquidatable',
      pool: name,
      maintenanceUse: ratio(maintenance.amount, adjustedEquity),
    }
  }
  if (problems.length > 0) return { account: id, verdict: 'unknown', problems }
  return sure.length < standing.pools.length
    ? { account: id, verdict: 'unknown', problems: standing.problems }
    : undefined
}
