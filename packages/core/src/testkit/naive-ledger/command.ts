import type { Fields } from '../builders.ts'
import {
  accountOf,
  balanceOf,
  copied,
  costDigits,
  coverFromFund,
  freeOf,
  isIsolated,
  keysOf,
  moneyDigits,
  type NaiveAccount,
  type NaiveInstrument,
  type NaiveLedger,
  pay,
  payContinuous,
  payFundingOf,
} from './ledger.ts'
import {
  add,
  ceiling,
  compare,
  divide,
  floor,
  multiply,
  nearest,
  negative,
  type Rational,
  rational,
  signOf,
  zero,
} from './rational.ts'
import { exchange, type NaiveTrade, settlementOf, trade } from './trade.ts'

/** Why a command changes nothing; undefined when it is done. */
type Refused = string | undefined

/** The margin a venue sets aside is no matter of a ledger: it is told. */
type MarginOpened = (leg: number) => NaiveTrade['marginOpened']

/** Does a command, whole or not at all. Whether margin allows it is asked elsewhere: `allowed` says what was answered. */
export function applyNaively(
  ledger: NaiveLedger,
  command: Fields,
  marginOpened: MarginOpened,
): { readonly refused: Refused; readonly after: NaiveLedger } {
  const at = command['at'] as number
  if (at < ledger.at) return { refused: 'command.clock-back', after: ledger }
  const after = copied(ledger)
  after.at = at
  const refused = perform(after, command, marginOpened)
  return { refused, after: refused === undefined ? after : { ...ledger, at } }
}

function perform(ledger: NaiveLedger, command: Fields, marginOpened: MarginOpened): Refused {
  switch (command['type']) {
    case 'deposit':
    case 'withdraw':
    case 'transfer':
    case 'fund-deposit':
      return moveCash(ledger, command)
    case 'fill':
      return fill(ledger, command, marginOpened)
    case 'prices':
      return price(ledger, command)
    case 'funding':
    case 'accrue-funding':
      return funding(ledger, command)
    case 'interest':
      return interest(ledger, command)
    case 'settle':
      return settle(ledger, command)
    case 'cancel':
      return isUnknown(ledger, command['account']) ? 'account.unknown' : 'order.unknown'
    case 'add-margin':
      return addMargin(ledger, command)
    default:
      return set(ledger, command)
  }
}

function isUnknown({ accounts }: NaiveLedger, id: unknown): boolean {
  return !accounts.has(String(id))
}

function amountOf(command: Fields, field = 'amount'): Rational {
  return rational(String(command[field]))
}

function isMoney(amount: Rational): boolean {
  return compare(floor(amount, moneyDigits), amount) === 0
}

function moveCash(ledger: NaiveLedger, command: Fields): Refused {
  const [type, account, asset] = [command['type'], String(command['account']), String(command['asset'])]
  const amount = amountOf(command)
  const refused = cashRefused(ledger, command)
  if (refused !== undefined) return refused
  if (type === 'deposit') pay(ledger, '@venue', account, asset, amount)
  else if (type === 'fund-deposit') pay(ledger, '@venue', '@fund', asset, amount)
  else {
    if (compare(balanceOf(ledger, account, asset), amount) < 0) return 'cash.exceeds-balance'
    if (compare(freeOf(ledger, account, asset), amount) < 0) return 'cash.exceeds-free'
    pay(ledger, account, type === 'withdraw' ? '@venue' : String(command['to']), asset, amount)
  }
  return undefined
}

function cashRefused(ledger: NaiveLedger, command: Fields): Refused {
  const { type, account, to } = command
  if (type !== 'fund-deposit' && isUnknown(ledger, account)) return 'account.unknown'
  if (type === 'transfer' && isUnknown(ledger, to)) return 'account.unknown'
  if (type === 'transfer' && to === account) return 'cash.same-account'
  return signOf(amountOf(command)) > 0 && isMoney(amountOf(command)) ? undefined : 'command.value'
}

