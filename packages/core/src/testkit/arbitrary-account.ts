import fc from 'fast-check'
import { Decimal } from '../num/decimal.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow } from './builders.ts'

/** A market and a book as documents, so that a test may change them and parse them again. */
export interface AccountDocuments {
  readonly market: Fields
  readonly book: Fields
}

export interface AccountOptions {
  readonly modes?: readonly ('isolated' | 'cross' | 'portfolio')[]
  readonly options?: boolean
  readonly positionsMin?: number
  readonly positionsMax?: number
}

const usualIndex = { BTC: 50_000, ETH: 2500, SOL: 100 } as const
type Coin = keyof typeof usualIndex
const coins = Object.keys(usualIndex) as readonly Coin[]
const expiries = ['260108', '260327', '260925'] as const

/** A float64 as the decimal text of a document. */
export function text(x: number): string {
  return Decimal.fromNumber(x).toString()
}

/** Three coins with perpetuals, futures and options of both payouts, each at a price of its own. */
export function arbitraryMarket(): fc.Arbitrary<Fields> {
  return fc
    .record({
      indexes: fc.tuple(...coins.map((coin) => between(0.6, 1.6).map((factor) => usualIndex[coin] * factor))),
      usdt: between(0.97, 1.01),
      usdc: between(0.97, 1.01),
      carry: between(-0.05, 0.15),
      rate: between(-0.02, 0.08),
      vols: fc.array(between(0.2, 1.5), { minLength: 6, maxLength: 6 }),
    })
    .map(({ indexes, usdt, usdc, carry, rate, vols }) => {
      const indexOf = (coin: Coin): number => indexes[coins.indexOf(coin)] as number
      const quotePrice: Readonly<Record<string, number>> = { USD: 1, USDT: usdt, USDC: usdc }
      const forwardOf = (coin: Coin, expiry: string): number =>
        indexOf(coin) * (1 + carry * (expiries.indexOf(expiry as never) + 1) * 0.2)
      return marketDocument(
        coins.flatMap((coin) => listingsOf(coin, { indexOf, forwardOf, quotePrice, vols })),
        {
          assets: {
            USDT: { price: text(usdt), stable: true },
            USDC: { price: text(usdc), stable: true },
            BTC: { price: text(indexOf('BTC')) },
          },
          underlyings: Object.fromEntries(coins.map((coin) => [coin, { index: text(indexOf(coin)) }])),
          forwards: coins.flatMap((underlying) =>
            expiries.map((expiry) => ({
              underlying,
              expiry: `20${expiry.slice(0, 2)}-${expiry.slice(2, 4)}-${expiry.slice(4)}T08:00:00.000Z`,
              price: text(forwardOf(underlying, expiry)),
              rate,
            })),
          ),
        },
      )
    })
}

interface Prices {
  readonly indexOf: (coin: Coin) => number
  readonly forwardOf: (coin: Coin, expiry: string) => number
  readonly quotePrice: Readonly<Record<string, number>>
  readonly vols: readonly number[]
}

function listingsOf(coin: Coin, { indexOf, forwardOf, quotePrice, vols }: Prices): readonly Fields[] {
  const inQuote = (price: number, quote: string): string => text(price / (quotePrice[quote] ?? 1))
  const strike = (factor: number): string => text(usualIndex[coin] * factor)
  const optionsOf = (settled: string, vol: number): readonly Fields[] => [
    listing(`${coin}/${settled}-${expiries[0]}-${strike(1)}-C`, { markVol: vols[vol] }),
    listing(`${coin}/${settled}-${expiries[0]}-${strike(1)}-P`, { markVol: vols[vol] }),
    listing(`${coin}/${settled}-${expiries[1]}-${strike(0.8)}-P`, { markVol: vols[vol + 1] }),
    listing(`${coin}/${settled}-${expiries[1]}-${strike(1.2)}-C`, { markVol: vols[vol + 1] }),
    listing(`${coin}/${settled}-${expiries[2]}-${strike(1.1)}-C`, { markVol: vols[vol + 2] }),
  ]
  return [
    listing(`${coin}/USDT:USDT`, { mark: inQuote(indexOf(coin) * 1.001, 'USDT') }),
    listing(`${coin}/USDC:USDC`, { mark: inQuote(indexOf(coin) * 0.999, 'USDC') }),
    listing(`${coin}/USD:${coin}`, { mark: text(indexOf(coin) * 1.0005) }),
    listing(`${coin}/USD:${coin}-${expiries[1]}`, { mark: text(forwardOf(coin, expiries[1])) }),
    listing(`${coin}/USDT:USDT-${expiries[2]}`, { mark: inQuote(forwardOf(coin, expiries[2]), 'USDT') }),
    ...optionsOf(`USD:${coin}`, 0),
    ...optionsOf('USDC:USDC', 3),
  ]
}

