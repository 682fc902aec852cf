import type { MarginModel } from '../margin/model.ts'
import { failure, type Result } from '../num/result.ts'
import type { Account, AccountRules } from './account.ts'
import type { ChangeRules } from './command.ts'
import { accountIn, type Draft } from './draft.ts'
import { emit } from './emit.ts'
import { strandedSymbols } from './position/can-isolate.ts'
import type { EngineRules } from './rules.ts'
import { isStanding, standingOf } from './standing/standing.ts'
import { totalsOf } from './standing/totals.ts'

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
  const to = rulesAfter(account.rules, change)
  const model = modelAfter(rules.modelOf(to, draft.core.parameters), account)
  if (!model.ok) {
    emit(draft, { type: 'rules-refused', account: id, change, problems: model.problems })
    return
  }
  const pooled = strandedSymbols(account, draft.core, model.value)
  const isolated = new Set([...account.isolated].filter((symbol) => !pooled.includes(symbol)))
  const before = standingOf(account, draft.core, rules)
  const after = standingOf({ ...account, rules: to, isolated }, draft.core, rules)
  if (!isStanding(after)) {
    emit(draft, { type: 'rules-refused', account: id, change, problems: after })
    return
  }
  for (const symbol of pooled) emit(draft, { type: 'isolated-set', account: id, symbol, isolated: false })
  emit(draft, {
    type: 'rules-changed',
    account: id,
    from: account.rules,
    to,
    at: draft.core.at,
    before: isStanding(before) ? totalsOf(before) : null,
    after: totalsOf(after),
  })
}

/** Settings are a model's own: they do not go along to another. */
function rulesAfter(rules: AccountRules, { model, set }: ChangeRules): AccountRules {
  return { ...rules, model, set, settings: model === rules.model ? rules.settings : undefined }
}

/** It may have switched its mode since the change was scheduled. */
function modelAfter(made: Result<MarginModel>, { rules }: Account): Result<MarginModel> {
  if (!made.ok || made.value.mode === rules.mode) return made
  const message = `mode of ${made.value.name} must be ${rules.mode}, is ${made.value.mode}`
  return failure({ code: 'model.unknown', path: '/model', message })
}
