import type { Movement } from '../../ledger/entry.ts'
import type { Decimal } from '../../num/decimal.ts'
import type { Account } from '../account.ts'
import type { FundDeposit, MoveCash, Transfer } from '../command.ts'
import { accountIn, balanceOf, type Draft } from '../draft.ts'
import { post } from '../emit.ts'
import { freeBalance } from '../position/isolated.ts'
import { type Refusal, type RefusalCode, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { backingRefusal, isShared } from '../standing/free.ts'
import { amountRefusal, beingLiquidated, type Handler, unknownAccount } from './handler.ts'

/** Money from outside. */
export const deposit: Handler<MoveCash> = (draft, { account, asset, amount }) => {
  if (accountIn(draft, account) === undefined) return unknownAccount(account)
  const wrong = amountRefusal(amount)
  if (wrong !== undefined) return wrong
  post(draft, { cause: 'deposit', asset, amount, from: '@venue', to: account })
  return undefined
}

/** Money to outside: of what is there, and not of what backs something. */
export const withdraw: Handler<MoveCash> = (draft, { account, asset, amount }, rules) => {
  if (accountIn(draft, account) === undefined) return unknownAccount(account)
  const wrong = amountRefusal(amount)
  if (wrong !== undefined) return wrong
  return paidOut(draft, { cause: 'withdrawal', asset, amount, from: account, to: '@venue' }, rules)
}

export const transfer: Handler<Transfer> = (draft, { account, to, asset, amount }, rules) => {
  if (accountIn(draft, account) === undefined) return unknownAccount(account)
  if (accountIn(draft, to) === undefined) return unknownAccount(to, '/to')
  if (to === account) return refusal('cash.same-account', '/to', `a transfer must be to another account, is to ${to}`)
  const wrong = amountRefusal(amount)
  if (wrong !== undefined) return wrong
  return paidOut(draft, { cause: 'transfer', asset, amount, from: account, to }, rules)
}

export const fundDeposit: Handler<FundDeposit> = (draft, { asset, amount }) => {
  const wrong = amountRefusal(amount)
  if (wrong !== undefined) return wrong
  post(draft, { cause: 'fund-deposit', asset, amount, from: '@venue', to: '@fund' })
  return undefined
}

function paidOut(draft: Draft, payment: Movement, rules: EngineRules): Refusal | undefined {
  const { asset, amount, from } = payment
  const account = accountIn(draft, from) as Account
  if (account.liquidation.state === 'liquidating') return beingLiquidated(from)
  const held = balanceOf(draft, from, asset)
  if (held.compare(amount) < 0) return exceeds('cash.exceeds-balance', payment, held, 'the balance')
  const free = freeBalance(account, asset, draft.core)
  if (free.compare(amount) < 0) return exceeds('cash.exceeds-free', payment, free, 'what is not set aside,')
  post(draft, payment)
  return backingRefusal(draft, from, rules, 'cash.exceeds-free', isShared)
}

function exceeds(code: RefusalCode, { asset, amount }: Movement, most: Decimal, what: string): Refusal {
  return refusal(code, '/amount', `amount must be at most ${what} ${most} ${asset}, is ${amount}`, {
    facts: { available: most.toString() },
  })
}
