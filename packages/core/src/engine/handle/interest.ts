import type { Interest } from '../command.ts'
import { post } from '../emit.ts'
import { refusal } from '../refusal.ts'
import { moneyScale } from '../state.ts'
import type { Handler } from './handler.ts'

/** What is borrowed costs its share, rounded up; in order of opening. */
export const interest: Handler<Interest> = (draft, { asset, rateFrac }) => {
  if (rateFrac.sign() < 0) return refusal('command.value', '/rateFrac', `rateFrac must not be negative, is ${rateFrac}`)
  for (const { id, balances } of draft.state.accounts.values()) {
    const balance = balances.get(asset)
    if (balance === undefined || balance.sign() >= 0) continue
    const amount = balance.negated().times(rateFrac).rounded(moneyScale, 'up')
    post(draft, { cause: 'interest', asset, amount, from: id, to: '@interest' })
  }
  return undefined
}
