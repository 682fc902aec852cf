import type { Decimal } from '../../num/decimal.ts'
import type { Account } from '../account.ts'
import type { FillLeg } from '../command.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { type Refusal, refusal } from '../refusal.ts'

/** Why a leg cannot be a fill of the order it names. */
export function orderRefusal(
  account: Account,
  symbol: string,
  { order: id, contracts, side }: FillLeg,
  path: string,
): Refusal | undefined {
  if (id === undefined) return undefined
  const order = account.orders.get(id)
  if (order === undefined)
    return refusal('order.unknown', `${path}/order`, `order must be open, ${id} of ${account.id} is not`)
  if (order.symbol !== symbol || order.side !== side || order.contracts.sign() !== contracts.sign())
    return refusal(
      'order.unknown',
      `${path}/order`,
      `order ${id} must be for what was traded, is for ${order.contracts} ${order.symbol}`,
    )
  if (contracts.abs().compare(order.contracts.abs()) > 0)
    return refusal(
      'order.overfilled',
      `${path}/contracts`,
      `at most ${order.contracts} of order ${id} may be filled, are ${contracts}`,
    )
  return undefined
}

/** Takes what was filled off an order that has at least that much left. */
export function consumeOrder(draft: Draft, account: string, id: string, contracts: Decimal): void {
  const order = accountIn(draft, account)?.orders.get(id)
  if (order === undefined) return
  const left = order.contracts.minus(contracts)
  if (left.isZero()) emit(draft, { type: 'order-released', account, order: id, why: 'filled' })
  else emit(draft, { type: 'order-reduced', account, order: { ...order, contracts: left }, why: 'filled' })
}
