import type { OpenAccount } from '../command.ts'
import { accountIn } from '../draft.ts'
import { emit } from '../emit.ts'
import { type Refusal, refusal, refusalFor } from '../refusal.ts'
import type { Handler } from './handler.ts'

const nameLengthMax = 128

/** Opens an account, empty. */
export const open: Handler<OpenAccount> = (draft, { account, mode, model, set, settings, at }, rules) => {
  const wrongName = nameRefusal(account)
  if (wrongName !== undefined) return wrongName
  if (accountIn(draft, account) !== undefined)
    return refusal('account.exists', '/account', `account must be new, ${account} is open`)
  const accountRules = { mode, model, set, settings }
  const made = rules.modelOf(accountRules, draft.core.parameters)
  if (!made.ok) return refusalFor('model.unknown', '/model', made.problems)
  if (made.value.mode !== mode)
    return refusal('model.unknown', '/mode', `mode of ${model} must be ${made.value.mode}, is ${mode}`)
  // The set that is current now stays the account's, whatever becomes current later.
  emit(draft, { type: 'opened', account, rules: { ...accountRules, set: set ?? made.value.parameters.set }, at })
  return undefined
}

/** Names that begin with `@` are the venue's own books; a space parts a name from an asset. */
function nameRefusal(name: string): Refusal | undefined {
  if (name.length > 0 && name.length <= nameLengthMax && !name.startsWith('@') && !/\s/.test(name)) return undefined
  const rule = `account must be 1 to ${nameLengthMax} characters, without blanks, not beginning with @`
  return refusal('account.name', '/account', `${rule}, is ${JSON.stringify(name.slice(0, nameLengthMax))}`)
}
