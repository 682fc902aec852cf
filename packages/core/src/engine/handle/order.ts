import type { PlaceOrder } from '../command.ts'
import { accountIn } from '../draft.ts'
import { emit } from '../emit.ts'
import { checkOrder, type OrderCheck } from '../order/check.ts'
import { openOrderOf } from '../order/terms.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { unpriced } from '../standing/free.ts'
import { type Handler, unknownAccount } from './handler.ts'

/** Places an order that fits; from then on it counts in initial margin. */
export const order: Handler<PlaceOrder> = (draft, { account: id, order: terms }, rules) => {
  const account = accountIn(draft, id)
  if (account === undefined) return unknownAccount(id)
  const check = checkOrder(draft, account, terms, rules)
  if (check.verdict !== 'fits') return refusalOf(check, terms.contracts.toString())
  emit(draft, { type: 'order-reserved', account: id, order: openOrderOf(terms) })
  return undefined
}

function refusalOf(check: Exclude<OrderCheck, { verdict: 'fits' }>, contracts: string): Refusal {
  if (check.verdict === 'refused') return check.refusal
  if (check.verdict === 'unpriced') return unpriced(check.problems)
  const { shortBy, currency, pool, largestThatFits } = check
  const message = `adjusted equity of ${pool} must cover initial margin with the order of ${contracts}, lacks ${shortBy} ${currency}; ${largestThatFits} fit`
  return refusal('order.breaches', '/order/contracts', message, {
    facts: { shortBy, largestThatFits: largestThatFits.toString(), pool, currency },
  })
}
