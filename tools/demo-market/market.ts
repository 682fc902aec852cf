import { cell, plainDecimal, type Row } from './csv.ts'
import type { Source } from './source.ts'

type Listing = Readonly<Record<string, string | number | boolean>>

/** The `plimsoll-market/1` document, as loose as JSON: the engine's own reader is what checks it. */
export interface MarketDocument {
  readonly format: 'plimsoll-market/1'
  readonly at: string
  readonly currency: 'USD'
  readonly assets: Readonly<Record<string, Listing>>
  readonly underlyings: Readonly<Record<string, Listing>>
  readonly forwards: readonly Listing[]
  readonly instruments: readonly Listing[]
}

interface Prices {
  readonly index: Readonly<Record<Coin, string>>
  readonly stable: Readonly<Record<Stablecoin, string>>
  readonly barMark: Readonly<Record<'BTC' | 'SOL', string>>
}

type Coin = 'BTC' | 'ETH' | 'SOL'
type Stablecoin = 'USDC' | 'USDT'

const barAt = '2024-01-08T11:00:00.000Z'
/** The daily price used is the day's opening: the closing was not yet known when the board was taken. */
const stablecoinAt = '2024-01-08T00:00:00.000Z'
/** Digits after the point of a dollar price, about a hundredth of a basis point to a basis point of it. */
const priceDigits: Readonly<Record<Coin, number>> = { BTC: 2, ETH: 2, SOL: 4 }

export function demoMarket(source: Source): MarketDocument {
  const prices = pricesOf(source)
  const expiries = expiriesOf(source.chain)
  return {
    format: 'plimsoll-market/1',
    at: isoMillis(cell(firstOf(source.chain), 'ts')),
    currency: 'USD',
    assets: {
      BTC: { price: prices.index.BTC, at: barAt },
      ETH: { price: prices.index.ETH },
      SOL: { price: prices.index.SOL, at: barAt },
      USDC: { price: prices.stable.USDC, stable: true, at: stablecoinAt },
      USDT: { price: prices.stable.USDT, stable: true, at: stablecoinAt },
    },
    underlyings: {
      BTC: { index: prices.index.BTC, at: barAt },
      ETH: { index: prices.index.ETH },
      SOL: { index: prices.index.SOL, at: barAt },
    },
    forwards: expiries.map(({ expiry, price }) => ({ underlying: 'ETH', expiry, price, rate: 0 })),
    instruments: [
      ...perpetuals(prices),
      ...expiries.filter(({ listed }) => listed).map(futureOf),
      ...source.chain.map(optionOf),
    ],
  }
}

/** One line an instrument, so that a change shows as one line. */
export function marketText(market: MarketDocument): string {
  const lines = (listings: readonly Listing[]): string =>
    listings.map((listing) => `    ${JSON.stringify(listing)}`).join(',\n')
  const entries = (quotes: Readonly<Record<string, Listing>>): string =>
    Object.entries(quotes)
      .map(([code, quote]) => `    ${JSON.stringify(code)}: ${JSON.stringify(quote)}`)
      .join(',\n')
  const { format, at, currency, assets, underlyings, forwards, instruments } = market
  return [
    '{',
    `  "format": ${JSON.stringify(format)},`,
    `  "at": ${JSON.stringify(at)},`,
    `  "currency": ${JSON.stringify(currency)},`,
    `  "assets": {\n${entries(assets)}\n  },`,
    `  "underlyings": {\n${entries(underlyings)}\n  },`,
    `  "forwards": [\n${lines(forwards)}\n  ],`,
    `  "instruments": [\n${lines(instruments)}\n  ]`,
    '}\n',
  ].join('\n')
}

function pricesOf({ chain, bars, stablecoins }: Source): Prices {
  const stable = {
    USDC: plainDecimal(cell(rowOf(stablecoins, 'USDC'), 'open')),
    USDT: plainDecimal(cell(rowOf(stablecoins, 'USDT'), 'open')),
  }
  const barMark = {
    BTC: plainDecimal(cell(rowOf(bars, 'BTCUSDT'), 'open')),
    SOL: plainDecimal(cell(rowOf(bars, 'SOLUSDT'), 'open')),
  }
  const dollars = (coin: 'BTC' | 'SOL'): string =>
    rounded(Number(barMark[coin]) * Number(stable.USDT), priceDigits[coin])
  const index = { BTC: dollars('BTC'), ETH: plainDecimal(cell(firstOf(chain), 'index_price')), SOL: dollars('SOL') }
  return { index, stable, barMark }
}

