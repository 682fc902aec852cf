import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseBook } from '../packages/core/src/document/book-document.ts'
import { parseMarket } from '../packages/core/src/document/market-document.ts'
import type { Option } from '../packages/core/src/market/instrument.ts'
import { forwardKey, type InstrumentQuote, type MarketSnapshot } from '../packages/core/src/market/snapshot.ts'
import type { Result } from '../packages/core/src/num/result.ts'
import { builtFiles } from './build-demo-market.ts'
import { parseCsv, plainDecimal } from './demo-market/csv.ts'

const examples = join(import.meta.dirname, '../examples')
const text = (path: string): string => readFileSync(join(examples, path), 'utf8')
const json = (path: string): unknown => JSON.parse(text(path))
const market = understood(parseMarket(json('market-2024-01-08.json')))
const quotes = [...market.instruments.values()]

describe('the demo market', () => {
  test.each([...builtFiles()])('%s is what the carried sources give, byte for byte', (path, built) => {
    expect(text(path)).toBe(built)
  })

  test('holds the whole board and what is derived from it', () => {
    const count = (kind: string): number => quotes.filter(({ instrument }) => instrument.kind === kind).length
    expect({ option: count('option'), future: count('future'), perpetual: count('perpetual') }).toEqual({
      option: 684,
      future: 8,
      perpetual: 7,
    })
    expect(market.forwards.size).toBe(11)
  })

  test('carries a volatility for every option whose mark gives one', () => {
    const without = quotes.filter(({ instrument, markVol }) => instrument.kind === 'option' && markVol === undefined)
    expect(without.length).toBe(12)
  })

  test('calls and puts of one strike keep parity to within a few ticks of the mark', () => {
    const errors = quotes.flatMap((quote) => parityError(market, quote))
    expect(errors.length).toBe(342)
    expect(Math.max(...errors)).toBeLessThan(1e-4)
    expect(errors.toSorted((a, b) => a - b)[171]).toBeLessThan(2e-5)
  })

  test('a linear perpetual is worth the index in dollars', () => {
    for (const [symbol, coin, stablecoin] of [
      ['BTC/USDT:USDT', 'BTC', 'USDT'],
      ['ETH/USDT:USDT', 'ETH', 'USDT'],
      ['SOL/USDT:USDT', 'SOL', 'USDT'],
      ['BTC/USDC:USDC', 'BTC', 'USDC'],
      ['ETH/USDC:USDC', 'ETH', 'USDC'],
    ] as const) {
      const dollars = Number(market.instruments.get(symbol)?.mark) * Number(market.assets.get(stablecoin)?.price)
      expect(dollars / Number(market.underlyings.get(coin)?.index)).toBeCloseTo(1, 5)
    }
  })

  test('every carried source has its licence beside it', () => {
    const { sources } = json('market-2024-01-08.sources.json') as { sources: { file: string; notice: string }[] }
    for (const { file, notice } of sources) {
      expect(text(file).length).toBeGreaterThan(0)
      expect(text(notice).length).toBeGreaterThan(0)
    }
  })
})

describe('the demo books', () => {
  test.each(readdirSync(join(examples, 'books')))('%s is understood and holds only what the market lists', (file) => {
    const book = understood(parseBook(json(`books/${file}`)))
    const symbols = book.positions.map(({ symbol }) => symbol)
    expect(symbols.filter((symbol) => !market.instruments.has(symbol))).toEqual([])
    expect([...book.balances.keys()].filter((asset) => !market.assets.has(asset))).toEqual([])
    for (const { symbol, entryPrice } of book.positions) {
      const ratio = Number(entryPrice) / Number(market.instruments.get(symbol)?.mark)
      expect(ratio, symbol).toBeGreaterThan(0.75)
      expect(ratio, symbol).toBeLessThan(1.25)
    }
  })

  test('the large one holds 300 different options, half of them sold, and a hedge', () => {
    const { positions } = understood(parseBook(json('books/options-300.json')))
    const options = positions.filter(({ symbol }) => market.instruments.get(symbol)?.instrument.kind === 'option')
    expect(new Set(options.map(({ symbol }) => symbol)).size).toBe(300)
    expect(options.filter(({ contracts }) => contracts.sign() < 0).length).toBe(150)
    expect(positions.length).toBe(301)
  })
})

describe('the files to import', () => {
  test.each(['binance', 'deribit'])('positions of ccxt from %s are on listed instruments, at their marks', (venue) => {
    const positions = json(`import/ccxt-${venue}-positions.json`) as {
      symbol: string
      markPrice: number
      contracts: number
    }[]
    for (const { symbol, markPrice, contracts } of positions) {
      expect(Number(market.instruments.get(symbol)?.mark), symbol).toBe(markPrice)
      expect(contracts).toBeGreaterThan(0)
    }
  })

  test('rows of the CSV are on listed instruments', () => {
    const symbols = parseCsv(text('import/positions.csv')).map((row) => row.get('symbol') ?? '')
    expect(symbols.filter((symbol) => !market.instruments.has(symbol))).toEqual([])
    expect(symbols.length).toBe(7)
  })
})

test('a decimal of the source loses its exponent and its trailing zeros, and nothing else', () => {
  expect(['9.8e-05', '594.0', '0.0', '0.145445', '2400', '1e-06'].map(plainDecimal)).toEqual([
    '0.000098',
    '594',
    '0',
    '0.145445',
    '2400',
    '0.000001',
  ])
})

/** |C − P − (1 − K ÷ F)| in coins, of each call with its put. */
function parityError(snapshot: MarketSnapshot, { instrument, mark }: InstrumentQuote): readonly number[] {
  if (instrument.kind !== 'option' || instrument.right !== 'call') return []
  const put = snapshot.instruments.get(instrument.symbol.replace(/C$/, 'P'))
  return [
    Math.abs(Number(mark) - Number(put?.mark) - (1 - Number(instrument.strike) / forwardOf(snapshot, instrument))),
  ]
}

function forwardOf(snapshot: MarketSnapshot, { underlying, expiryAt }: Option): number {
  return Number(snapshot.forwards.get(forwardKey(underlying, expiryAt))?.price)
}

function understood<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
