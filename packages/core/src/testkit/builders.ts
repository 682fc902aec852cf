import { parseBook } from '../document/book-document.ts'
import { parseMarket } from '../document/market-document.ts'
import type { Book } from '../market/book.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import type { Result } from '../num/result.ts'

/** A part of a document, as it is written in JSON. */
export type Fields = Readonly<Record<string, unknown>>

/** Instant of every market made here. */
export const marketAt = '2026-01-01T08:00:00.000Z'

const indexes: Readonly<Record<string, string>> = { BTC: '50000', ETH: '2500', SOL: '100' }

/**
 * A listing deduced from its unified symbol: `BTC/USDT:USDT`, `ETH/USD:ETH-260327`, `ETH/USDC:USDC-260327-2400-C`.
 * One contract is one coin, of an inverse future or perpetual one unit of the quote currency. Marks stand at the usual
 * index; an option has a volatility of 60 % and no mark. `fields` come on top; an undefined one takes the field away.
 */
export function listing(symbol: string, fields: Fields = {}): Fields {
  const [pair = '', settled] = symbol.split(':')
  const [underlying = '', quote] = pair.split('/')
  if (settled === undefined) return { symbol, kind: 'spot', underlying, quote, ...fields }
  const [settle, date, strike, right] = settled.split('-')
  const contract = {
    symbol,
    underlying,
    quote,
    settle,
    payout: settle === quote ? 'linear' : 'inverse',
    contractSize: '1',
  }
  if (date === undefined) return defined({ kind: 'perpetual', ...contract, mark: indexes[underlying], ...fields })
  const dated = { ...contract, expiry: `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}T08:00:00.000Z` }
  if (strike === undefined) return defined({ kind: 'future', ...dated, mark: indexes[underlying], ...fields })
  return defined({ kind: 'option', ...dated, strike, right: right === 'C' ? 'call' : 'put', markVol: 0.6, ...fields })
}

/** Without what is undefined, as JSON is. */
function defined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** A market document in USD with the dollar stablecoins at 1, BTC at 50 000, ETH at 2 500 and SOL at 100. */
export function marketDocument(instruments: readonly Fields[], fields: Fields = {}): Fields {
  return {
    format: 'plimsoll-market/1',
    at: marketAt,
    currency: 'USD',
    assets: { USDT: { price: '1', stable: true }, USDC: { price: '1', stable: true } },
    underlyings: Object.fromEntries(Object.entries(indexes).map(([coin, index]) => [coin, { index }])),
    instruments,
    ...fields,
  }
}

/** A book document of one account; positions as `[symbol, contracts, entryPrice, more fields]`. */
export function bookDocument(positions: readonly PositionRow[], fields: Fields = {}): Fields {
  return {
    format: 'plimsoll-book/1',
    account: 'desk-1',
    balances: {},
    positions: positions.map(([symbol, contracts, entryPrice, more = {}]) =>
      defined({ symbol, contracts, entryPrice, ...more }),
    ),
    ...fields,
  }
}

export type PositionRow = readonly [symbol: string, contracts: string, entryPrice?: string | undefined, more?: Fields]

/** The same, parsed. Symbols stand for their usual listing. */
export function market(instruments: readonly (string | Fields)[], fields: Fields = {}): MarketSnapshot {
  const listings = instruments.map((each) => (typeof each === 'string' ? listing(each) : each))
  return unwrap(parseMarket(marketDocument(listings, fields)))
}

export function book(positions: readonly PositionRow[], fields: Fields = {}): Book {
  return unwrap(parseBook(bookDocument(positions, fields)))
}

/** The value of a result that must be one. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(result.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`).join('\n'))
}

/** Codes and paths of a result that must be a failure, `market.no-vol /instruments/…`. */
export function problemsOf<T>(result: Result<T>): readonly string[] {
  if (result.ok) throw new Error('must be a failure, is a value')
  return result.problems.map(({ code, path }) => `${code} ${path}`)
}