interface Leg {
  readonly pick: number
  /** Signed, market currency, roughly. */
  readonly value: number
  readonly entryFactor: number
  readonly leverage: number | undefined
  readonly isolated: boolean
}

const arbitraryLeg: fc.Arbitrary<Leg> = fc.record({
  pick: fc.nat(1_000_000),
  value: signedSize(2, 6.2),
  entryFactor: between(0.85, 1.18),
  leverage: fc.option(between(1, 60), { nil: undefined }),
  isolated: fc.boolean(),
})

/** An account over several underlyings, stable and coin balances, some of them owed, with or without hedge mode. */
export function arbitraryAccount({
  modes = ['isolated', 'cross', 'portfolio'],
  options = true,
  positionsMin = 0,
  positionsMax = 7,
}: AccountOptions = {}): fc.Arbitrary<AccountDocuments> {
  return fc
    .record({
      market: arbitraryMarket(),
      mode: fc.constantFrom(...modes),
      hedgeMode: fc.boolean(),
      mixed: fc.constantFrom(false, false, true),
      legs: fc.array(arbitraryLeg, { minLength: positionsMin, maxLength: positionsMax }),
      balances: fc.record(
        {
          USD: signedSize(2, 6),
          USDT: signedSize(2, 5.5),
          USDC: signedSize(2, 6),
          BTC: signedSize(2, 6),
          ETH: signedSize(2, 6),
        },
        { requiredKeys: [] },
      ),
      cushion: between(3, 6.5),
    })
    .map(({ market, mode, hedgeMode, mixed, legs, balances, cushion }) => {
      const listings = (market['instruments'] as readonly Fields[]).filter(({ kind }) => options || kind !== 'option')
      const rows = legs.map((leg) => rowOf(leg, listings[leg.pick % listings.length] as Fields, { hedgeMode, mixed }))
      const amounts = Object.entries(balances).map(([asset, value]) => [
        asset,
        text(round(value / (usualIndex[asset as Coin] ?? 1), 6)),
      ])
      const held = Object.fromEntries(amounts) as Record<string, string>
      const book = bookDocument(rows, {
        mode,
        balances: { ...held, USD: held['USD'] ?? text(Math.round(powerOfTen(cushion))) },
      })
      return { market: listingOnly(market, new Set(rows.map(([symbol]) => symbol))), book }
    })
}

/** The market without what the book does not hold, so that it is soon parsed and a counterexample can be read. */
function listingOnly(market: Fields, symbols: ReadonlySet<string>): Fields {
  const instruments = (market['instruments'] as readonly Fields[]).filter(({ symbol }) => symbols.has(symbol as string))
  const keys = new Set(instruments.map(({ underlying, expiry }) => `${String(underlying)} ${String(expiry)}`))
  const forwards = (market['forwards'] as readonly Fields[]).filter(({ underlying, expiry }) =>
    keys.has(`${String(underlying)} ${String(expiry)}`),
  )
  return { ...market, forwards, instruments }
}

function rowOf(
  { value, entryFactor, leverage, isolated }: Leg,
  { symbol, kind, payout, underlying, mark }: Fields,
  { hedgeMode, mixed }: { hedgeMode: boolean; mixed: boolean },
): PositionRow {
  const index = usualIndex[underlying as Coin]
  const isInverse = kind !== 'option' && payout === 'inverse'
  const contracts = isInverse ? Math.round(value) : round(value / index, 5)
  const entry =
    kind === 'option' ? (payout === 'inverse' ? 0.05 : 0.05 * index) * entryFactor : Number(mark) * entryFactor
  const side =
    hedgeMode && kind !== 'option' && contracts !== 0 ? { positionSide: contracts > 0 ? 'long' : 'short' } : {}
  const marginMode = mixed ? { marginMode: isolated ? 'isolated' : 'cross' } : {}
  return [
    symbol as string,
    text(contracts),
    text(round(entry, 6)),
    { ...side, ...marginMode, ...(leverage === undefined ? {} : { leverage }) },
  ]
}

/** Anywhere in the range, as likely in each part of it. */
export function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.nat(1_000_000).map((share) => min + ((max - min) * share) / 1_000_000)
}

/** ± a size whose logarithm to ten is in the range; long twice as often as short. */
function signedSize(min: number, max: number): fc.Arbitrary<number> {
  return fc.tuple(fc.constantFrom(1, 1, -1), between(min, max)).map(([sign, exponent]) => sign * powerOfTen(exponent))
}

function powerOfTen(exponent: number): number {
  return 10 ** exponent
}

function round(x: number, digits: number): number {
  return Number(x.toFixed(digits))
}
