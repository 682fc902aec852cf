import type { Cause } from '../../ledger/entry.ts'
import type { Asset } from '../../market/instrument.ts'
import type { FundDeposit, MoveCash, Transfer } from '../command.ts'
import { accountIn, balanceOf, type Draft } from '../draft.ts'
import { post } from '../emit.ts'
import { backingRefusal } from '../free.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { amountRefusal, type Handler, unknownAccount } from './handler.ts'

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

function paidOut(
  draft: Draft,
  payment: { cause: Cause; asset: Asset; amount: MoveCash['amount']; from: string; to: string },
  rules: Parameters<Handler<MoveCash>>[2],
): Refusal | undefined {
  const { asset, amount, from } = payment
  const held = balanceOf(draft, from, asset)
  if (held.compare(amount) < 0)
    return refusal(
      'cash.exceeds-balance',
      '/amount',
      `amount must be at most the balance of ${held} ${asset}, is ${amount}`,
      {
        facts: { balance: held.toString() },
      },
    )
  post(draft, payment)
  return backingRefusal(draft, from, rules, 'cash.exceeds-free')
}
