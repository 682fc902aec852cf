import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'
import { published } from './published.ts'

const at = '2026-08-21T08:00:00.000Z'
/** Within the half hour in which settlement prices are averaged. */
const closing = '2026-08-21T08:12:00.000Z'
const tomorrow = '2026-08-22T08:00:00.000Z'
const near = '2026-08-28T08:00:00.000Z'
const far = '2026-12-25T08:00:00.000Z'
const expiries = [closing, tomorrow, near, far] as const
type Expiry = (typeof expiries)[number]

const indexes = { BTC: 100_000, ETH: 4000, HYPE: 40, CL: 70, SOL: 150 } as const
type Coin = keyof typeof indexes
const coins = Object.keys(indexes) as readonly Coin[]

const carry: Readonly<Record<Expiry, number>> = { [closing]: 1, [tomorrow]: 1, [near]: 1.001, [far]: 1.02 }
/** So low on ETH that the floor on upward shocks is felt. */
const vols: Readonly<Record<string, number>> = { BTC: 0.5, ETH: 0.2, HYPE: 0.9, CL: 0.45 }

function contract(coin: Coin): object {
  return { underlying: coin, quote: 'USDC', settle: 'USDC', payout: 'linear', contractSize: '1' }
}

function perpetual(coin: Coin, fundingRate: number): object {
  const mark = String(indexes[coin] * 1.0005)
  const funding = { fundingRate, fundingIntervalHours: 8 }
  return { symbol: `${coin}/USDC:USDC`, kind: 'perpetual', ...contract(coin), mark, ...funding }
}

function symbolOf(coin: Coin, expiry: Expiry, strike: number, right: 'C' | 'P'): string {
  return `${coin}/USDC:USDC-${expiry.slice(2, 10).replaceAll('-', '')}-${strike}-${right}`
}

function option(coin: Coin, expiry: Expiry, share: number, right: 'C' | 'P'): object {
  const strike = indexes[coin] * share
  return {
    symbol: symbolOf(coin, expiry, strike, right),
    kind: 'option',
    ...contract(coin),
    expiry,
    strike: String(strike),
    right: right === 'C' ? 'call' : 'put',
    markVol: vols[coin],
  }
}

const market = {
  format: 'plimsoll-market/1',
  at,
  currency: 'USD',
  assets: { USDC: { price: '0.9998', stable: true } },
  underlyings: Object.fromEntries(coins.map((coin) => [coin, { index: String(indexes[coin]) }])),
  forwards: coins.flatMap((underlying) =>
    expiries.map((expiry) => ({ underlying, expiry, price: String(indexes[underlying] * carry[expiry]), rate: 0 })),
  ),
  instruments: [
    ...coins.map((coin) => perpetual(coin, coin === 'ETH' ? -0.0002 : 0.0001)),
    ...(['BTC', 'ETH', 'HYPE', 'CL'] as const).flatMap((coin) =>
      expiries.flatMap((expiry) =>
        [0.8, 1, 1.25].flatMap((share) => (['C', 'P'] as const).map((right) => option(coin, expiry, share, right))),
      ),
    ),
  ],
}

const perp = (coin: Coin): string => `${coin}/USDC:USDC`
const atShare = (coin: Coin, expiry: Expiry, share: number, right: 'C' | 'P'): string =>
  symbolOf(coin, expiry, indexes[coin] * share, right)

type Rows = Parameters<typeof goldenBook>[2]

function golden(
  mode: 'isolated' | 'cross' | 'portfolio',
  name: string,
  balances: Readonly<Record<string, string>>,
  rows: Rows,
  more: object = {},
): GoldenCase {
  return { name, model: `paradex/${mode}`, market, book: goldenBook(mode, balances, rows, more) }
}

const cash = { USDC: '100000' }
const order = (symbol: string, contracts: string, price: string) => ({ symbol, contracts, price, reduceOnly: false })

const everyCoin: Rows = [
  [perp('BTC'), '-1', '99000'],
  [atShare('BTC', near, 1, 'C'), '2'],
  [atShare('BTC', far, 0.8, 'P'), '-3'],
  [perp('ETH'), '10', '4100'],
  [atShare('ETH', near, 1, 'P'), '-20'],
  [perp('HYPE'), '-500', '41'],
  [atShare('HYPE', far, 1.25, 'C'), '400'],
  [atShare('CL', tomorrow, 1, 'C'), '-100'],
]

