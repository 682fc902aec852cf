import { accountSets } from '../../packages/core/src/venues/okx/params-account.ts'
import { portfolioSets } from '../../packages/core/src/venues/okx/params-portfolio.ts'
import type { GoldenCase, OutsideFigures } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts that the API’s documentation, announcements and help pages margin, as documents. */

const builder = 'OKX, okx.com/docs-v5/en, position builder, answered 2025-01-15 (1736936801642)'
const discounts = 'prjmp.com/3320, rewording an article of OKX on multi-currency margin'

const [account] = accountSets
const [portfolio] = portfolioSets
if (account === undefined || portfolio === undefined) throw new Error('OKX must have sets')
const accountTables = account.parameters
const portfolioTables = portfolio.parameters

const [btc, ltc] = ['BTC/USDT:USDT', 'LTC/USDT:USDT']

type Rows = Parameters<typeof goldenBook>[2]

interface Account {
  readonly name: string
  readonly model?: 'multi-currency' | 'futures' | 'portfolio'
  readonly usdt?: string
  /** Index in USD. */
  readonly prices?: Readonly<Record<string, string>>
  readonly listed?: readonly object[]
  readonly balances: Readonly<Record<string, string>>
  readonly rows?: Rows
  readonly book?: object
  readonly parameters?: object | string
  readonly source: string
  readonly tolerance: number
  readonly figures: OutsideFigures['figures']
}

function linear(coin: string, contractSize: string, mark: string, quote = 'USDT'): object {
  const names = { symbol: `${coin}/${quote}:${quote}`, underlying: coin, quote, settle: quote }
  return { ...names, kind: 'perpetual', payout: 'linear', contractSize, mark }
}

function golden(given: Account): GoldenCase {
  const { name, model = 'multi-currency', prices = {}, listed = [], rows = [], book = {}, parameters } = given
  const document = { format: 'plimsoll-params/1', model: `okx/${model}`, set: 'of the source', parameters }
  const named = typeof parameters === 'string' ? parameters : document
  const coins = Object.entries(prices).map(([coin, price]) => [coin, { price }] as const)
  const stable = { USDT: { price: given.usdt ?? '1', stable: true }, USDC: { price: '1', stable: true } }
  return {
    name: `${model}: ${name}`,
    model: `okx/${model}`,
    market: {
      format: 'plimsoll-market/1',
      at: '2025-01-15T10:26:41.642Z',
      currency: 'USD',
      assets: { ...stable, ...Object.fromEntries(coins) },
      underlyings: Object.fromEntries(Object.entries(prices).map(([coin, index]) => [coin, { index }])),
      forwards: Object.entries(prices).map(([underlying, price]) => ({ underlying, expiry, price, rate: 0 })),
      instruments: listed,
    },
    book: goldenBook(model === 'portfolio' ? 'portfolio' : 'cross', given.balances, rows, { venue: 'okx', ...book }),
    ...(parameters === undefined ? {} : { parameters: named }),
    outside: { source: given.source, tolerance: given.tolerance, figures: given.figures },
  }
}

const expiry = '2025-06-27T08:00:00.000Z'

/** Printed are the positions and marks; read off the answer the price of USDT and each index, 97 078.9 and 101.9951 USDT. */
const built = {
  model: 'portfolio',
  usdt: '0.99954',
  prices: { BTC: '97034.243706', LTC: '101.948182254' },
  listed: [linear('BTC', '0.01', '97093.7'), linear('LTC', '1', '102')],
  source: builder,
  tolerance: 2e-12,
} as const
const shortBtc = [btc, '-10', '100000'] as const
const longLtc = [ltc, '10', '8000'] as const

/** Units by themselves have so much behind them that nothing is owed. */
const funded = 100_000 * 0.99954

const builderAccounts: readonly Account[] = [
  {
    ...built,
    name: 'the position builder’s account',
    balances: { USDT: '100' },
    rows: [shortBtc, longLtc],
    figures: {
      equity: -78_553.21888979999,
      'venueFigures.mmr': 2946.5480841048,
      'venueFigures.imr': 9643.45070718144,
      'venueFigures.mgnRatio': -25.95365779811705,
      initialMargin: 9643.45070718144,
    },
  },
  {
    ...built,
    name: 'its BTC unit',
    balances: { USDT: '100000' },
    rows: [shortBtc],
    figures: {
      equity: funded + 290.49631020000027,
      maintenanceMargin: 1183.8207318516002,
      initialMargin: 1538.9669514070802,
    },
  },
  {
    ...built,
    name: 'its LTC unit',
    balances: { USDT: '100000' },
    rows: [longLtc],
    figures: {
      equity: funded - 78_943.6692,
      maintenanceMargin: 191.6629744572,
      initialMargin: 249.16186679436,
    },
  },
  {
    ...built,
    name: 'its derivatives',
    balances: { USDT: '100000' },
    rows: [shortBtc, longLtc],
    figures: {
      equity: funded - 78_653.1728898,
      maintenanceMargin: 1375.4837063088003,
      initialMargin: 1538.9669514070802 + 249.16186679436,
    },
  },
  {
    ...built,
    name: 'its debt',
    balances: { USDT: '-78589.37' },
    figures: { equity: -78_553.21888979999, 'venueFigures.mmr': 1571.064377796, 'venueFigures.imr': 7855.32188898 },
  },
]

function withRules(rules: object): object {
  return { account: portfolioTables.account, rules: { ...portfolioTables.rules, ...rules } }
}

const everyCoin = ['*'] as const
/** Units that nothing but one test asks of. */
const noBasis = [{ coins: everyCoin, legFrac: 0, perYearFrac: 0 }]
const costs = (frac: number, bands: readonly (readonly [number | null, number])[]) => [
  { coins: everyCoin, perpetualFrac: frac, futureFrac: frac, optionFrac: frac, bands },
]

