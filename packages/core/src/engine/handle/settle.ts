import type { Future, Option } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import { formatInstant } from '../../num/instant.ts'
import type { HeldPosition } from '../account.ts'
import type { Settle } from '../command.ts'
import { type Draft, holdersOf, positionKeysOf } from '../draft.ts'
import { emit, post } from '../emit.ts'
import { coverLoss } from '../loss/cover.ts'
import { profitOf } from '../position/position.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { moneyScale } from '../state.ts'
import { type Handler, unlisted, wrongKind } from './handler.ts'

/** Expiry: orders are released, then every position is paid out, both in order of opening. */
export const settle: Handler<Settle> = (draft, command) => {
  const instrument = expired(draft, command)
  if ('code' in instrument) return instrument
  const { symbol, price } = command
  releaseOrders(draft, symbol)
  for (const { id, positions } of holdersOf(draft, symbol)) {
    for (const key of positionKeysOf(symbol)) {
      const position = positions.get(key)
      if (position !== undefined) payOut(draft, instrument, { account: id, key, position, price })
    }
  }
  emit(draft, { type: 'settled', symbol, price })
  return undefined
}

function expired({ core: { market, settled } }: Draft, { symbol, price, at }: Settle): Future | Option | Refusal {
  const instrument = market.instruments.get(symbol)?.instrument
  if (instrument === undefined) return unlisted(symbol)
  if (instrument.kind !== 'future' && instrument.kind !== 'option')
    return wrongKind(symbol, 'a future or an option', instrument.kind)
  if (settled.has(symbol)) return refusal('instrument.expired', '/symbol', `${symbol} must be settled once, is settled`)
  if (at < instrument.expiryAt)
    return refusal(
      'instrument.not-expired',
      '/at',
      `${symbol} must have expired, does at ${formatInstant(instrument.expiryAt)}, now is ${formatInstant(at)}`,
    )
  if (price.sign() <= 0) return refusal('command.value', '/price', `price must be positive, is ${price}`)
  return instrument
}

function releaseOrders(draft: Draft, symbol: string): void {
  for (const { id, orders } of draft.state.accounts.values())
    for (const order of orders.values())
      if (order.symbol === symbol) emit(draft, { type: 'order-released', account: id, order: order.id, why: 'expired' })
}

interface PaidOut {
  readonly account: string
  readonly key: string
  readonly position: HeldPosition
  readonly price: Decimal
}

/** An isolated position can lose no more than its margin; what is left of that goes back to the balance. */
function payOut(draft: Draft, instrument: Future | Option, { account, key, position, price }: PaidOut): void {
  const { symbol, contracts, cost, isolatedMargin } = position
  const amount =
    instrument.kind === 'option'
      ? payoff(instrument, contracts, price)
      : profitOf(instrument, contracts, cost, price).rounded(moneyScale, 'down')
  post(draft, { cause: 'settlement', asset: instrument.settle, amount, from: '@settlement', to: account })
  const beyond = isolatedMargin?.plus(amount).negated()
  if (beyond !== undefined && beyond.sign() > 0) coverLoss(draft, account, instrument.settle, beyond)
  emit(draft, { type: 'position-changed', account, key, symbol, was: position, now: undefined })
}

/** Intrinsic value of contracts, settlement asset, signed as they are, rounded down: an inverse option pays it in the coin. */
function payoff({ strike, right, payout, contractSize }: Option, contracts: Decimal, price: Decimal): Decimal {
  const above = right === 'call' ? price.minus(strike) : strike.minus(price)
  if (above.sign() <= 0) return Decimal.zero
  const inQuote = contracts.times(contractSize).times(above)
  return payout === 'inverse' ? inQuote.dividedBy(price, moneyScale, 'down') : inQuote.rounded(moneyScale, 'down')
}
