/** A command, or a part of one, as it is written in JSON. */
export type Fields = Readonly<Record<string, unknown>>

/** Instant at which every simulation begins. */
export const startAt: number = Date.UTC(2026, 0, 1, 8)

const minute = 60_000
/** What is listed to expire in the middle of a simulation does so then. */
export const soonAt: number = startAt + 25 * minute
const laterAt = Date.UTC(2026, 2, 27, 8)

export type Coin = 'BTC' | 'ETH'
export const coins: readonly Coin[] = ['BTC', 'ETH']
export const firstIndex: Readonly<Record<Coin, number>> = { BTC: 50_000, ETH: 2500 }

/** An instrument and how the workload trades it. */
export interface Listed {
  readonly symbol: string
  readonly coin: Coin
  readonly kind: 'spot' | 'perpetual' | 'future' | 'option'
  readonly isInverse: boolean
  readonly quote: string
  readonly listing: Fields
  readonly strike?: number
  readonly right?: 'call' | 'put'
}

/** Linear and inverse perpetuals, a future and options that expire soon, options that expire later, and a spot pair. */
export const listed: readonly Listed[] = [
  perpetual('BTC', 'USDT'),
  perpetual('ETH', 'USDT'),
  perpetual('BTC', 'USDC'),
  perpetual('ETH', 'USDC'),
  inversePerpetual('BTC'),
  future('BTC', 'USDT', soonAt),
  option('BTC', 'USDC', soonAt, 50_000, 'call'),
  option('BTC', 'USDC', soonAt, 48_000, 'put'),
  option('BTC', 'USDC', laterAt, 60_000, 'call'),
  option('BTC', 'USDC', laterAt, 45_000, 'put'),
  inverseOption('BTC', laterAt, 55_000, 'call'),
  inverseOption('BTC', laterAt, 45_000, 'put'),
  spot('BTC', 'USDT'),
]

/** Never listed, so that what is asked of it is refused. */
export const unlistedSymbol = 'DOGE/USDT:USDT'

export function listedOf(symbol: string): Listed | undefined {
  return listed.find((each) => each.symbol === symbol)
}

function perpetual(coin: Coin, quote: string): Listed {
  const symbol = `${coin}/${quote}:${quote}`
  return contract({ symbol, coin, kind: 'perpetual', isInverse: false, quote }, quote, {})
}

function inversePerpetual(coin: Coin): Listed {
  const symbol = `${coin}/USD:${coin}`
  return contract({ symbol, coin, kind: 'perpetual', isInverse: true, quote: 'USD' }, coin, { contractSize: '10' })
}

function future(coin: Coin, quote: string, expiryAt: number): Listed {
  const symbol = `${coin}/${quote}:${quote}-${dateOf(expiryAt)}`
  return contract({ symbol, coin, kind: 'future', isInverse: false, quote }, quote, { expiry: instant(expiryAt) })
}

function option(coin: Coin, quote: string, expiryAt: number, strike: number, right: 'call' | 'put'): Listed {
  const symbol = `${coin}/${quote}:${quote}-${dateOf(expiryAt)}-${strike}-${right === 'call' ? 'C' : 'P'}`
  const fields = { expiry: instant(expiryAt), strike: String(strike), right }
  return contract({ symbol, coin, kind: 'option', isInverse: false, quote, strike, right }, quote, fields)
}

function inverseOption(coin: Coin, expiryAt: number, strike: number, right: 'call' | 'put'): Listed {
  const symbol = `${coin}/USD:${coin}-${dateOf(expiryAt)}-${strike}-${right === 'call' ? 'C' : 'P'}`
  const fields = { expiry: instant(expiryAt), strike: String(strike), right }
  return contract({ symbol, coin, kind: 'option', isInverse: true, quote: 'USD', strike, right }, coin, fields)
}

function spot(coin: Coin, quote: string): Listed {
  const symbol = `${coin}/${quote}`
  const listing = { symbol, kind: 'spot', underlying: coin, quote }
  return { symbol, coin, kind: 'spot', isInverse: false, quote, listing }
}

function contract(listed: Omit<Listed, 'listing'>, settle: string, fields: Fields): Listed {
  const { symbol, coin, kind, isInverse, quote } = listed
  const payout = isInverse ? 'inverse' : 'linear'
  return {
    ...listed,
    listing: { symbol, kind, underlying: coin, quote, settle, payout, contractSize: '1', ...fields },
  }
}

function instant(at: number): string {
  return new Date(at).toISOString()
}

function dateOf(at: number): string {
  return instant(at).slice(2, 10).replaceAll('-', '')
}
