import type { Failure } from '../../num/result.ts'
import { accountIn, type Draft } from '../draft.ts'
import { unsurePrices } from '../market/unsure-prices.ts'
import { type Refusal, type RefusalCode, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { isStanding, type StandingPool, shortfallOf, standingOf } from './standing.ts'

/**
 * Why an account, as the command has left it so far, lacks initial margin in some pool. One that holds and has asked for
 * nothing needs none, and is never asked for its prices. `isAsked` tells the pools that a command bears on; all when absent.
 */
export function backingRefusal(
  draft: Draft,
  id: string,
  rules: EngineRules,
  code: RefusalCode,
  isAsked: (pool: StandingPool['pool']) => boolean = () => true,
): Refusal | undefined {
  const account = accountIn(draft, id)
  if (account === undefined || needsNothing(account)) return undefined
  const standing = standingOf(account, draft.core, rules)
  if (!isStanding(standing)) return unpriced(standing)
  const unsure = unsurePrices(account, draft.core)
  if (unsure.length > 0) return unpriced(unsure)
  for (const each of standing.pools) {
    if (!isAsked(each.pool)) continue
    const shortBy = shortfallOf(each)
    if (shortBy === null) return unpriced(standing.problems)
    if (shortBy > 0) {
      const { name, currency, adjustedEquity, initial } = each.pool
      const message = `adjusted equity of ${name} must be at least initial margin ${initial.amount} ${currency}, is ${adjustedEquity}`
      return refusal(code, '', message, {
        facts: { pool: name, currency, adjustedEquity, initialMargin: initial.amount, shortBy },
      })
    }
  }
  return undefined
}

/** What is not set aside backs this pool: balances move it, and isolated margins only as they leave or join them. */
export function isShared({ positions }: StandingPool['pool']): boolean {
  return !positions.some(({ isIsolated }) => isIsolated)
}

function needsNothing(account: NonNullable<ReturnType<typeof accountIn>>): boolean {
  if (account.positions.size > 0 || account.orders.size > 0) return false
  return [...account.balances.values()].every((balance) => balance.sign() >= 0)
}

export function unpriced(problems: readonly Failure[]): Refusal {
  const [first] = problems
  return refusal('account.unpriced', first?.path ?? '', first?.message ?? 'prices must be known', {
    problems,
  })
}