function perpetuals(prices: Prices): readonly Listing[] {
  return [
    inversePerpetual('BTC', prices),
    inversePerpetual('ETH', prices),
    linearPerpetual('BTC', 'USDT', prices),
    linearPerpetual('ETH', 'USDT', prices),
    linearPerpetual('SOL', 'USDT', prices),
    linearPerpetual('BTC', 'USDC', prices),
    linearPerpetual('ETH', 'USDC', prices),
  ]
}

function inversePerpetual(coin: Coin, { index }: Prices): Listing {
  return {
    symbol: `${coin}/USD:${coin}`,
    id: `${coin}-PERPETUAL`,
    kind: 'perpetual',
    underlying: coin,
    payout: 'inverse',
    quote: 'USD',
    settle: coin,
    contractSize: '1',
    mark: index[coin],
    ...agedAt(coin),
  }
}

/** Marked at the index divided by the stablecoin's dollar price, so that no position starts with a basis. */
function linearPerpetual(coin: Coin, quote: Stablecoin, { index, stable }: Prices): Listing {
  return {
    symbol: `${coin}/${quote}:${quote}`,
    id: `${coin}${quote}`,
    kind: 'perpetual',
    underlying: coin,
    payout: 'linear',
    quote,
    settle: quote,
    contractSize: '1',
    mark: rounded(Number(index[coin]) / Number(stable[quote]), priceDigits[coin]),
    ...agedAt(coin),
  }
}

function agedAt(coin: Coin): { at?: string } {
  return coin === 'ETH' ? {} : { at: barAt }
}

interface Expiry {
  readonly expiry: string
  /** The venue's name of the future, or of the synthetic forward where none is listed. */
  readonly name: string
  readonly listed: boolean
  readonly price: string
}

/** The rows of one expiry were read within one second and differ by a tick at most: the price most of them carry holds. */
function expiriesOf(chain: readonly Row[]): readonly Expiry[] {
  const byExpiry = Map.groupBy(chain, (row) => cell(row, 'expiry'))
  return [...byExpiry].map(([expiry, rows]) => {
    const name = cell(firstOf(rows), 'underlying_index')
    return {
      expiry: isoMillis(expiry),
      name,
      listed: !name.startsWith('SYN.'),
      price: plainDecimal(mostFrequent(rows.map((row) => cell(row, 'underlying_price')))),
    }
  })
}

function mostFrequent(texts: readonly string[]): string {
  const [first] = [...Map.groupBy(texts, (text) => text)].toSorted(([, a], [, b]) => b.length - a.length)
  if (!first) throw new Error('an expiry without rows has no price')
  return first[0]
}

function futureOf({ expiry, name, price }: Expiry): Listing {
  return {
    symbol: `ETH/USD:ETH-${dateCode(expiry)}`,
    id: name,
    kind: 'future',
    underlying: 'ETH',
    payout: 'inverse',
    quote: 'USD',
    settle: 'ETH',
    contractSize: '1',
    expiry,
    mark: price,
  }
}

function optionOf(row: Row): Listing {
  const expiry = isoMillis(cell(row, 'expiry'))
  const [strike, right] = [cell(row, 'strike'), cell(row, 'type')]
  const vol = row.get('iv_derived')
  return {
    symbol: `ETH/USD:ETH-${dateCode(expiry)}-${strike}-${right}`,
    id: cell(row, 'instrument'),
    kind: 'option',
    underlying: 'ETH',
    payout: 'inverse',
    quote: 'USD',
    settle: 'ETH',
    contractSize: '1',
    expiry,
    strike,
    right: right === 'C' ? 'call' : 'put',
    mark: plainDecimal(cell(row, 'mark_price')),
    ...(vol ? { markVol: Number(vol) } : {}),
    openInterest: plainDecimal(cell(row, 'open_interest')),
    volume24h: plainDecimal(cell(row, 'volume_24h')),
  }
}

/** `2024-01-09T08:00:00.000Z` is `240109`. */
function dateCode(instant: string): string {
  return instant.slice(2, 10).replaceAll('-', '')
}

/** The source has whole seconds; the product writes milliseconds. */
function isoMillis(instant: string): string {
  return instant.replace(/Z$/, '.000Z')
}

function rounded(x: number, digits: number): string {
  return plainDecimal(x.toFixed(digits))
}

function firstOf(rows: readonly Row[]): Row {
  const [row] = rows
  if (!row) throw new Error('the option board is empty')
  return row
}

function rowOf(rows: ReadonlyMap<string, Row>, key: string): Row {
  const row = rows.get(key)
  if (!row) throw new Error(`${key} is missing in the source`)
  return row
}
