import type { Derivative } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import { type Account, type OpenOrder, positionKey } from '../account.ts'
import type { OrderTerms } from '../command.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { EngineCore } from '../state.ts'
import { isClosing } from './closing.ts'

/** Open orders of an account: all of them are looked at whenever one is placed. */
export const ordersMax = 1000

/** Terms as the account keeps them while they are open. */
export function openOrderOf({ id, symbol, contracts, price, reduceOnly, side }: OrderTerms): OpenOrder {
  return { id, symbol, contracts, price, reduceOnly, side }
}

/**
 * Why terms are not an order the account may place, whatever its margin is; by precedence: quantity, negative price,
 * instrument, its kind, its expiry, a price of zero, id, the number of orders, side, what it reduces, a liquidation under way.
 */
export function termsRefusal(account: Account, core: EngineCore, order: OrderTerms): Refusal | undefined {
  return (
    quantityRefusal(order) ??
    instrumentRefusal(core, order) ??
    idRefusal(account, order) ??
    countRefusal(account) ??
    sideRefusal(account, order) ??
    reducingRefusal(account, order) ??
    liquidatingRefusal(account, order)
  )
}

function quantityRefusal({ contracts, price }: OrderTerms): Refusal | undefined {
  if (contracts.isZero()) return refusal('command.value', '/order/contracts', 'contracts must not be zero, are 0')
  return price.sign() < 0
    ? refusal('command.value', '/order/price', `price must not be negative, is ${price}`)
    : undefined
}

/** A spot trade is paid at once from the balance and has no margin: it is filled, never ordered. */
function instrumentRefusal({ market, settled, at }: EngineCore, { symbol, price }: OrderTerms): Refusal | undefined {
  const instrument = market.instruments.get(symbol)?.instrument
  if (instrument === undefined)
    return refusal('instrument.unlisted', '/order/symbol', `an instrument must be listed, ${symbol} is not`)
  if (instrument.kind === 'spot')
    return refusal('instrument.kind', '/order/symbol', `an order must be for a contract, ${symbol} is spot`)
  if (isPast(instrument, at) || (settled.size > 0 && settled.has(symbol)))
    return refusal(
      'instrument.expired',
      '/order/symbol',
      `an order must be placed before expiry, ${symbol} has expired`,
    )
  // An option may be given away; anything else at zero would be worth its whole notional to the buyer.
  return price.isZero() && instrument.kind !== 'option'
    ? refusal('command.value', '/order/price', `price must be positive, is ${price}`)
    : undefined
}

function isPast(instrument: Derivative, at: number): boolean {
  return instrument.kind !== 'perpetual' && at >= instrument.expiryAt
}

function idRefusal({ orders }: Account, { id }: OrderTerms): Refusal | undefined {
  return orders.size > 0 && orders.has(id)
    ? refusal('order.exists', '/order/id', `an order's id must not be that of an open one, ${id} is`)
    : undefined
}

/** Cancelling makes room, and is always allowed. */
function countRefusal({ id, orders }: Account): Refusal | undefined {
  if (orders.size < ordersMax) return undefined
  const message = `an account must have at most ${ordersMax} open orders, ${id} has ${orders.size}`
  return refusal('order.too-many', '/account', message, { facts: { ordersMax } })
}

function sideRefusal({ isHedgeMode }: Account, { side }: OrderTerms): Refusal | undefined {
  if (isHedgeMode === (side !== undefined)) return undefined
  const must = isHedgeMode ? 'must be named in hedge mode, is not' : `must not be named outside hedge mode, is ${side}`
  return refusal('position.side', '/order/side', `side ${must}`)
}

/** What closes must not be more than what is held, also together with the other orders that close it. */
function reducingRefusal(account: Account, order: OrderTerms): Refusal | undefined {
  if (!isClosing(order)) return undefined
  const held = account.positions.get(positionKey(order.symbol, order.side))?.contracts ?? Decimal.zero
  const closing = closedByOthers(account, order).plus(order.contracts)
  const reduces = held.sign() * order.contracts.sign() < 0 && closing.abs().compare(held.abs()) <= 0
  if (reduces) return undefined
  const message = `orders that close must be for at most the ${held} contracts held, are together for ${closing}`
  return refusal('order.reduce-only', '/order/contracts', message, {
    facts: { held: held.toString(), closing: closing.toString() },
  })
}

function closedByOthers({ orders }: Account, { symbol, side, contracts }: OrderTerms): Decimal {
  let sum = Decimal.zero
  for (const other of orders.values()) {
    const isSame = other.symbol === symbol && other.side === side && other.contracts.sign() === contracts.sign()
    if (isSame && isClosing(other)) sum = sum.plus(other.contracts)
  }
  return sum
}

function liquidatingRefusal({ id, liquidation }: Account, order: OrderTerms): Refusal | undefined {
  if (liquidation.state === 'none' || isClosing(order)) return undefined
  const message = `account ${id} must not be under liquidation to place more than what closes, its pool ${liquidation.pool} is`
  return refusal('account.liquidating', '/account', message, { facts: { pool: liquidation.pool } })
}
