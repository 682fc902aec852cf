import type { Book, Position, PositionSide } from '../market/book.ts'
import type { Asset, Option } from '../market/instrument.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import { fromRisk, toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { failure, pointer, problem, type Result, success } from '../num/result.ts'
import { priceInstrument } from '../pricing/price-instrument.ts'
import { costOf, type Priced, profitOf } from '../pricing/priced.ts'
import type { AddedLeg, BookChange } from './whatif-change.ts'

/** Digits of what a closing books: finer than any asset is kept. */
const bookingScale = 12

/** The book after the changes, in order; the book itself is not touched. */
export function changeBook(book: Book, market: MarketSnapshot, changes: readonly BookChange[]): Result<Book> {
  let changed = book
  for (const change of changes) {
    const result = changeOnce(changed, market, change)
    if (!result.ok) return result
    changed = result.value
  }
  return success(changed)
}

function changeOnce(book: Book, market: MarketSnapshot, change: BookChange): Result<Book> {
  switch (change.type) {
    case 'mode':
      return success({ ...book, mode: change.mode })
    case 'balance':
      return success(withBalance(book, change.asset, change.amount))
    case 'add':
      return addLeg(book, market, change)
    case 'close':
      return closeLegs(book, market, change.symbol)
  }
}

function withBalance(book: Book, asset: Asset, amount: Decimal): Book {
  return {
    ...book,
    balances: new Map(book.balances).set(asset, (book.balances.get(asset) ?? Decimal.zero).plus(amount)),
  }
}

/** A trade at its price, or at the mark. The premium of an option is paid from the balance, or received into it. */
function addLeg(book: Book, market: MarketSnapshot, leg: AddedLeg): Result<Book> {
  const { symbol, contracts, price } = leg
  const priced = priceInstrument(market, symbol)
  if (!priced.ok) return priced
  const { instrument, mark } = priced.value.priced
  const entryPrice = price ?? Decimal.fromNumber(mark)
  const isOption = instrument.kind === 'option'
  if (entryPrice.sign() < (isOption ? 0 : 1)) {
    const range = isOption ? 'not be negative' : 'be positive'
    return failure(problem('number.range', pointer('add', symbol, 'price'), `price must ${range}, is ${entryPrice}`))
  }
  const held = book.positions.filter((position) => position.symbol === symbol)
  const side = sideOf(held, leg)
  if (!side.ok) return side
  const position: Position = { symbol, contracts, entryPrice, ...side.value, ...sharedMode(held) }
  const grown = { ...book, positions: [...book.positions, position] }
  return success(
    instrument.kind === 'option'
      ? withBalance(grown, instrument.settle, premium(instrument, contracts, entryPrice).negated())
      : grown,
  )
}

/** Where a leg stands beside what is held of its symbol: on a side in hedge mode, on none otherwise. */
function sideOf(held: readonly Position[], leg: AddedLeg): Result<Pick<Position, 'positionSide'>> {
  const { symbol, contracts } = leg
  const refused = (message: string): Result<never> =>
    failure(problem('book.side', pointer('add', symbol, 'positionSide'), message))
  const isHedged = held.some(({ positionSide }) => positionSide !== undefined)
  if (leg.positionSide === undefined && !isHedged) return success({})
  if (held.length > 0 && !isHedged)
    return refused(`${symbol} is held in one-way mode, where a leg must have no side, is ${leg.positionSide}`)
  const side: PositionSide = leg.positionSide ?? (contracts.sign() < 0 ? 'short' : 'long')
  const net = held
    .filter(({ positionSide }) => positionSide === side)
    .reduce((sum, position) => sum.plus(position.contracts), contracts)
  if (net.sign() === (side === 'long' ? -1 : 1))
    return refused(`the ${side} side of ${symbol} must not turn ${side === 'long' ? 'short' : 'long'}, would be ${net}`)
  return success({ positionSide: side })
}

/** Of a symbol whose rows all name one margin mode, a new leg is in that mode too. */
function sharedMode(held: readonly Position[]): Pick<Position, 'marginMode'> {
  const [first] = held
  const marginMode = first?.marginMode
  return marginMode !== undefined && held.every((position) => position.marginMode === marginMode) ? { marginMode } : {}
}

function premium({ contractSize }: Option, contracts: Decimal, price: Decimal): Decimal {
  return contracts.times(contractSize).times(price)
}

/** Everything held in a symbol is traded away at the mark, and its profit or value is booked. */
function closeLegs(book: Book, market: MarketSnapshot, symbol: string): Result<Book> {
  const legs = book.positions.filter((position) => position.symbol === symbol)
  if (legs.length === 0)
    return failure(problem('book.unlisted', pointer('close', symbol), `${symbol} must be held to be closed, is not`))
  const result = priceInstrument(market, symbol)
  if (!result.ok) return result
  const { priced } = result.value
  const lacking = legs.find(
    ({ entryPrice }) => priced.option === undefined && !(entryPrice !== undefined && entryPrice.sign() > 0),
  )
  if (lacking !== undefined) {
    const message = `entry price of ${symbol} must be positive to book a profit, is ${lacking.entryPrice ?? 'missing'}`
    return failure(problem('book.missing-entry', pointer('close', symbol), message))
  }
  const booked = legs.reduce((sum, leg) => sum + proceeds(priced, leg), 0)
  const left = { ...book, positions: book.positions.filter((position) => position.symbol !== symbol) }
  return success(withBalance(left, priced.instrument.settle, fromRisk(booked, bookingScale, 'down')))
}

function proceeds(priced: Priced, { contracts, entryPrice, accruedFunding }: Position): number {
  const count = toRisk(contracts)
  const funding = accruedFunding === undefined ? 0 : toRisk(accruedFunding)
  if (priced.option !== undefined) return count * priced.size * priced.mark + funding
  const entry = toRisk(entryPrice ?? Decimal.zero)
  return profitOf(priced, count, costOf(priced, count, entry)) + funding
}
