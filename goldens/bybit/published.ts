import { bybit20260724 } from '../../packages/core/src/venues/bybit/params.ts'
import type { GoldenCase, OutsideFigures } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts that the API’s documentation and help pages margin, as documents. */

const marginInfo = 'Bybit API, Get Portfolio Margin Info, example of 2026-03-24'
const marginPage =
  'Bybit, announcement-info/margin-parameters (2024-25): BTCUSDT, rate, leverage and deduction of the tier'

const linear = 'BTC/USDT:USDT'
const inverse = 'BTC/USD:BTC'

type Rows = Parameters<typeof goldenBook>[2]

interface Account {
  readonly name: string
  readonly model?: 'cross' | 'isolated' | 'portfolio'
  readonly at?: string
  readonly usdt?: string
  readonly coin?: string
  readonly index: string
  readonly forward?: string
  readonly listed: readonly object[]
  readonly balances: Readonly<Record<string, string>>
  readonly rows: Rows
  /** The venue’s own rate where a figure is with fees. */
  readonly takerFeeFrac?: number
  readonly parameters?: object | string
  readonly source: string
  readonly tolerance: number
  readonly figures: OutsideFigures['figures']
}

function contract(symbol: string, coin = 'BTC'): object {
  const [, quote = '', settle = ''] = symbol.split(/[/:-]/)
  const payout = settle === quote ? 'linear' : 'inverse'
  return { symbol, underlying: coin, quote, settle, payout, contractSize: '1' }
}

function perpetual(symbol: string, mark: string, coin?: string): object {
  return { ...contract(symbol, coin), kind: 'perpetual', mark }
}

const expiry = '2026-09-25T08:00:00.000Z'

function option(symbol: string, mark: string, markVol: number): object {
  const [, , , , strike = '', right] = symbol.split(/[/:-]/)
  const terms = { expiry, strike, right: right === 'C' ? 'call' : 'put' }
  return { ...contract(symbol), kind: 'option', ...terms, mark, markVol }
}

function golden(account: Account): GoldenCase {
  const { name, model = 'cross', index, coin = 'BTC', forward = index, takerFeeFrac, parameters } = account
  const document = { format: 'plimsoll-params/1', model: `bybit/${model}`, set: 'of the source', parameters }
  const settings = takerFeeFrac === undefined ? {} : { settings: { takerFeeFrac } }
  return {
    name: `${model}: ${name}`,
    model: `bybit/${model}`,
    market: {
      format: 'plimsoll-market/1',
      at: account.at ?? '2026-01-01T08:00:00.000Z',
      currency: 'USD',
      assets: { USDT: { price: account.usdt ?? '1', stable: true }, USDC: { price: '1', stable: true } },
      underlyings: { [coin]: { index } },
      forwards: [{ underlying: coin, expiry, price: forward }],
      instruments: account.listed,
    },
    book: goldenBook(model, account.balances, account.rows, { model: `bybit/${model}`, ...settings }),
    ...(parameters === undefined ? {} : { parameters: typeof parameters === 'string' ? parameters : document }),
    outside: { source: account.source, tolerance: account.tolerance, figures: account.figures },
  }
}

const call = 'BTC/USDT:USDT-260925-80000-C'

/** Marks and quantities are printed; the price of USDT, the forward, the volatility and the index are read off the answer. */
const informed = {
  model: 'portfolio',
  at: '2026-03-24T02:28:10.000Z',
  usdt: '0.999708',
  index: '70500.4035',
  forward: '71361.5563392',
  listed: [perpetual(linear, '255902.31'), option(call, '2608.56395729', 0.2774)],
  balances: { USDT: '45000' },
  source: `${marginInfo}: largest loss and futureContingency`,
} as const
const heldPerpetual = [linear, '0.038', '75995.4295'] as const
const heldOption = [call, '0.02', '2600'] as const

/** The printed portfolio by its parts: hedging spot, and what its whole has unexplained, left out. */
const portfolio: readonly Account[] = [
  {
    ...informed,
    name: 'the perpetual of the printed portfolio',
    rows: [heldPerpetual],
    tolerance: 2e-11,
    figures: { maintenanceMargin: 972.1448288 + 0.8037046 },
  },
  {
    ...informed,
    name: 'the option of the printed portfolio',
    rows: [heldOption],
    tolerance: 2e-10,
    figures: { maintenanceMargin: 39.65273684 },
  },
  {
    ...informed,
    name: 'the perpetual and the option of the printed portfolio',
    rows: [heldPerpetual, heldOption],
    tolerance: 2e-11,
    figures: { maintenanceMargin: 972.1448288 + 39.65273684 + 0.8037046 },
  },
]

type TierRow = readonly [tier: number, value: number, leverage: number, rateFrac: number, deduction: number]

/** A value inside the tier. */
const tiers: readonly TierRow[] = [
  [1, 1_000_000, 100, 0.005, 0],
  [2, -2_300_000, 90, 0.0056, 1200],
  [4, 3_500_000, 75, 0.0067, 4300],
  [7, -5_300_000, 55, 0.0091, 15_460],
  [9, 9_000_000, 45, 0.013, 46_000],
  [12, -24_000_000, 30, 0.02, 160_000],
  [14, 44_000_000, 20, 0.029, 452_000],
  [17, -62_000_000, 17, 0.036, 837_000],
  [20, 78_000_000, 14, 0.045, 1_482_000],
]

