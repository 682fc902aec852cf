import type { GoldenCase, OutsideFigures } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts that the venue’s help pages and its calculator margin, and a test of others on the same ones, as documents. */

const usdmPage = 'Binance FAQ b3c689c1 (liquidation price of USD-M)'
const freqtrade = `${usdmPage}, as freqtrade tests it, c9ae5e1, tests/exchange/test_binance.py`
const freqtradeEth = `${usdmPage}, its ETH leg as an earlier test of freqtrade has it (test_liquidation_price, commit unknown)`
const coinmPage =
  'Binance FAQ ceccfcfb (liquidation price of COIN-M), later copy, where the amount of 300 BTC is 11.605'
const calculator = 'Binance’s calculator of COIN-M, as quoted at dev.binance.vision/t/6292; to a tick of 0.1'
const assetsPage = 'Binance FAQ c983a926 (margin ratio in multi-assets mode)'
const proPage = 'Binance FAQ 5e33af8e (Portfolio Margin Pro)'

type Rows = Parameters<typeof goldenBook>[2]

interface Account {
  readonly name: string
  readonly model?: 'cross' | 'isolated' | 'multi-assets' | 'pm-pro'
  /** Index, which marks are at unless they have their own. */
  readonly prices: Readonly<Record<string, string>>
  readonly assets?: Readonly<Record<string, string>>
  readonly listed: readonly object[]
  readonly balances: Readonly<Record<string, string>>
  readonly rows: Rows
  readonly settings?: object
  readonly parameters?: object | string
  readonly source: string
  readonly tolerance: number
  readonly figures: OutsideFigures['figures']
}

function linear(coin: string, quote: string, mark: string): object {
  const names = { symbol: `${coin}/${quote}:${quote}`, underlying: coin, quote, settle: quote }
  return { ...names, kind: 'perpetual', payout: 'linear', contractSize: '1', mark }
}

/** A contract of 100 USD. */
function inverse(mark: string): object {
  const names = { symbol: 'BTC/USD:BTC', underlying: 'BTC', quote: 'USD', settle: 'BTC' }
  return { ...names, kind: 'perpetual', payout: 'inverse', contractSize: '100', mark }
}

function golden(account: Account): GoldenCase {
  const { name, model = 'cross', prices, assets = {}, listed, balances, rows, settings, parameters } = account
  const mode = model === 'isolated' ? 'isolated' : model === 'pm-pro' ? 'portfolio' : 'cross'
  const document = { format: 'plimsoll-params/1', model: `binance/${model}`, set: 'of the source', parameters }
  const named = typeof parameters === 'string' ? parameters : document
  const coins = Object.entries(prices).map(([coin, price]) => [coin, { price }] as const)
  const stable = ['USDT', 'USDC'].map((coin) => [coin, { price: assets[coin] ?? '1', stable: true }] as const)
  return {
    name: `${model}: ${name}`,
    model: `binance/${model}`,
    market: {
      format: 'plimsoll-market/1',
      at: '2026-01-01T08:00:00.000Z',
      currency: 'USD',
      assets: Object.fromEntries([...stable, ...coins]),
      underlyings: Object.fromEntries(Object.entries(prices).map(([coin, index]) => [coin, { index }])),
      instruments: listed,
    },
    book: goldenBook(mode, balances, rows, { venue: 'binance', ...(settings === undefined ? {} : { settings }) }),
    ...(parameters === undefined ? {} : { parameters: named }),
    outside: { source: account.source, tolerance: account.tolerance, figures: account.figures },
  }
}

const [btc, eth, coin] = ['BTC/USDT:USDT', 'ETH/USDT:USDT', 'BTC/USD:BTC']

/** The brackets that the page’s positions are in, before and where they are liquidated; the ones below only end there. */
const usdmTables = {
  usdmBrackets: {
    BTCUSDT: [
      [1_000_000, 0.01, 0, 50],
      [null, 0.025, 16_300, 20],
    ],
    ETHUSDT: [
      [2_000_000, 0.05, 0, 10],
      [null, 0.1, 135_365, 5],
    ],
  },
  coinmBrackets: {},
}
const longBtc = [btc, '109.488', '32481.98'] as const
const longEth = [eth, '3683.979', '1456.84'] as const
const [markBtc, markEth] = ['31967.27', '1335.18']
const wallet = 1_535_443.01

