import type { Json } from './engine-process.ts'

/** A made-up desk on made-up prices: what the engine's demo tells it. Each command is a document of the HTTP interface. */

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const expiry = '2027-03-26T08:00:00Z'
const put = 'BTC/USDT:USDT-270326-80000-P'
const call = 'BTC/USDT:USDT-270326-120000-C'

const linear = { payout: 'linear', quote: 'USDT', settle: 'USDT', contractSize: '1' }
const option = { ...linear, kind: 'option', underlying: 'BTC', expiry }

const listing: Json = {
  type: 'list',
  instruments: [
    { ...linear, symbol: btc, kind: 'perpetual', underlying: 'BTC' },
    { ...linear, symbol: eth, kind: 'perpetual', underlying: 'ETH' },
    { ...option, symbol: put, strike: '80000', right: 'put' },
    { ...option, symbol: call, strike: '120000', right: 'call' },
  ],
}

/** Bitcoin at `level` × 100 000, ether at `level` × 4 000, volatilities at `vol`. */
function pricesAt(level: number, vol: number): Json {
  const at = (price: number): string => (level * price).toFixed(2)
  return {
    type: 'prices',
    assets: { USDT: { price: '1', stable: true } },
    indexes: { BTC: at(100_000), ETH: at(4000) },
    marks: { [btc]: at(100_000), [eth]: at(4000) },
    forwards: [{ underlying: 'BTC', expiryAt: expiry, price: at(101_000) }],
    vols: { [put]: vol, [call]: vol },
  }
}

/** A portfolio account and a cross account, with money, and a fund that bears what they cannot. */
export const opening: readonly Json[] = [
  listing,
  pricesAt(1, 0.55),
  { type: 'fund-deposit', asset: 'USDT', amount: '250000' },
  { type: 'open', account: 'desk', mode: 'portfolio', model: 'house/portfolio' },
  { type: 'open', account: 'carol', mode: 'cross', model: 'generic/cross' },
  { type: 'deposit', account: 'desk', asset: 'USDT', amount: '270000' },
  { type: 'deposit', account: 'carol', asset: 'USDT', amount: '25000' },
]

/** What both trade, each side by itself: the other side is the venue's. */
export const trades: readonly Json[] = [
  trade('desk', btc, '100000', '4', '200'),
  trade('desk', eth, '4000', '100', '200'),
  trade('desk', put, '6000', '-6', '60'),
  trade('desk', call, '7500', '-3', '60'),
  trade('carol', btc, '100000', '2', '100'),
]

function trade(account: string, symbol: string, price: string, contracts: string, fee: string): Json {
  return { type: 'fill', symbol, price, legs: [{ account, contracts, fee }] }
}

/** An order that fits, and one that is too large. */
export const orders: readonly Json[] = [order('bid-1', '10', eth, '3900'), order('bid-2', '5', btc, '100000')]

function order(id: string, contracts: string, symbol: string, price: string): Json {
  return { type: 'order', account: 'desk', order: { id, symbol, contracts, price, reduceOnly: false } }
}

/** The fall: 13 % in prices, and volatilities up. */
export const fall: Json = pricesAt(0.87, 0.75)

/** Sent all at once, just before the kill: each with a key of its own. */
export const burst: readonly { readonly key: string; readonly command: Json }[] = [1, 2, 3, 4, 5].map((i) => ({
  key: `demo-${i}`,
  command: { type: 'deposit', account: 'carol', asset: 'USDT', amount: '1' },
}))
