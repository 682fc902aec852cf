import { Decimal, type engine, type Instrument } from '@plimsoll/core'
import type { Tick } from './marks.ts'

/** What is traded in a replay: a perpetual on each coin, and options on some. */
export interface ReplayMarket {
  readonly coins: readonly string[]
  /** Digits after the point of each coin's prices. */
  readonly digits: readonly number[]
  /** Symbols of the perpetuals, in the order of `coins`. */
  readonly perpetuals: readonly string[]
  readonly options: readonly ReplayOption[]
}

export interface ReplayOption {
  readonly symbol: string
  readonly coin: string
  readonly right: 'call' | 'put'
  readonly strike: number
  /** Flat and the same all along: history has no volatilities, this is assumed. */
  readonly vol: number
  readonly expiryAt: number
}

/** Volatility of every option on a coin, per √year; assumed. Coins without one have no options. */
const assumedVols: Readonly<Record<string, number>> = { BTC: 0.45, ETH: 0.7 }

/** Strikes as shares of the first price. */
const strikeShares: readonly number[] = [0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2]
const dayMs = 86_400_000

/** Instruments for a history: options expire at 08:00 four weeks after its end. */
export function replayMarket(coins: readonly string[], ticks: readonly Tick[]): ReplayMarket {
  const first = ticks[0]?.prices ?? []
  const last = ticks.at(-1)?.at ?? 0
  const expiryAt = (Math.floor(last / dayMs) + 28) * dayMs + 8 * 3_600_000
  return {
    coins,
    digits: first.map(digitsOf),
    perpetuals: coins.map((coin) => `${coin}/USDT:USDT`),
    options: coins.flatMap((coin, i) => {
      const vol = assumedVols[coin]
      return vol === undefined ? [] : optionsOn(coin, first[i] as number, expiryAt, vol)
    }),
  }
}

/** So many that six digits say something. */
function digitsOf(price: number): number {
  let digits = 2
  for (let scaled = price; scaled < 1000 && digits < 8; scaled *= 10) digits += 1
  return digits
}

function optionsOn(coin: string, price: number, expiryAt: number, vol: number): readonly ReplayOption[] {
  const step = price >= 10_000 ? 1000 : 50
  const date = new Date(expiryAt).toISOString().slice(2, 10).replaceAll('-', '')
  return strikeShares.flatMap((share) => {
    const strike = Math.round((price * share) / step) * step
    return (['call', 'put'] as const).map((right) => {
      const symbol = `${coin}/USDT:USDT-${date}-${strike}-${right === 'call' ? 'C' : 'P'}`
      return { symbol, coin, right, strike, vol, expiryAt }
    })
  })
}

/** A price as it is told, exact. */
function told(price: number, digits: number): Decimal {
  const unit = 10 ** digits
  return Decimal.fromNumber(Math.round(price * unit) / unit)
}

export function listCommand({ coins, options }: ReplayMarket, at: number): engine.ListInstruments {
  const contract = (symbol: string, coin: string) => ({
    symbol,
    underlying: coin,
    quote: 'USDT',
    settle: 'USDT',
    payout: 'linear' as const,
    contractSize: Decimal.of('1'),
  })
  const instruments: readonly Instrument[] = [
    ...coins.map((coin) => ({ kind: 'perpetual' as const, ...contract(`${coin}/USDT:USDT`, coin) })),
    ...options.map(({ symbol, coin, right, strike, expiryAt }) => ({
      kind: 'option' as const,
      ...contract(symbol, coin),
      expiryAt,
      strike: Decimal.fromNumber(strike),
      right,
    })),
  ]
  return { type: 'list', at, instruments }
}

/** Prices of everything at a tick. An index and the mark of its perpetual are the same: history has no basis. */
export function pricesCommand(market: ReplayMarket, prices: readonly number[], at: number): engine.SetPrices {
  const { coins, digits, perpetuals, options } = market
  const exact = prices.map((price, i) => told(price, digits[i] as number))
  const dollar = { price: Decimal.of('1'), stable: true }
  return {
    type: 'prices',
    at,
    assets: new Map([
      ['USDT', dollar],
      ['USDC', dollar],
    ]),
    indexes: new Map(coins.map((coin, i) => [coin, exact[i] as Decimal])),
    marks: new Map(perpetuals.map((symbol, i) => [symbol, exact[i] as Decimal])),
    vols: new Map(options.map(({ symbol, vol }) => [symbol, vol])),
  }
}

/** Funding of every perpetual, when a tick ends an interval of eight hours. */
export function fundingCommands(
  { perpetuals }: ReplayMarket,
  before: number,
  at: number,
  rateFrac: Decimal,
): readonly engine.Funding[] {
  const interval = 8 * 3_600_000
  if (Math.floor(before / interval) === Math.floor(at / interval) || rateFrac.isZero()) return []
  return perpetuals.map((symbol) => ({ type: 'funding', at, symbol, rateFrac }))
}