function fill(ledger: NaiveLedger, command: Fields, marginOpened: MarginOpened): Refused {
  const symbol = String(command['symbol'])
  const instrument = ledger.instruments.get(symbol)
  if (instrument === undefined) return 'instrument.unlisted'
  if (isOver(ledger, symbol, instrument)) return 'instrument.expired'
  const price = amountOf(command, 'price')
  if (signOf(price) < 0 || (signOf(price) === 0 && instrument.kind !== 'option')) return 'command.value'
  for (const [i, leg] of (command['legs'] as readonly Fields[]).entries()) {
    const refused = legRefused(ledger, instrument, symbol, leg)
    if (refused !== undefined) return refused
    const account = String(leg['account'])
    const key = leg['side'] === undefined ? symbol : `${symbol} ${String(leg['side'])}`
    const terms: NaiveTrade = {
      account,
      symbol,
      key,
      contracts: amountOf(leg, 'contracts'),
      price,
      fee: amountOf(leg, 'fee'),
      marginOpened: marginOpened(i),
    }
    if (instrument.kind === 'spot') exchange(ledger, terms)
    else trade(ledger, terms)
  }
  return undefined
}

function isOver({ at, settled }: NaiveLedger, symbol: string, { expiryAt }: NaiveInstrument): boolean {
  return settled.has(symbol) || at >= expiryAt
}

function legRefused(ledger: NaiveLedger, { kind }: NaiveInstrument, symbol: string, leg: Fields): Refused {
  if (isUnknown(ledger, leg['account'])) return 'account.unknown'
  const account = accountOf(ledger, String(leg['account']))
  const contracts = amountOf(leg, 'contracts')
  if (signOf(contracts) === 0 || !isMoney(amountOf(leg, 'fee'))) return 'command.value'
  const side = leg['side']
  if ((side !== undefined) !== (account.hedge && kind !== 'spot')) return 'position.side'
  if (side === undefined) return undefined
  const held = account.positions.get(`${symbol} ${String(side)}`)?.contracts ?? zero
  const turned = signOf(add(held, contracts)) * (side === 'long' ? 1 : -1)
  return turned < 0 ? 'position.flips' : undefined
}

function price(ledger: NaiveLedger, command: Fields): Refused {
  for (const [symbol, mark] of Object.entries(command['marks'] as Record<string, string>))
    ledger.marks.set(symbol, rational(mark))
  return undefined
}

function funding(ledger: NaiveLedger, command: Fields): Refused {
  const symbol = String(command['symbol'])
  const instrument = ledger.instruments.get(symbol)
  if (instrument === undefined) return 'instrument.unlisted'
  if (instrument.kind !== 'perpetual') return 'instrument.kind'
  const mark = ledger.marks.get(symbol) as Rational
  const size = multiply(amountOf(command, 'rateFrac'), instrument.size)
  const each = instrument.inverse ? divide(size, mark) : multiply(size, mark)
  if (command['type'] === 'accrue-funding') {
    ledger.indexes.set(symbol, add(ledger.indexes.get(symbol) ?? zero, nearest(each, costDigits)))
    return undefined
  }
  for (const [id, { positions }] of ledger.accounts)
    for (const key of keysOf(symbol)) {
      const position = positions.get(key)
      if (position === undefined) continue
      const owed = ceiling(multiply(each, position.contracts), moneyDigits)
      payFundingOf(ledger, id, key, position, negative(owed))
    }
  return undefined
}

function interest(ledger: NaiveLedger, command: Fields): Refused {
  const [asset, rate] = [String(command['asset']), amountOf(command, 'rateFrac')]
  if (signOf(rate) < 0) return 'command.value'
  for (const id of ledger.accounts.keys()) {
    const balance = balanceOf(ledger, id, asset)
    if (signOf(balance) >= 0) continue
    pay(ledger, id, '@interest', asset, ceiling(multiply(negative(balance), rate), moneyDigits))
  }
  return undefined
}

