import {
  accountOf,
  booked,
  costDigits,
  coverFromFund,
  isIsolated,
  moneyDigits,
  type NaiveInstrument,
  type NaiveLedger,
  type NaivePosition,
  pay,
  payContinuous,
} from './ledger.ts'
import {
  add,
  ceiling,
  compare,
  divide,
  floor,
  multiply,
  negative,
  type Rational,
  signOf,
  subtract,
  zero,
} from './rational.ts'

export interface NaiveTrade {
  readonly account: string
  readonly symbol: string
  readonly key: string
  readonly contracts: Rational
  readonly price: Rational
  readonly fee: Rational
  /** Margin that the venue's model sets aside for what is opened, of an isolated position; told from outside. */
  readonly marginOpened: (opened: NaiveOpening) => Rational
}

export interface NaiveOpening {
  readonly instrument: NaiveInstrument
  /** Held after the trade, and the part of it that the trade opened. */
  readonly contracts: Rational
  readonly opening: Rational
  readonly price: Rational
  /** Margin of the part that was there. */
  readonly kept: Rational
}

/** One account's side of a trade of contracts. */
export function trade(ledger: NaiveLedger, terms: NaiveTrade): void {
  const { account: id, symbol, key, contracts, price, fee } = terms
  const instrument = ledger.instruments.get(symbol) as NaiveInstrument
  payContinuous(ledger, id, symbol)
  const { positions } = accountOf(ledger, id)
  const held = positions.get(key)
  const closing = held === undefined ? zero : closingPart(held.contracts, contracts)
  const opening = subtract(contracts, closing)
  const leaving = held === undefined || signOf(closing) === 0 ? zero : leavingCost(instrument, held, closing)
  const profit = booked(profitOf(instrument, negative(closing), leaving, price))
  const isOption = instrument.kind === 'option'
  pay(ledger, '@trading', id, instrument.settle, isOption ? premium(instrument, contracts, price) : profit)
  pay(ledger, id, '@fees', instrument.settle, fee)
  const closed = isOption ? premium(instrument, closing, price) : profit
  const margin = marginLeft(ledger, terms, { instrument, held, closing, closed })
  const rest = held === undefined ? zero : add(held.contracts, closing)
  if (signOf(rest) === 0 && signOf(opening) === 0) {
    positions.delete(key)
    return
  }
  const position: NaivePosition = {
    symbol,
    contracts: add(rest, opening),
    cost: add(subtract(held?.cost ?? zero, leaving), costOf(instrument, opening, price)),
    margin,
    paid: ledger.indexes.get(symbol) ?? zero,
  }
  const isGrown = margin !== null && signOf(opening) !== 0
  const opened = { instrument, contracts: position.contracts, opening, price, kept: margin ?? zero }
  positions.set(key, isGrown ? { ...position, margin: add(margin, terms.marginOpened(opened)) } : position)
}

function closingPart(held: Rational, contracts: Rational): Rational {
  if (signOf(held) * signOf(contracts) >= 0) return zero
  const isMore = compare(multiply(held, held), multiply(contracts, contracts)) < 0
  return isMore ? negative(held) : contracts
}

/** The share of the cost that leaves with what is closed, so rounded that the profit is not above it. */
function leavingCost(instrument: NaiveInstrument, { contracts, cost }: NaivePosition, closing: Rational): Rational {
  const share = divide(multiply(cost, negative(closing)), contracts)
  return isQuotient(instrument) ? floor(share, costDigits) : ceiling(share, costDigits)
}

/** Inverse futures and perpetuals are worth a number of coins that falls as the price rises. */
function isQuotient({ kind, inverse }: NaiveInstrument): boolean {
  return inverse && kind !== 'option'
}

function profitOf(instrument: NaiveInstrument, contracts: Rational, cost: Rational, price: Rational): Rational {
  const size = multiply(contracts, instrument.size)
  if (!isQuotient(instrument)) return subtract(multiply(size, price), cost)
  return subtract(cost, ceiling(divide(size, price), costDigits))
}

export function costOf(instrument: NaiveInstrument, contracts: Rational, price: Rational): Rational {
  const size = multiply(contracts, instrument.size)
  return isQuotient(instrument) ? floor(divide(size, price), costDigits) : ceiling(multiply(size, price), costDigits)
}

/** What an option's trade brings: negative for who buys. */
function premium({ size }: NaiveInstrument, contracts: Rational, price: Rational): Rational {
  return booked(negative(multiply(contracts, size, price)))
}

interface Closed {
  readonly instrument: NaiveInstrument
  readonly held: NaivePosition | undefined
  readonly closing: Rational
  readonly closed: Rational
}

/** An isolated margin after a close: its share of what was, or what losses and the fee have left of it. */
function marginLeft(
  ledger: NaiveLedger,
  { account, symbol, contracts, fee }: NaiveTrade,
  { instrument, held, closing, closed }: Closed,
): Rational | null {
  if (!isIsolated(accountOf(ledger, account), symbol)) return null
  if (held === undefined || held.margin === null) return zero
  if (signOf(closing) === 0) return held.margin
  const left = subtract(add(held.margin, closed), booked(divide(multiply(fee, closing), contracts)))
  if (signOf(left) < 0) {
    coverFromFund(ledger, account, instrument.settle, negative(left))
    return zero
  }
  const staying = divide(add(held.contracts, closing), held.contracts)
  const share = ceiling(multiply(held.margin, staying), moneyDigits)
  return compare(share, left) < 0 ? share : left
}

/** One account's side of an exchange of coins: it gets rounded down and pays rounded up. */
export function exchange(ledger: NaiveLedger, { account, symbol, contracts, price, fee }: NaiveTrade): void {
  const { base, quote } = ledger.instruments.get(symbol) as NaiveInstrument
  pay(ledger, '@trading', account, base, booked(contracts))
  pay(ledger, '@trading', account, quote, booked(negative(multiply(contracts, price))))
  pay(ledger, account, '@fees', quote, fee)
}

/** Value at expiry, rounded against the account: of an option what it is exercised for, else the profit. */
export function settlementOf(
  instrument: NaiveInstrument,
  { contracts, cost }: NaivePosition,
  price: Rational,
): Rational {
  if (instrument.kind !== 'option') return booked(profitOf(instrument, contracts, cost, price))
  const above = instrument.call ? subtract(price, instrument.strike) : subtract(instrument.strike, price)
  if (signOf(above) <= 0) return zero
  const inQuote = multiply(contracts, instrument.size, above)
  return booked(instrument.inverse ? divide(inQuote, price) : inQuote)
}