/** Both legs of the page at a price of each; the wallet is the page’s. */
function legs(name: string, prices: readonly [string, string], rows: Rows, rest: Partial<Account>): Account {
  const [btcMark, ethMark] = prices
  return {
    name,
    prices: { BTC: btcMark, ETH: ethMark },
    listed: [linear('BTC', 'USDT', btcMark), linear('ETH', 'USDT', ethMark)],
    balances: { USDT: String(wallet) },
    rows,
    parameters: usdmTables,
    source: freqtrade,
    tolerance: 1e-7,
    figures: {},
    ...rest,
  }
}

function isolatedAt(
  price: string,
  [symbol, contracts, entry]: readonly [string, string, string],
  tolerance: number,
): Account {
  const prices: readonly [string, string] = symbol === btc ? [price, markEth] : [markBtc, price]
  return legs(
    `${symbol} where it is liquidated`,
    prices,
    [[symbol, contracts, entry, { isolatedMargin: String(wallet) }]],
    {
      model: 'isolated',
      source: symbol === btc ? freqtrade : freqtradeEth,
      tolerance,
      figures: { [`venueFigures.marginRatio ${symbol} long`]: 1 },
    },
  )
}

const ratioInFull = { 'venueFigures.marginRatio USD-M USDT': 1 }

/** Prices are printed to a hundredth: tolerances are half of that, of the margin at the price. */
const usdm: readonly Account[] = [
  legs('the BTC leg', [markBtc, markEth], [longBtc], {
    figures: { maintenanceMargin: 71_200.81144, equity: wallet - 56_354.57 },
  }),
  legs('the ETH leg', [markBtc, markEth], [longEth], {
    figures: { maintenanceMargin: 356_512.508, equity: wallet - 448_192.89 },
  }),
  legs('both legs', [markBtc, markEth], [longBtc, longEth], {
    figures: { maintenanceMargin: 71_200.81144 + 356_512.508, equity: wallet - 56_354.57 - 448_192.89 },
  }),
  legs('where BTC liquidates both legs', ['26316.89', markEth], [longBtc, longEth], {
    source: usdmPage,
    tolerance: 1.5e-6,
    figures: ratioInFull,
  }),
  legs('where ETH liquidates both legs', [markBtc, '1153.26'], [longBtc, longEth], {
    source: freqtradeEth,
    tolerance: 5e-5,
    figures: ratioInFull,
  }),
  isolatedAt('18778.73', longBtc, 1.6e-5),
  isolatedAt('1114.78', longEth, 7e-5),
  {
    name: '500 000 USDT at 1 % less 1 300',
    prices: { BTC: '50000' },
    listed: [linear('BTC', 'USDT', '50000')],
    balances: { USDT: '20000' },
    rows: [[btc, '10', '50000']],
    parameters: '2021-03-18',
    source: `${usdmPage}: rate and amount`,
    tolerance: 1e-12,
    figures: { maintenanceMargin: 500_000 * 0.01 - 1300 },
  },
]

const coinm: readonly Account[] = [
  {
    name: '100 000 contracts where the calculator liquidates them',
    prices: { BTC: '33599.4' },
    listed: [inverse('33599.4')],
    balances: { BTC: '101' },
    rows: [[coin, '100000', '45000']],
    source: calculator,
    tolerance: 4e-5,
    figures: { 'venueFigures.marginRatio COIN-M BTC': 1 },
  },
  {
    name: '100 contracts at 25 000',
    prices: { BTC: '25000' },
    listed: [inverse('25000')],
    balances: { BTC: '1' },
    rows: [[coin, '100', '25000']],
    source: coinmPage,
    tolerance: 1e-12,
    figures: { 'pools.COIN-M BTC.maintenanceMargin': 0.0016 },
  },
  {
    name: '300 BTC at 12.5 % less 11.605',
    prices: { BTC: '25000' },
    listed: [inverse('25000')],
    balances: { BTC: '100' },
    rows: [[coin, '75000', '25000']],
    source: `${coinmPage}: rate and amount`,
    tolerance: 1e-12,
    figures: { 'pools.COIN-M BTC.maintenanceMargin': 300 * 0.125 - 11.605 },
  },
]