const tiered: readonly Account[] = tiers.map(([tier, value, leverage, rateFrac, deduction]) => ({
  name: `BTCUSDT in tier ${tier}`,
  index: '50000',
  listed: [perpetual(linear, '50000')],
  balances: { USDT: '9000000' },
  rows: [[linear, String(value / 50_000), '50000']],
  takerFeeFrac: 0,
  source: marginPage,
  tolerance: 1e-12,
  figures: {
    initialMargin: Math.abs(value) / leverage,
    maintenanceMargin: Math.abs(value) * rateFrac - deduction,
  },
}))

const xyz = 'XYZ/USDT:USDT'
const row = (valueMax: number, maintenanceRateFrac: number) => ({ valueMax, leverageMax: 25, maintenanceRateFrac })

const leveraged: readonly Account[] = [
  {
    name: '100 XYZ at 35, its fee aside',
    coin: 'XYZ',
    index: '35',
    listed: [perpetual(xyz, '35', 'XYZ')],
    balances: { USDT: '1000' },
    rows: [[xyz, '100', '35', { leverage: 10 }]],
    takerFeeFrac: 0,
    parameters: {
      ...bybit20260724.parameters,
      riskLimits: { [xyz]: [row(1000, 0.02), row(2000, 0.025), row(3000, 0.03), row(4000, 0.035)] },
    },
    source: 'Bybit help, Maintenance Margin (USDT Contract), 2025-09-05',
    tolerance: 1e-9,
    figures: { initialMargin: 350 },
  },
  {
    name: 'a coin at 10 000 with 50 times, its fee aside',
    index: '10000',
    listed: [perpetual(linear, '10000')],
    balances: { USDT: '1000' },
    rows: [[linear, '1', '10000', { leverage: 50 }]],
    takerFeeFrac: 0,
    source: 'Bybit help, Initial Margin (USDT Contract), 2024-10-19',
    tolerance: 1e-12,
    figures: { initialMargin: 200 },
  },
  {
    name: 'half a coin bought at 50 000, marked at 50 500, its fee at the entry',
    index: '50500',
    listed: [perpetual('BTC/USDC:USDC', '50500')],
    balances: { USDC: '10000' },
    rows: [['BTC/USDC:USDC', '0.5', '50000', { leverage: 10 }]],
    takerFeeFrac: 0.00055,
    source: 'Bybit help, Initial Margin Calculation (USDC Perpetual & Futures), 2025-09-02',
    tolerance: 1e-12,
    figures: { initialMargin: 2537.375 },
  },
]

const isolated: readonly Account[] = [
  {
    model: 'isolated',
    name: 'a coin at 20 000 with 50 times',
    index: '20000',
    listed: [perpetual(linear, '20000')],
    balances: { USDT: '1000' },
    rows: [[linear, '1', '20000', { leverage: 50 }]],
    takerFeeFrac: 0,
    parameters: '2024-09-04',
    source: 'Bybit help, Liquidation Price (USDT Contract), example 1',
    tolerance: 1e-12,
    figures: {
      [`pools.${linear} long.initialMargin`]: 400,
      [`pools.${linear} long.maintenanceMargin`]: 100,
      [`venueFigures.${linear} long liqPrice`]: 19_700,
    },
  },
  {
    model: 'isolated',
    name: '60 000 dollars short of an inverse contract',
    index: '50000',
    listed: [perpetual(inverse, '50000')],
    balances: { BTC: '1' },
    rows: [[inverse, '-60000', '50000', { leverage: 10 }]],
    takerFeeFrac: 0,
    parameters: '2024-09-04',
    source: 'Bybit help, Liquidation Price Calculation under Isolated Mode, 2024-09-10',
    tolerance: 1e-12,
    figures: { [`pools.${inverse} short.initialMargin`]: 0.12 },
  },
  {
    model: 'isolated',
    name: 'an inverse long whose margin is gone',
    index: '7890',
    listed: [perpetual(inverse, '7890')],
    balances: { BTC: '1' },
    rows: [[inverse, '1000', '7890.08', { leverage: 50 }]],
    source: 'Bybit help, What is Auto-Deleveraging (ADL)?; before it is rounded to the tick',
    tolerance: 1e-6,
    figures: { [`venueFigures.${inverse} long bustPrice`]: 7735.372549 },
  },
]

const soldCall = 'BTC/USDC:USDC-260925-31000-C'
const soldPut = 'BTC/USDC:USDC-260925-18500-P'

const options: readonly Account[] = [
  {
    name: 'a call sold',
    index: '30000',
    listed: [option(soldCall, '300', 0.5)],
    balances: { USDC: '10000' },
    rows: [[soldCall, '-1', '300']],
    source: 'Bybit help, 000001546 (options in cross margin), 2023-12-04',
    tolerance: 1e-9,
    figures: { maintenanceMargin: 1260, adjustedEquity: 10_000, 'venueFigures.accountMMRate': 0.126 },
  },
  {
    name: 'the put sold of a bear put spread',
    index: '20250',
    listed: [option(soldPut, '290', 0.5)],
    balances: { USDC: '10000' },
    rows: [[soldPut, '-1', '280']],
    source: 'Bybit help, Comparison of Spread Strategies in Cross Margin and Portfolio Margin, 2024-10-23',
    tolerance: 1e-9,
    figures: { initialMargin: 2315, maintenanceMargin: 938 },
  },
]

export const published: readonly GoldenCase[] = [...portfolio, ...tiered, ...leveraged, ...isolated, ...options].map(
  golden,
)
