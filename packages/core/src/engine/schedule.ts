import type { MarginModel } from '../margin/model.ts'
import type { Failure, Result } from '../num/result.ts'
import type { Account, AccountRules } from './account.ts'
import type { ChangeRules } from './command.ts'
import { accountIn, type Draft } from './draft.ts'
import { emit } from './emit.ts'
import type { EngineRules } from './rules.ts'
import { isStanding, standingOf } from './standing.ts'
import { totalsOf } from './totals.ts'

/** Makes the changes of rules whose instant has come, earliest first. */
export function takeScheduled(draft: Draft, rules: EngineRules): void {
  for (const change of draft.core.scheduled) {
    if (change.effectiveAt > draft.core.at) return
    emit(draft, { type: 'schedule-taken', change })
    for (const id of namedBy(draft, change)) takeChange(draft, id, change, rules)
  }
}

function namedBy({ state, accounts }: Draft, { account, ofModel }: ChangeRules): readonly string[] {
  if (account !== undefined) return [account]
  return [...state.accounts.values()]
    .map((found) => accounts.get(found.id) ?? found)
    .filter(({ rules }) => rules.model === ofModel)
    .map(({ id }) => id)
}

/** Rules of a venue change whether an account likes them or not; one that cannot be held under them stays as it is, and it is said. */
function takeChange(draft: Draft, id: string, change: ChangeRules, rules: EngineRules): void {
  const account = accountIn(draft, id) as Account
  const to: AccountRules = { ...account.rules, model: change.model, set: change.set }
  const before = standingOf(account, draft.core, rules)
  const after = standingOf({ ...account, rules: to }, draft.core, rules)
  const problems = isStanding(after) ? modeProblems(rules.modelOf(to, draft.core.parameters), account) : after
  if (problems.length > 0) emit(draft, { type: 'rules-refused', account: id, change, problems })
  else
    emit(draft, {
      type: 'rules-changed',
      account: id,
      from: account.rules,
      to,
      at: draft.core.at,
      before: isStanding(before) ? totalsOf(before) : null,
      after: isStanding(after) ? totalsOf(after) : null,
    })
}

/** It may have switched its mode since the change was scheduled. */
function modeProblems(made: Result<MarginModel>, { rules }: Account): readonly Failure[] {
  if (!made.ok) return made.problems
  if (made.value.mode === rules.mode) return []
  const message = `mode of ${made.value.name} must be ${rules.mode}, is ${made.value.mode}`
  return [{ code: 'model.unknown', path: '/model', message }]
}
