import type { Account, AccountRules } from '../account.ts'
import type { AcceptDisclosure, SwitchMode } from '../command.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { disclosuresMax, limitRefusal, modeStretchesMax } from '../limits.ts'
import { unsurePrices } from '../market/unsure-prices.ts'
import { changeMode } from '../mode/change-mode.ts'
import { entryRefusal } from '../mode/entry-policy.ts'
import { type Refusal, refusal, refusalFor } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { backingRefusal, unpriced } from '../standing/free.ts'
import { isStanding, standingOf } from '../standing/standing.ts'
import { totalsOf } from '../standing/totals.ts'
import { type Handler, unknownAccount } from './handler.ts'

export const acceptDisclosure: Handler<AcceptDisclosure> = (draft, { account, disclosure, at }) => {
  const found = accountIn(draft, account)
  if (found === undefined) return unknownAccount(account)
  // The first time counts.
  if (found.disclosures.has(disclosure)) return undefined
  const full = limitRefusal('/disclosure', 'disclosures of an account', found.disclosures.size, disclosuresMax)
  if (full !== undefined) return full
  emit(draft, { type: 'disclosure-accepted', account, disclosure, at })
  return undefined
}

/**
 * Switches an account to another mode or model: its present margin must be known, what the model asks of those who enter
 * it must be met, and the account must have its initial margin under the new rules.
 */
export const switchMode: Handler<SwitchMode> = (draft, command, rules) => {
  const account = accountIn(draft, command.account)
  if (account === undefined) return unknownAccount(command.account)
  if (account.liquidation.state === 'liquidating')
    return refusal('account.liquidating', '/account', `account must not be in liquidation, ${account.id} is`)
  const full = limitRefusal('/account', 'changes of mode of an account', account.modes.length, modeStretchesMax)
  if (full !== undefined) return full
  const made = newRules(draft, command, rules)
  if ('code' in made) return made
  const notAllowed = entryDenied(draft, account, command, rules)
  if (notAllowed !== undefined) return notAllowed
  const problems = changeMode(draft, account.id, made.to, made.model, rules)
  if (problems.length > 0) return refusalFor('mode.refused', '/model', problems)
  return backingRefusal(draft, account.id, rules, 'margin.insufficient')
}

interface NewRules {
  readonly to: AccountRules
  readonly model: Parameters<typeof changeMode>[3]
}

function newRules({ core }: Draft, { mode, model, set, settings }: SwitchMode, rules: EngineRules): NewRules | Refusal {
  const made = rules.modelOf({ mode, model, set, settings }, core.parameters)
  if (!made.ok) return refusalFor('model.unknown', '/model', made.problems)
  if (made.value.mode !== mode)
    return refusal('model.unknown', '/mode', `mode of ${model} must be ${made.value.mode}, is ${mode}`)
  return { to: { mode, model, set: set ?? made.value.parameters.set, settings }, model: made.value }
}

function entryDenied(draft: Draft, account: Account, command: SwitchMode, rules: EngineRules): Refusal | undefined {
  const standing = standingOf(account, draft.core, rules)
  if (!isStanding(standing)) return unpriced(standing)
  const unsure = account.positions.size > 0 ? unsurePrices(account, draft.core) : []
  const { equity } = totalsOf(standing)
  if (equity === null || unsure.length > 0) return unpriced([...standing.problems, ...unsure])
  return entryRefusal(account, command, equity, draft.core, rules)
}
