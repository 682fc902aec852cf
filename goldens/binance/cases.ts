import type { GoldenCase } from '../golden-case.ts'
import { goldenBook, smallMarket } from '../small-market.ts'
import { published } from './published.ts'

const [btc, eth, sol] = ['BTC/USDT:USDT', 'ETH/USDT:USDT', 'SOL/USDT:USDT']
const [usdc, dated, coin] = ['BTC/USDC:USDC', 'BTC/USDT:USDT-260925', 'BTC/USD:BTC']

const market = {
  ...smallMarket,
  assets: {
    ...smallMarket.assets,
    BTC: { price: '50000' },
    ETH: { price: '2500' },
    SOL: { price: '100' },
    CAKE: { price: '2' },
    WIF: { price: '0.5' },
  },
  instruments: [
    ...smallMarket.instruments,
    {
      symbol: usdc,
      kind: 'perpetual',
      underlying: 'BTC',
      payout: 'linear',
      quote: 'USDC',
      settle: 'USDC',
      contractSize: '1',
      mark: '49950',
    },
  ],
}

type Rows = Parameters<typeof goldenBook>[2]

function golden(
  model: 'isolated' | 'cross' | 'multi-assets' | 'portfolio-margin' | 'pm-pro' | 'pm-span',
  name: string,
  balances: Readonly<Record<string, string>>,
  rows: Rows,
  more: object = {},
  parameters?: unknown,
): GoldenCase {
  const mode = model === 'isolated' ? 'isolated' : model === 'cross' || model === 'multi-assets' ? 'cross' : 'portfolio'
  const book = goldenBook(mode, balances, rows, { venue: 'binance', ...more })
  return { name, model: `binance/${model}`, market, book, ...(parameters === undefined ? {} : { parameters }) }
}

const hedge: Rows = [
  [btc, '6', '51000', { positionSide: 'long', leverage: 20 }],
  [btc, '-2', '48000', { positionSide: 'short', leverage: 20 }],
]

const grid = (moves: readonly number[]) =>
  moves.flatMap((moveFrac) => [-0.25, 0, 0.25].map((volMoveFrac) => ({ moveFrac, volMoveFrac, lossWeight: 1 })))

/** A grid of one's own, and tables enough for the book. */
const ownGrid = {
  format: 'plimsoll-params/1',
  model: 'binance/pm-span',
  set: 'own grid',
  parameters: {
    collateral: {
      USDT: [[null, 1]],
      BTC: [
        [1_000_000, 0.95],
        [null, 0.9],
      ],
    },
    loanRatesFrac: { '3': 0.1 },
    bands: { marginCall: 1.5, reduceOnly: 1.2, liquidation: 1.05, claim: 1 },
    scenarios: {
      BTC: [...grid([-0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15]), { moveFrac: 0.45, volMoveFrac: 0, lossWeight: 0.35 }],
      '*': grid([-0.2, 0, 0.2]),
    },
    collateralInScenarios: true,
  },
}

export const cases: readonly GoldenCase[] = [
  golden('isolated', 'long and short, margins by leverage', { USDT: '31000' }, [
    [btc, '0.8', '52000', { leverage: 20 }],
    [eth, '-100', '2400', { leverage: 10 }],
  ]),
  golden(
    'isolated',
    'coin-margined long with a margin of its own, and an order',
    { BTC: '1', USDT: '900' },
    [[coin, '5000', '48000', { isolatedMargin: '0.2' }]],
    { orders: [{ symbol: coin, contracts: '3000', price: '47000' }] },
  ),
  golden('cross', 'one small long', { USDT: '1500' }, [[btc, '0.9', '50500']]),
  golden('cross', 'three positions in one asset, one in another', { USDT: '60000', USDC: '9000' }, [
    [btc, '-4', '49000'],
    [eth, '200', '2550', { leverage: 25 }],
    [sol, '900', '110'],
    [usdc, '1.5', '50000'],
  ]),
  golden('cross', 'hedge mode', { USDT: '30000' }, hedge),
  golden('cross', 'beyond the first six brackets', { USDT: '40000000' }, [[btc, '3100', '50000']]),
  golden('cross', 'perpetual against the dated future', { USDT: '40000' }, [
    [btc, '-5', '51000'],
    [dated, '5', '52000'],
  ]),
  golden('cross', 'coin-margined short that its coins cover', { BTC: '2' }, [[coin, '-10000', '47000']]),
  golden('cross', 'coin-margined, up the brackets', { BTC: '60' }, [[coin, '900000', '49000']]),
  golden(
    'cross',
    'coins in both wallets',
    { BTC: '3', USDT: '4000' },
    [
      [coin, '4000', '50000'],
      [btc, '1', '50000'],
    ],
    { settings: { coinmWallet: { BTC: '0.5' } } },
  ),
  golden('cross', 'already liquidated', { USDT: '100' }, [[btc, '1', '53000']]),
  golden('cross', 'the tiers of 2021', { USDT: '90000' }, [[btc, '12', '50000']], {}, '2021-03-18'),
  golden(
    'multi-assets',
    'coins back both stablecoins’ contracts',
    { USDT: '-3000', BTC: '0.8', ETH: '5' },
    [
      [btc, '0.9', '49000'],
      [usdc, '-2', '51000', { leverage: 15 }],
    ],
    { orders: [{ symbol: btc, contracts: '2', price: '48000' }] },
  ),
  golden('multi-assets', 'coin-margined contracts apart', { USDT: '9000', BTC: '1' }, [
    [btc, '1', '50000'],
    [coin, '2000', '51000'],
  ]),
  golden('portfolio-margin', 'all wallets as one', { USDT: '20000', BTC: '0.5', CAKE: '1000' }, [
    [btc, '-0.9', '51000', { leverage: 20 }],
    [coin, '4000', '49000'],
    [eth, '30', '2450'],
  ]),
  golden(
    'portfolio-margin',
    'loans at five times, open losses',
    { USDT: '30000', ETH: '-4', SOL: '0' },
    [[btc, '1', '50000']],
    {
      settings: { marginLeverage: 5, openLossUsd: 400, loans: { ETH: '4', SOL: '20' } },
    },
  ),
  golden('pm-pro', 'tiered collateral', { USDT: '8000', WIF: '5000000' }, [
    [btc, '-40', '51000'],
    [dated, '40', '52500'],
  ]),
  golden('pm-pro', 'restricted', { USDT: '1000', ETH: '-3' }, [[btc, '0.9', '41700']]),
  golden('pm-span', 'without a grid', { USDT: '20000' }, [[btc, '1', '50000']]),
  golden(
    'pm-span',
    'a hedge with an option, in a grid of one’s own',
    { USDT: '40000', BTC: '0.4' },
    [
      [btc, '1', '50000'],
      [coin, '-3000', '50500'],
      ['BTC/USDT:USDT-260925-50000-P', '-1'],
      [eth, '-20', '2500'],
    ],
    { orders: [{ symbol: eth, contracts: '-10', price: '2510' }] },
    ownGrid,
  ),
  ...published,
]

export const unfelt: Readonly<Record<string, string>> = {
  'bands.marginCall': 'from where the venue reminds, among its figures',
  'bands.claim': 'from where it claims what is owed, among its figures',
}
