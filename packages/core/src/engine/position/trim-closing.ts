import { Decimal } from '../../num/decimal.ts'
import { type OpenOrder, positionKey } from '../account.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { isClosing } from '../order/closing.ts'

/**
 * Orders that only close, together for no more than what is held now: after a position has shrunk, closed or turned over,
 * those in front keep their size, and the rest is reduced or released. In front is who is filled first: the better price,
 * of one price the older order. So no fill of such an order can ever open anything.
 */
export function trimClosing(draft: Draft, account: string, symbol: string, side: OpenOrder['side']): void {
  const found = accountIn(draft, account)
  if (found === undefined || found.orders.size === 0) return
  const held = found.positions.get(positionKey(symbol, side))?.contracts ?? Decimal.zero
  const closing = [...found.orders.values()].filter(
    (order) => order.symbol === symbol && order.side === side && isClosing(order),
  )
  let left = held
  for (const order of closing.sort(inFront)) {
    const most = coveredBy(left, order)
    left = left.plus(most)
    if (most.isZero()) emit(draft, { type: 'order-released', account, order: order.id, why: 'position-shrank' })
    else if (!most.equals(order.contracts))
      emit(draft, { type: 'order-reduced', account, order: { ...order, contracts: most }, why: 'position-shrank' })
  }
}

/** The part of an order that closes something of what is left, signed as the order. */
function coveredBy(left: Decimal, { contracts }: OpenOrder): Decimal {
  if (left.sign() * contracts.sign() >= 0) return Decimal.zero
  return contracts.abs().compare(left.abs()) > 0 ? left.negated() : contracts
}

/** Sorting keeps the order of age among equal prices. */
function inFront(a: OpenOrder, b: OpenOrder): number {
  return a.contracts.sign() > 0 ? b.price.compare(a.price) : a.price.compare(b.price)
}
