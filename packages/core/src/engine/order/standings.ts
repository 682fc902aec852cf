import { type Result, success } from '../../num/result.ts'
import type { Account } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import { type AccountStanding, isStanding, standingOf } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'

/** Every one of some accounts margined; what keeps the first from it when one cannot be. */
export function standingsOf<T extends readonly Account[]>(
  accounts: T,
  core: EngineCore,
  rules: EngineRules,
): Result<{ readonly [K in keyof T]: AccountStanding }> {
  const standings: AccountStanding[] = []
  for (const account of accounts) {
    const standing = standingOf(account, core, rules)
    if (!isStanding(standing)) return { ok: false, problems: standing }
    standings.push(standing)
  }
  return success(standings as { readonly [K in keyof T]: AccountStanding })
}
