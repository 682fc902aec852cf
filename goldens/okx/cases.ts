import { portfolioSets } from '../../packages/core/src/venues/okx/params-portfolio.ts'
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook, smallMarket } from '../small-market.ts'
import { published } from './published.ts'

const [btc, eth, sol] = ['BTC/USDT:USDT', 'ETH/USDT:USDT', 'SOL/USDT:USDT']
const [btcUsdc, btcCoin, ethCoin, solCoin] = ['BTC/USDC:USDC', 'BTC/USD:BTC', 'ETH/USD:ETH', 'SOL/USD:SOL']
const [btcDated, solDated] = ['BTC/USDT:USDT-260925', 'SOL/USDT:USDT-260925']
const [coinCall, coinPut] = ['BTC/USD:BTC-260925-60000-C', 'BTC/USD:BTC-260925-40000-P']
const [ethCall, nearPut] = ['ETH/USDT:USDT-260925-3000-C', 'BTC/USDT:USDT-260108-50000-P']

function coinOption(strike: number, right: 'call' | 'put'): object {
  return {
    symbol: `BTC/USD:BTC-260925-${strike}-${right === 'call' ? 'C' : 'P'}`,
    kind: 'option',
    underlying: 'BTC',
    payout: 'inverse',
    quote: 'USD',
    settle: 'BTC',
    contractSize: '1',
    expiry: '2026-09-25T08:00:00.000Z',
    strike: String(strike),
    right,
    markVol: 0.55,
  }
}

const market = {
  ...smallMarket,
  assets: {
    ...smallMarket.assets,
    XRP: { price: '2' },
    LTC: { price: '100' },
    DOT: { price: '5' },
    KAS: { price: '0.1' },
  },
  underlyings: { ...smallMarket.underlyings, AVAX: { index: '20' }, LTC: { index: '100' } },
  instruments: [
    ...smallMarket.instruments,
    {
      symbol: btcUsdc,
      kind: 'perpetual',
      underlying: 'BTC',
      payout: 'linear',
      quote: 'USDC',
      settle: 'USDC',
      contractSize: '1',
      mark: '49980',
    },
    ...['AVAX', 'LTC'].map((coin) => ({
      symbol: `${coin}/USDT:USDT`,
      kind: 'perpetual',
      underlying: coin,
      payout: 'linear',
      quote: 'USDT',
      settle: 'USDT',
      contractSize: '1',
      mark: coin === 'LTC' ? '100' : '20',
    })),
    coinOption(60_000, 'call'),
    coinOption(40_000, 'put'),
  ],
}

/** Half a cent off its peg. */
const offPeg = { ...market, assets: { ...market.assets, USDT: { price: '0.9925', stable: true } } }

type Rows = Parameters<typeof goldenBook>[2]

interface More {
  readonly book?: object
  readonly market?: object
  readonly parameters?: unknown
}

function golden(
  model: 'multi-currency' | 'futures' | 'spot' | 'isolated' | 'portfolio',
  name: string,
  balances: Readonly<Record<string, string>>,
  rows: Rows,
  more: More = {},
): GoldenCase {
  const mode = model === 'portfolio' || model === 'isolated' ? model : 'cross'
  const book = goldenBook(mode, balances, rows, { venue: 'okx', ...more.book })
  const { parameters } = more
  return {
    name: `${model}: ${name}`,
    model: `okx/${model}`,
    market: more.market ?? market,
    book,
    ...(parameters === undefined ? {} : { parameters }),
  }
}

/** What the venue does not publish, at round figures of one's own. */
const supplied = {
  format: 'plimsoll-params/1',
  model: 'okx/portfolio',
  set: 'supplied',
  parameters: {
    account: portfolioSets[0]?.parameters.account,
    rules: {
      ...portfolioSets[0]?.parameters.rules,
      volShocks: [
        [0, 0.3, 0],
        [30, 0.15, 0.1],
        [180, 0.08, 0.1],
      ],
      vegaTermShocks: [
        [0, 0.05],
        [180, 0.01],
      ],
      rateMoveFrac: 0.02,
      reductionCosts: (portfolioSets[0]?.parameters.rules.reductionCosts ?? []).map((row) => ({
        ...row,
        perpetualFrac: row.perpetualFrac ?? 0.01,
        futureFrac: row.futureFrac ?? 0.01,
        optionFrac: 0.01,
        bands: row.bands ?? [[null, 1]],
      })),
    },
  },
}

