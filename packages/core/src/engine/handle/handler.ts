import type { Holder } from '../../ledger/entry.ts'
import type { Decimal } from '../../num/decimal.ts'
import type { Draft } from '../draft.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { moneyScale } from '../state.ts'

/** Does what a command says, on a draft, or says why not: then the draft is thrown away, whatever was done to it. */
export type Handler<C> = (draft: Draft, command: C, rules: EngineRules) => Refusal | undefined

export function unknownAccount(id: Holder, path = '/account'): Refusal {
  return refusal('account.unknown', path, `account must be open, ${id} is not`)
}

/** Why an amount is not one that can be posted. */
export function amountRefusal(amount: Decimal, path = '/amount'): Refusal | undefined {
  if (amount.sign() <= 0) return refusal('command.value', path, `amount must be positive, is ${amount}`)
  return unitsRefusal(amount, path)
}

export function unitsRefusal(amount: Decimal, path: string): Refusal | undefined {
  if (amount.rounded(moneyScale, 'down').equals(amount)) return undefined
  return refusal('command.value', path, `amount must have at most ${moneyScale} digits after the point, is ${amount}`)
}