/**
 * USDT at its ask rate, with a ratio that takes what is owned to its bid rate: the page has buffers by asset and margins
 * at the ask rate, the model one bid and ask buffer of what is owned and owed.
 */
const assetsExample = {
  model: 'multi-assets',
  prices: { BTC: '20000', ETH: '600' },
  assets: { USDT: '0.99495', USDC: '1' },
  listed: [linear('BTC', 'USDT', '20000'), linear('ETH', 'USDC', '600')],
  balances: { USDT: '200', USDC: '220' },
  parameters: {
    usdmBrackets: { BTCUSDT: [[null, 0.008, 0, 100]], ETHUSDC: [[null, 0.01, 0, 50]] },
    coinmBrackets: {},
    ratios: { USDT: 0.9801 / 0.99495, USDC: 1 },
    bidBufferFrac: 0,
    askBufferFrac: 0,
  },
  source: assetsPage,
  tolerance: 1e-5,
} as const

const multiAssets: readonly Account[] = [
  { ...assetsExample, name: 'nothing held', rows: [], figures: { adjustedEquity: 416.02, freeCollateral: 416.02 } },
  {
    ...assetsExample,
    name: 'a position in each stablecoin',
    rows: [
      [btc, '0.5', '20000', { leverage: 100 }],
      ['ETH/USDC:USDC', '20', '600', { leverage: 50 }],
    ],
    figures: {
      adjustedEquity: 416.02,
      maintenanceMargin: 199.596,
      freeCollateral: 76.525,
      'venueFigures.marginRatio account': 0.47977,
    },
  },
]

const half = [[null, 0.005, 0, 20]]
const proExample = {
  model: 'pm-pro',
  parameters: {
    usdmBrackets: { BTCUSDT: half },
    coinmBrackets: { BTCUSD: half },
    collateral: { USDT: [[null, 1]], BTC: [[null, 0.95]], ETH: [[null, 0.9]] },
    loanRatesFrac: { '3': 0.1 },
    bands: { marginCall: 1.5, reduceOnly: 1.2, liquidation: 1.05, claim: 1 },
  },
  source: proPage,
  tolerance: 1e-12,
} as const
const dated = { expiry: '2026-06-24T08:00:00.000Z', symbol: 'BTC/USDT:USDT-260624', kind: 'future' }

/** What the page prints in coins, at a price of a thousand. */
const pro: readonly Account[] = [
  {
    ...proExample,
    name: 'margin and futures wallet, profit of 600 and loss of 414',
    prices: { BTC: '40000' },
    listed: [linear('BTC', 'USDT', '40000'), { ...linear('BTC', 'USDT', '42000'), ...dated }],
    balances: { USDT: '6000' },
    rows: [
      [btc, '-0.05', '52000'],
      [dated.symbol, '0.04', '52350'],
    ],
    figures: { equity: 1000 + 5000 + 600 - 414 },
  },
  {
    ...proExample,
    name: '0.04 of 0.1 BTC borrowed',
    prices: { BTC: '1000' },
    listed: [],
    balances: { BTC: '0.06' },
    rows: [],
    settings: { loans: { BTC: '0.04' } },
    figures: { maintenanceMargin: 0.004 * 1000, equity: 0.06 * 1000 },
  },
  {
    ...proExample,
    name: '15 of 20 ETH borrowed',
    prices: { ETH: '1000' },
    listed: [],
    balances: { ETH: '5' },
    rows: [],
    settings: { loans: { ETH: '15' } },
    figures: { maintenanceMargin: 1.5 * 1000, equity: 5 * 1000 },
  },
]

export const published: readonly GoldenCase[] = [...usdm, ...coinm, ...multiAssets, ...pro].map(golden)