export const cases: readonly GoldenCase[] = [
  golden('cross', 'nothing held', {}, []),
  golden('cross', 'one long', cash, [[perp('BTC'), '2', '98000']]),
  golden('cross', 'one short at a leverage of ten', cash, [[perp('ETH'), '-50', '4100', { leverage: 10 }]]),
  golden('cross', 'orders both ways, one above the mark', cash, [[perp('BTC'), '-1', '100000']], {
    orders: [
      order(perp('BTC'), '3', '100500'),
      order(perp('BTC'), '-2', '99500'),
      order(atShare('BTC', near, 1, 'C'), '-2', '2000'),
    ],
  }),
  golden('cross', 'options long and short', cash, [
    [atShare('BTC', near, 1, 'C'), '-1'],
    [atShare('BTC', near, 1.25, 'C'), '1'],
    [atShare('BTC', far, 0.8, 'C'), '1'],
    [atShare('ETH', near, 1, 'P'), '-10'],
    [atShare('ETH', far, 1.25, 'C'), '-10'],
    [atShare('CL', near, 0.8, 'P'), '100'],
  ]),
  golden('cross', 'below maintenance margin', { USDC: '1500' }, [[perp('BTC'), '1', '100500']]),
  golden('cross', 'a market of an unknown margin fraction', cash, [[perp('SOL'), '10', '150']]),
  golden('cross', 'another coin as collateral', { BTC: '1' }, [[perp('BTC'), '-1', '100000']]),
  golden('isolated', 'a perpetual and a short option', cash, [
    [perp('BTC'), '1', '99000', { isolatedMargin: '3000' }],
    [perp('ETH'), '-10', '4100', { leverage: 5 }],
    [atShare('BTC', near, 1, 'P'), '-1'],
  ]),
  golden('portfolio', 'nothing held', cash, []),
  golden('portfolio', 'a perpetual alone', cash, [[perp('BTC'), '1', '99000']]),
  golden('portfolio', 'a hedge that earns funding', cash, [
    [perp('ETH'), '-20', '4000'],
    [atShare('ETH', near, 1, 'C'), '40'],
  ]),
  golden('portfolio', 'a delta hedge, charged for its delta', cash, [
    [atShare('BTC', tomorrow, 0.8, 'C'), '1'],
    [perp('BTC'), '-1', '100000'],
  ]),
  golden('portfolio', 'short straddle', cash, [
    [atShare('BTC', near, 1, 'C'), '-1'],
    [atShare('BTC', near, 1, 'P'), '-1'],
  ]),
  golden('portfolio', 'calendar', cash, [
    [atShare('BTC', near, 1, 'C'), '-5'],
    [atShare('BTC', far, 1, 'C'), '5'],
  ]),
  golden('portfolio', 'far wings sold', cash, [
    [atShare('HYPE', near, 1.25, 'C'), '-2000'],
    [atShare('ETH', near, 0.8, 'P'), '-30'],
  ]),
  golden('portfolio', 'volatility that the floor lifts', cash, [[atShare('ETH', near, 1, 'C'), '-20']]),
  golden('portfolio', 'an option in its last minutes', cash, [[atShare('BTC', closing, 1, 'C'), '-2']]),
  golden('portfolio', 'every coin', { USDC: '60000' }, everyCoin),
  golden('portfolio', 'orders', cash, [[perp('BTC'), '0.5', '99000']], {
    orders: [order(perp('BTC'), '1', '99000'), order(atShare('BTC', near, 1, 'C'), '-1', '1500')],
  }),
  golden('portfolio', 'a coin without scenarios', cash, [[perp('SOL'), '10', '150']]),
  { ...golden('portfolio', 'the first weights', cash, everyCoin.slice(0, 3)), parameters: '2026-03-15' },
  { ...golden('portfolio', 'before the funding provision', cash, everyCoin.slice(0, 3)), parameters: '2026-04-06' },
  ...published,
]

/** Of what no requirement is made. */
export const unfelt: Readonly<Record<string, string>> = {
  'liquidation.targetFrac': 'share that a liquidation takes, among the venue’s figures',
  'liquidation.stepFrac': 'share that a liquidation takes, among the venue’s figures',
  'liquidation.feeFrac': 'penalty of a liquidation, among the venue’s figures',
  'options.*.initial.shortPutCapFrac': 'above what a short put can need, as the cap is read',
  'options.*.maintenance.shortPutCapFrac': 'above what a short put can need, as the cap is read',
}
