import type { Derivative, Spot } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Fill, FillLeg } from '../command.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit, post } from '../emit.ts'
import { consumeOrder, orderRefusal } from '../order/take-order.ts'
import { bookTrade } from '../position/book-trade.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { moneyScale } from '../state.ts'
import { type Handler, unitsRefusal, unknownAccount, unlisted } from './handler.ts'

/** Books a trade that has happened, one leg after the other. A trade is a fact: margin is not asked. */
export const fill: Handler<Fill> = (draft, command, rules) => {
  const instrument = tradable(draft, command)
  if ('code' in instrument) return instrument
  for (const [i, leg] of command.legs.entries()) {
    const wrong = legRefusal(draft, command, leg, `/legs/${i}`)
    if (wrong !== undefined) return wrong
    if (instrument.kind === 'spot') exchange(draft, instrument, command, leg)
    else tradeContracts(draft, instrument, command, leg, rules)
  }
  return undefined
}

function tradable(draft: Draft, { symbol, price, at, legs }: Fill): Derivative | Spot | Refusal {
  const { market, settled } = draft.core
  const instrument = market.instruments.get(symbol)?.instrument
  if (instrument === undefined) return unlisted(symbol)
  if (settled.has(symbol) || ('expiryAt' in instrument && at >= instrument.expiryAt))
    return refusal('instrument.expired', '/symbol', `a trade must be before expiry, ${symbol} has expired`)
  if (price.sign() < 0 || (price.isZero() && instrument.kind !== 'option'))
    return refusal('command.value', '/price', `price must be positive, is ${price}`)
  if (legs.length === 0) return refusal('command.value', '/legs', 'a trade must have at least one leg, has none')
  return instrument
}

function legRefusal(draft: Draft, { symbol }: Fill, leg: FillLeg, path: string): Refusal | undefined {
  const account = accountIn(draft, leg.account)
  if (account === undefined) return unknownAccount(leg.account, `${path}/account`)
  if (leg.contracts.isZero()) return refusal('command.value', `${path}/contracts`, 'contracts must not be zero, are 0')
  const wrongFee = unitsRefusal(leg.fee, `${path}/fee`)
  if (wrongFee !== undefined) return wrongFee
  return sideRefusal(draft, symbol, leg, path) ?? orderRefusal(account, symbol, leg, path)
}

/** In hedge mode a trade of contracts names its side and may not turn it over; elsewhere there are no sides. */
function sideRefusal(
  draft: Draft,
  symbol: string,
  { account, side, contracts }: FillLeg,
  path: string,
): Refusal | undefined {
  const { isHedgeMode, positions } = accountIn(draft, account) as NonNullable<ReturnType<typeof accountIn>>
  const isSpot = draft.core.market.instruments.get(symbol)?.instrument.kind === 'spot'
  const hasSides = isHedgeMode && !isSpot
  if (!hasSides && side === undefined) return undefined
  if (!hasSides || side === undefined) {
    const must = hasSides
      ? 'must be named in hedge mode, is not'
      : `must not be named of a spot trade or outside hedge mode, is ${side}`
    return refusal('position.side', `${path}/side`, `side ${must}`)
  }
  const held = positions.get(`${symbol} ${side}`)?.contracts
  const after = held === undefined ? contracts : held.plus(contracts)
  if (after.isZero() || after.sign() > 0 === (side === 'long')) return undefined
  return refusal('position.flips', `${path}/contracts`, `a ${side} position must stay ${side}, would be ${after}`)
}

function tradeContracts(draft: Draft, instrument: Derivative, command: Fill, leg: FillLeg, rules: EngineRules): void {
  const { account, contracts, fee, order, side } = leg
  if (order !== undefined) consumeOrder(draft, account, order, contracts)
  bookTrade(draft, rules, {
    account,
    instrument,
    contracts,
    price: command.price,
    fee,
    side,
    order,
    why: 'trade',
    feeTo: '@fees',
  })
}

/** Base against quote, each rounded against the account. */
function exchange(
  draft: Draft,
  { underlying, quote, symbol }: Spot,
  { price }: Fill,
  { account, contracts, fee, order }: FillLeg,
): void {
  if (order !== undefined) consumeOrder(draft, account, order, contracts)
  const base = contracts.rounded(moneyScale, 'down')
  const paid = contracts.times(price).rounded(moneyScale, 'up')
  post(draft, { cause: 'trade', asset: underlying, amount: base, from: '@trading', to: account })
  post(draft, { cause: 'trade', asset: quote, amount: paid, from: account, to: '@trading' })
  post(draft, { cause: 'fee', asset: quote, amount: fee, from: account, to: '@fees' })
  emit(draft, { type: 'filled', account, symbol, contracts, price, realised: Decimal.zero, fee, order, why: 'trade' })
}