function settle(ledger: NaiveLedger, command: Fields): Refused {
  const [symbol, price] = [String(command['symbol']), amountOf(command, 'price')]
  const instrument = ledger.instruments.get(symbol)
  if (instrument === undefined) return 'instrument.unlisted'
  if (instrument.kind === 'spot' || instrument.kind === 'perpetual') return 'instrument.kind'
  if (ledger.settled.has(symbol)) return 'instrument.expired'
  if (ledger.at < instrument.expiryAt) return 'instrument.not-expired'
  if (signOf(price) <= 0) return 'command.value'
  for (const id of ledger.accounts.keys()) for (const key of keysOf(symbol)) payOut(ledger, id, key, price)
  ledger.settled.add(symbol)
  return undefined
}

function payOut(ledger: NaiveLedger, id: string, key: string, price: Rational): void {
  const { positions } = accountOf(ledger, id)
  const position = positions.get(key)
  if (position === undefined) return
  const instrument = ledger.instruments.get(position.symbol) as NaiveInstrument
  const value = settlementOf(instrument, position, price)
  pay(ledger, '@settlement', id, instrument.settle, value)
  const left = position.margin === null ? zero : add(position.margin, value)
  if (signOf(left) < 0) coverFromFund(ledger, id, instrument.settle, negative(left))
  positions.delete(key)
}

/** Why a command about contracts that still trade, of an account, is refused before anything else is asked. */
function liveRefused(ledger: NaiveLedger, command: Fields): Refused {
  const symbol = String(command['symbol'])
  if (isUnknown(ledger, command['account'])) return 'account.unknown'
  const instrument = ledger.instruments.get(symbol)
  if (instrument === undefined) return 'instrument.unlisted'
  if (instrument.kind === 'spot') return 'instrument.kind'
  return isOver(ledger, symbol, instrument) ? 'instrument.expired' : undefined
}

function addMargin(ledger: NaiveLedger, command: Fields): Refused {
  const [id, symbol, amount, side] = [
    String(command['account']),
    String(command['symbol']),
    amountOf(command),
    command['side'],
  ]
  const refused = liveRefused(ledger, command)
  if (refused !== undefined) return refused
  const account = accountOf(ledger, id)
  if (signOf(amount) === 0 || !isMoney(amount)) return 'command.value'
  if (!isIsolated(account, symbol)) return 'margin.not-isolated'
  if (account.hedge !== (side !== undefined)) return 'position.side'
  const key = side === undefined ? symbol : `${symbol} ${String(side)}`
  if (!account.positions.has(key)) return 'position.none'
  payContinuous(ledger, id, symbol)
  const position = account.positions.get(key)
  if (position === undefined) return 'position.none'
  const { settle } = ledger.instruments.get(symbol) as NaiveInstrument
  const margin = add(position.margin ?? zero, amount)
  if (signOf(amount) > 0 && compare(freeOf(ledger, id, settle), amount) < 0) return 'cash.exceeds-free'
  if (signOf(margin) < 0) return 'margin.insufficient'
  account.positions.set(key, { ...position, margin })
  return undefined
}

function set(ledger: NaiveLedger, command: Fields): Refused {
  const symbol = String(command['symbol'])
  const refused = command['type'] === 'set-hedge-mode' ? undefined : liveRefused(ledger, command)
  if (refused !== undefined) return refused
  if (isUnknown(ledger, command['account'])) return 'account.unknown'
  const account = accountOf(ledger, String(command['account']))
  if (command['type'] === 'set-leverage') account.leverage.set(symbol, command['leverage'] as number)
  else if (command['type'] === 'set-hedge-mode') return setHedge(account, command['hedge'] === true)
  else return setIsolated(account, symbol, command['isolated'] === true)
  return undefined
}

function setHedge(account: NaiveAccount, hedge: boolean): Refused {
  if (account.positions.size > 0) return 'position.open'
  account.hedge = hedge
  return undefined
}

function setIsolated({ mode, positions, isolated }: NaiveAccount, symbol: string, to: boolean): Refused {
  if (mode === 'isolated') return 'mode.refused'
  if (keysOf(symbol).some((key) => positions.has(key))) return 'position.open'
  if (to) isolated.add(symbol)
  else isolated.delete(symbol)
  return undefined
}
