import type { CancelOrder } from '../command.ts'
import { accountIn } from '../draft.ts'
import { emit } from '../emit.ts'
import { refusal } from '../refusal.ts'
import { type Handler, unknownAccount } from './handler.ts'

/** Takes an open order back. Always allowed, also in a liquidation. */
export const cancel: Handler<CancelOrder> = (draft, { account: id, order }) => {
  const account = accountIn(draft, id)
  if (account === undefined) return unknownAccount(id)
  if (!account.orders.has(order))
    return refusal('order.unknown', '/order', `order must be open, ${order} of ${id} is not`)
  emit(draft, { type: 'order-released', account: id, order, why: 'cancelled' })
  return undefined
}
