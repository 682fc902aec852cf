import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'
import { published } from './published.ts'

const marks = { BTC: '100000', ETH: '4000', SOL: '150', XRP: '2.5', HYPE: '10', OP: '1.6', NEW: '3' } as const

const market = {
  format: 'plimsoll-market/1',
  at: '2026-03-05T08:00:00.000Z',
  currency: 'USD',
  assets: {
    USDC: { price: '0.9998', stable: true },
    USDT: { price: '1.0005', stable: true },
    ETH: { price: '4000' },
    BTC: { price: '100000' },
    HYPE: { price: '10' },
  },
  underlyings: Object.fromEntries(Object.entries(marks).map(([coin, index]) => [coin, { index }])),
  instruments: Object.entries(marks).map(([coin, mark]) => ({
    symbol: `${coin}/USDC:USDC`,
    underlying: coin,
    quote: 'USDC',
    settle: 'USDC',
    kind: 'perpetual',
    payout: 'linear',
    contractSize: '1',
    mark,
  })),
}

type Coin = keyof typeof marks

function perp(coin: Coin, contracts: string, entry: string, more: object = {}) {
  return [`${coin}/USDC:USDC`, contracts, entry, more] as const
}

function golden(
  mode: 'isolated' | 'cross' | 'portfolio',
  name: string,
  balances: Readonly<Record<string, string>>,
  rows: readonly ReturnType<typeof perp>[],
  more: object = {},
): GoldenCase {
  return { name, model: `hyperliquid/${mode}`, market, book: goldenBook(mode, balances, rows, more) }
}

const cash = { USDC: '100000' }
const order = (coin: Coin, contracts: string, price: string) => ({
  symbol: `${coin}/USDC:USDC`,
  contracts,
  price,
  reduceOnly: false,
})

export const cases: readonly GoldenCase[] = [
  golden('cross', 'nothing held', {}, []),
  golden('cross', 'one long', cash, [perp('BTC', '2', '98000')]),
  golden('cross', 'one short at a leverage of ten', cash, [perp('BTC', '-2', '98000', { leverage: 10 })]),
  golden('cross', 'long and short', cash, [perp('ETH', '50', '4100'), perp('SOL', '-900', '140')]),
  golden('cross', 'beyond the first tiers', { USDC: '90000000' }, [
    perp('BTC', '2000', '100000'),
    perp('ETH', '-30000', '4000'),
    perp('OP', '3000000', '1.6'),
  ]),
  golden('cross', 'orders both ways', cash, [perp('XRP', '10000', '2.4')], {
    orders: [order('XRP', '5000', '2.3'), order('XRP', '-40000', '2.6'), order('HYPE', '200', '9')],
  }),
  golden('cross', 'below maintenance margin', { USDC: '2000' }, [perp('BTC', '2', '100500')]),
  golden('cross', 'a coin of a table that is not known', cash, [perp('NEW', '100', '3')]),
  golden('cross', 'a coin as collateral', { BTC: '1' }, [perp('BTC', '-1', '100000')]),
  golden('isolated', 'two isolated', cash, [
    perp('BTC', '1', '99000', { isolatedMargin: '5000' }),
    perp('ETH', '-10', '4100', { leverage: 5 }),
  ]),
  golden('isolated', 'orders on an isolated position', cash, [perp('BTC', '1', '99000', { leverage: 20 })], {
    orders: [order('BTC', '1', '98000')],
  }),
  golden('portfolio', 'spot alone', { BTC: '1' }, []),
  golden('portfolio', 'a carry trade at its entry', { BTC: '1' }, [perp('BTC', '-1', '100000', { leverage: 10 })]),
  golden('portfolio', 'a carry trade after a rise', { BTC: '1' }, [perp('BTC', '-1', '66666', { leverage: 10 })]),
  golden('portfolio', 'above the borrow cap', { BTC: '18', USDC: '-200000' }, [perp('ETH', '100', '4200')]),
  golden('portfolio', 'above the supply cap', { HYPE: '70000', USDC: '1000' }, [perp('HYPE', '-20000', '12')]),
  golden('portfolio', 'liquidated', { BTC: '1', USDC: '-70000' }, [perp('BTC', '1', '102000')]),
  golden('portfolio', 'orders', { BTC: '2', USDC: '1000' }, [perp('SOL', '100', '150')], {
    orders: [order('SOL', '300', '140')],
  }),
  golden('portfolio', 'dollars that are not USDC', { BTC: '1', USDT: '500' }, []),
  golden('portfolio', 'a coin that nothing is lent against', { ETH: '2', USDC: '1000' }, []),
  golden('portfolio', 'a coin owed', { BTC: '-1', USDC: '200000' }, []),
  ...published,
]

/** Of what no requirement is made. */
export const unfelt: Readonly<Record<string, string>> = {
  transferFrac: 'what may be taken out, among the venue’s figures',
  backstopFrac: 'where the backstop begins, among the venue’s figures',
}
