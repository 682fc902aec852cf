import { severity } from '../../account/figures.ts'
import type { Account } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import { isInDanger, type StandingPool } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'
import { isRestored, poolNamed } from './measure.ts'
import { liquidationWay } from './ways.ts'

/** An account that holds and owes nothing is never asked for its prices. */
export function canBeInDanger({ positions, balances, liquidation }: Account): boolean {
  if (positions.size > 0 || liquidation.state !== 'none') return true
  for (const balance of balances.values()) if (balance.sign() < 0) return true
  return false
}

/** Of pools that are known, the one to liquidate: the one that is being liquidated until it is restored, else the worst below its line. */
export function poolToLiquidate(
  account: Account,
  pools: readonly StandingPool[],
  rules: EngineRules,
  { config }: EngineCore,
): StandingPool | undefined {
  const { liquidation } = account
  const begun = liquidation.state === 'none' ? undefined : poolNamed({ pools }, liquidation.pool)
  if (begun !== undefined) {
    const { restoreUse } = liquidationWay(account, begun.pool, rules, config)
    if (!isRestored({ pools }, begun.pool.name, restoreUse)) return begun
  }
  return worstInDanger(pools)
}

/** The first of the worst. */
function worstInDanger(pools: readonly StandingPool[]): StandingPool | undefined {
  let worst: StandingPool | undefined
  for (const each of pools)
    if (isInDanger(each) && (worst === undefined || severity(each.pool) > severity(worst.pool))) worst = each
  return worst
}