const order = (symbol: string, contracts: string, price: string): object => ({
  symbol,
  contracts,
  price,
  reduceOnly: false,
})

const smile: Rows = [
  [coinCall, '-3', '0.05'],
  [coinPut, '-2', '0.03'],
  [ethCall, '-20', '150'],
  [nearPut, '-1', '1500'],
]

/** Portfolios of every account mode: sizes in each tier, hedges, calendars, options, debts, isolated positions, orders. */
export const cases: readonly GoldenCase[] = [
  golden('multi-currency', 'perpetuals across tiers', { USDT: '900000' }, [
    [btc, '4', '51000'],
    [eth, '-500', '2450', { leverage: 20 }],
    [sol, '3000', '104'],
  ]),
  golden('multi-currency', 'sizes far beyond the listed tiers', { USDT: '90000000', USDC: '30000000' }, [
    [btc, '900', '51000'],
    [eth, '-9000', '2450'],
    [btcUsdc, '-12', '50500'],
    [sol, '20000', '98'],
  ]),
  golden(
    'multi-currency',
    'coins beyond their discount tiers, and debts',
    {
      BTC: '24',
      ETH: '9000',
      SOL: '30000',
      XRP: '900000',
      LTC: '25000',
      DOT: '300000',
      KAS: '700000',
      USDT: '-600000',
      USDC: '-9000',
    },
    [[btcCoin, '-60000', '52000']],
  ),
  golden('multi-currency', 'short options, coin- and dollar-margined', { BTC: '12', USDT: '100000' }, smile),
  golden(
    'multi-currency',
    'orders on futures and options',
    { USDT: '300000', BTC: '4' },
    [
      [btc, '2', '50000'],
      [coinCall, '-1', '0.05'],
    ],
    {
      book: {
        orders: [
          order(btc, '6', '49000'),
          order(btc, '-1', '52000'),
          order(coinCall, '-2', '0.2'),
          order(coinPut, '2', '0.04'),
        ],
        settings: { takerFee: { futuresFrac: 0.0003, optionsFrac: 0.0002 } },
      },
    },
  ),
  golden('multi-currency', 'long and short of one contract side by side', { USDC: '60000' }, [
    [btcUsdc, '1.5', '51000', { positionSide: 'long', leverage: 20 }],
    [btcUsdc, '-0.4', '49000', { positionSide: 'short', leverage: 20 }],
    [btcDated, '-0.5', '52500'],
  ]),
  golden(
    'multi-currency',
    'dollar discounts of 2023',
    { BTC: '150', USDT: '12000000', LTC: '50000' },
    [[btc, '-40', '50500']],
    {
      parameters: '2023-05-19',
    },
  ),
  golden('futures', 'a pool for each currency', { USDT: '40000', BTC: '2', ETH: '-1', USDC: '9000' }, [
    [btc, '3', '51000', { leverage: 25 }],
    [btcCoin, '8000', '48000'],
    [ethCoin, '-2500', '2600'],
    [solCoin, '4000', '90'],
    [btcUsdc, '-1', '50200'],
    [coinCall, '-1', '0.05'],
  ]),
  golden(
    'futures',
    'dated contracts, calendar, options and orders',
    { USDT: '60000', BTC: '4' },
    [
      [btcDated, '2', '52000'],
      [btc, '-2', '50000'],
      [solDated, '600', '101'],
      [coinPut, '-2', '0.04'],
      [nearPut, '1', '900'],
      ['BTC/USDT:USDT-260108-60000-C', '-1', '5'],
    ],
    { book: { orders: [order(solDated, '600', '99'), order(nearPut, '-3', '1200')] } },
  ),
  golden('futures', 'beyond the listed tiers', { USDT: '30000000', SOL: '4000' }, [
    [btc, '300', '50000'],
    [solCoin, '90000', '95'],
  ]),
  golden(
    'isolated',
    'positions with margins of their own',
    { USDT: '60000', BTC: '3', SOL: '900' },
    [
      [btc, '4', '51500', { leverage: 30 }],
      [eth, '-700', '2400', { isolatedMargin: '95000' }],
      [btcCoin, '9000', '47000', { leverage: 10 }],
      [solCoin, '-3000', '120'],
      [coinCall, '-1', '0.05'],
    ],
    { book: { orders: [order(btc, '3', '49500')] } },
  ),
  golden('isolated', 'beyond the listed tiers, on a debt', { USDT: '2000000', USDC: '-50000', BTC: '22' }, [
    [btc, '150', '50500', { leverage: 40 }],
    [sol, '9000', '96'],
    [nearPut, '-2', '1400'],
  ]),
  golden('spot', 'coins and a long option', { BTC: '2', ETH: '30', USDT: '5000' }, [[coinPut, '1', '0.04']], {
    book: { orders: [order(coinCall, '0.5', '0.03')] },
  }),
  golden('spot', 'a debt and a perpetual are refused', { USDT: '-5', BTC: '1' }, [[btc, '1', '50000']]),
  golden('portfolio', 'a lone perpetual of each class', { USDT: '200000' }, [
    [btc, '-5', '51000'],
    [sol, '900', '104'],
    ['LTC/USDT:USDT', '200', '98'],
  ]),
  golden(
    'portfolio',
    'spot in use against a perpetual',
    { BTC: '8', ETH: '200', USDT: '1000' },
    [
      [btc, '-9', '51000'],
      [ethCoin, '-30000', '2520'],
    ],
    { book: { settings: { spotInUseCaps: { BTC: '6' } } } },
  ),
  golden('portfolio', 'cash and carry, and a calendar', { BTC: '20', USDT: '100000' }, [
    [btcDated, '-20', '53500'],
    [btc, '6', '50100'],
    [solDated, '-2000', '105'],
    [sol, '2000', '101'],
  ]),
  golden(
    'portfolio',
    'hedged between stablecoins off their peg',
    { USDT: '400000', USDC: '300000' },
    [
      [btc, '60', '50100'],
      [btcUsdc, '-35', '50000'],
      [btcCoin, '-90000', '50000'],
    ],
    { market: offPeg },
  ),
  golden('portfolio', 'hedges so large that reduction costs most', { USDT: '90000000' }, [
    [btc, '18000', '50100'],
    [btcDated, '-18000', '53000'],
    [sol, '60000', '100'],
    [solDated, '-60000', '106'],
  ]),
  golden('portfolio', 'borrowed dollars and a borrowed coin', { BTC: '24', USDT: '-400000', ETH: '-40' }, [
    [eth, '60', '2480'],
  ]),
  golden(
    'portfolio',
    'an isolated position beside the account, and orders',
    { USDT: '400000', SOL: '100' },
    [
      [btc, '2', '51000'],
      [eth, '900', '2520', { marginMode: 'isolated', leverage: 12 }],
      [solCoin, '30000', '98', { marginMode: 'isolated' }],
    ],
    {
      book: {
        orders: [
          order(btc, '3', '49000'),
          order(btc, '-6', '52000'),
          { ...order(eth, '50', '2400'), marginMode: 'isolated' },
        ],
      },
    },
  ),
  golden('portfolio', 'options, of which the venue does not publish the rules', { BTC: '12', USDT: '100000' }, smile),
  golden('portfolio', 'the same with rules supplied', { BTC: '12', USDT: '100000' }, [...smile, [btc, '2', '50000']], {
    parameters: supplied,
  }),
  golden('portfolio', 'a coin of which nothing is known', { USDT: '9000' }, [['AVAX/USDT:USDT', '100', '20']]),
  golden(
    'portfolio',
    'units by quote currency, as until 2025',
    { BTC: '10', USDT: '100000', USDC: '80000' },
    [
      [btc, '-10', '50500'],
      [btcUsdc, '3', '50000'],
      ['LTC/USDT:USDT', '900', '98'],
    ],
    { book: { settings: { spotOffset: 'USDT' } }, parameters: '2023-07-12' },
  ),
  ...published,
]