const stress: readonly Account[] = [
  {
    model: 'portfolio',
    name: 'ten coins against ten short, 1.2 % of 500 000',
    prices: { BTC: '50000' },
    listed: [linear('BTC', '0.01', '50000')],
    balances: { BTC: '10' },
    rows: [[btc, '-1000', '50000']],
    book: { settings: { spotOffset: 'USDT' } },
    parameters: '2023-07-12',
    source: 'OKX, announcement on spot in portfolio margin, 2024-05-31',
    tolerance: 1e-12,
    figures: { maintenanceMargin: 0.012 * 500_000 },
  },
  {
    model: 'portfolio',
    name: 'MR7 of 30 000 before its bands is above the other tests’ 40 000',
    prices: { BTC: '50000' },
    listed: [linear('BTC', '1', '50000'), linear('BTC', '1', '50000', 'USDC')],
    balances: { USDT: '500000', USDC: '500000' },
    rows: [
      [btc, '64', '50000'],
      ['BTC/USDC:USDC', '-56', '50000'],
    ],
    parameters: withRules({
      spotShocks: [{ coins: everyCoin, movesFrac: [0, 0.1] }],
      basisMoves: noBasis,
      stableHedge: null,
      reductionCosts: costs(0.005, [
        [10_000, 1],
        [70_000, 2],
        [170_000, 4],
        [300_000, 6],
        [470_000, 8],
        [700_000, 10],
        [null, 12],
      ]),
      extremeMoves: [{ coins: everyCoin, moveFrac: 0.1 }],
    }),
    source: 'OKX, support article 4417291853837, 2021-12',
    tolerance: 1e-9,
    figures: { maintenanceMargin: 50_000 },
  },
  {
    model: 'portfolio',
    name: 'MR9 of ten million hedged between stablecoins',
    prices: { BTC: '50000' },
    listed: [linear('BTC', '1', '50000'), linear('BTC', '1', '50000', 'USDC')],
    balances: { USDT: '5000000', USDC: '5000000' },
    rows: [
      [btc, '200', '50000'],
      ['BTC/USDC:USDC', '-200', '50000'],
    ],
    parameters: withRules({
      basisMoves: noBasis,
      reductionCosts: costs(0, [[null, 1]]),
      stableHedge: [
        [1_000_000, [[1, 0.0075]]],
        [5_000_000, [[1, 0.0175]]],
        [null, [[1, 0.025]]],
      ],
    }),
    source: 'pastorq.com/13690, rewording OKX’s announcement of 2024-11-25',
    tolerance: 1e-9,
    figures: { maintenanceMargin: 202_500 },
  },
]

function withDiscounts(tables: object): object {
  return { ...accountTables, discounts: { ...accountTables.discounts, ...tables } }
}

const whole = { unit: 'coin', tiers: [[null, 1]] } as const

const currencies: readonly Account[] = [
  {
    name: 'eleven million USDT',
    balances: { USDT: '11000000' },
    parameters: withDiscounts({
      USDT: {
        unit: 'usd',
        tiers: [
          [5_000_000, 1],
          [10_000_000, 0.975],
          [null, 0.95],
        ],
      },
    }),
    source: discounts,
    tolerance: 1e-12,
    figures: { adjustedEquity: 10_825_000, 'venueFigures.adjEq': 10_825_000 },
  },
  {
    name: 'a coin that counts for nothing',
    prices: { BTC: '50000', ZRX: '0.5' },
    balances: { BTC: '1', ZRX: '50000' },
    parameters: withDiscounts({ BTC: whole, ZRX: { unit: 'coin', tiers: [[null, 0]] } }),
    source: discounts,
    tolerance: 1e-12,
    figures: { adjustedEquity: 50_000 },
  },
  ...(['multi-currency', 'futures'] as const).map(
    (model): Account => ({
      model,
      name: 'a profit joins its balance',
      prices: { BTC: '50000' },
      listed: [linear('BTC', '0.01', '50000')],
      balances: { USDT: '110000' },
      rows: [[btc, '100', '40000']],
      source: 'open-lib.com/4291, rewording an article of OKX on multi-currency margin',
      tolerance: 1e-12,
      figures: { equity: 120_000 },
    }),
  ),
]

const call = 'BTC/USD:BTC-250627-6000-C'

/** Calls of a tenth of a coin, 100 USD out of the money, in the tier of 1.02. */
const written = {
  model: 'futures',
  prices: { BTC: '5900' },
  listed: [
    {
      symbol: call,
      kind: 'option',
      underlying: 'BTC',
      payout: 'inverse',
      quote: 'USD',
      settle: 'BTC',
      contractSize: '0.1',
      expiry,
      strike: '6000',
      right: 'call',
      mark: '0.0575',
      markVol: 0.6,
    },
  ],
  balances: { BTC: '10' },
  parameters: { ...accountTables, optionFactors: { '*': [[null, 1.02]] } },
  source: '365shuku.com/13503, rewording OKX’s help page on option margin',
} as const

const options: readonly Account[] = [
  {
    ...written,
    name: 'a call sold',
    rows: [[call, '-1', '0.06']],
    tolerance: 5e-6,
    figures: { 'pools.BTC.initialMargin': 0.01932 },
  },
  {
    ...written,
    name: 'an order that sells a hundred calls, its fee of 0.002 aside',
    book: { orders: [{ symbol: call, contracts: '-100', price: '0.06', reduceOnly: false }] },
    tolerance: 5e-4,
    figures: { 'pools.BTC.initialMargin': 1.334 - 0.002 },
  },
]

export const published: readonly GoldenCase[] = [...builderAccounts, ...stress, ...currencies, ...options].map(golden)
