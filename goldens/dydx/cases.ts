import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'
import { published } from './published.ts'

function perpetual(coin: string, mark: string, openInterest?: string): object {
  const interest = openInterest === undefined ? {} : { openInterest }
  const names = { symbol: `${coin}/USDC:USDC`, underlying: coin, quote: 'USDC', settle: 'USDC' }
  return { ...names, kind: 'perpetual', payout: 'linear', contractSize: '1', mark, ...interest }
}

/** Open notional of SOL is between the caps of its tier, that of LINK above them. */
const market = {
  format: 'plimsoll-market/1',
  at: '2026-03-05T08:00:00.000Z',
  currency: 'USD',
  assets: { USDC: { price: '0.9998', stable: true }, BTC: { price: '50000' } },
  underlyings: Object.fromEntries(
    Object.entries({ BTC: '50000', ETH: '2500', SOL: '100', LINK: '15', NEW: '0.2' }).map(([coin, index]) => [
      coin,
      { index },
    ]),
  ),
  instruments: [
    perpetual('BTC', '50010', '9000'),
    perpetual('ETH', '2500.5', '90000'),
    perpetual('SOL', '100', '350000'),
    perpetual('LINK', '15', '5000000'),
    perpetual('NEW', '0.2'),
  ],
}

const [btc, eth, sol, link, other] = ['BTC', 'ETH', 'SOL', 'LINK', 'NEW'].map((coin) => `${coin}/USDC:USDC`) as [
  string,
  string,
  string,
  string,
  string,
]
const cash = { USDC: '10000' }

function cross(name: string, ...rest: Tail<Parameters<typeof goldenBook>>): GoldenCase {
  return { name, model: 'dydx/cross', market, book: goldenBook('cross', ...rest) }
}

function isolated(name: string, ...rest: Tail<Parameters<typeof goldenBook>>): GoldenCase {
  return { name, model: 'dydx/isolated', market, book: goldenBook('isolated', ...rest) }
}

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never

export const cases: readonly GoldenCase[] = [
  cross('nothing held', {}, []),
  cross('one long', cash, [[btc, '1', '49000']]),
  cross('one short', cash, [[btc, '-1', '49000']]),
  cross('a long against a short', cash, [
    [btc, '1.5', '49000'],
    [eth, '-30', '2600'],
  ]),
  cross('open interest between the caps', cash, [[sol, '-120', '95']]),
  cross('open interest above the caps', { USDC: '50000' }, [[link, '1000', '14']]),
  cross('initial margin fraction set by the user', cash, [[btc, '0.5', '50000', { leverage: 4 }]], {
    venue: 'dydx',
    settings: { customInitialPpm: { ETH: 300000 } },
    orders: [{ symbol: eth, contracts: '2', price: '2400', reduceOnly: false }],
  }),
  cross('orders both ways', cash, [[btc, '0.2', '50000']], {
    orders: [
      { symbol: btc, contracts: '0.3', price: '49000', reduceOnly: false },
      { symbol: btc, contracts: '-0.9', price: '52000', reduceOnly: false },
    ],
  }),
  cross('below maintenance margin', { USDC: '1300' }, [[btc, '1', '50010']]),
  cross('bankrupt', { USDC: '100' }, [[btc, '1', '51000']]),
  cross('owes quote', { USDC: '-3000' }, [[btc, '0.1', '10000', { accruedFunding: '-12.5' }]]),
  cross('a market of a tier that is not known', cash, [[other, '1000', '0.2']]),
  cross('another coin as collateral', { USDC: '10000', BTC: '1' }, [[btc, '1', '50000']]),
  isolated('two isolated markets', cash, [
    [btc, '0.1', '50000', { isolatedMargin: '600' }],
    [sol, '-20', '104', { leverage: 5 }],
  ]),
  isolated('orders on an isolated market', cash, [[btc, '0.1', '50000']], {
    orders: [{ symbol: btc, contracts: '0.1', price: '49000', reduceOnly: false }],
  }),
  ...published,
]

/** Of what no requirement is made. */
export const unfelt: Readonly<Record<string, string>> = {
  'liquidation.maxFeePpm': 'fee of a liquidation, among the venue’s figures',
  'liquidation.bankruptcyAdjustmentPpm': 'price of a liquidation order, among the venue’s figures',
  'liquidation.spreadToMaintenancePpm': 'price of a liquidation order, among the venue’s figures',
}
