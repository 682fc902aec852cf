import { type ParadexParameters, paradexSets } from '../../packages/core/src/venues/paradex/params.ts'
import type { GoldenCase, OutsideFigures } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts that the venue’s own code tests and its pages margin, as documents. */

const kit = 'Paradex, github.com/tradeparadex/paradex-py 4af6f6e, tests/margin/test_margin.py, prices of 2026-04-22'
const pages = 'Paradex, docs.paradex.trade, docs repository 9b82a75 (2026-08-20)'

const first = paradexSets.find(({ set }) => set === '2026-04-06')?.parameters
if (first === undefined) throw new Error('2026-04-06 must be a set')
const base: ParadexParameters = first

const perp = 'BTC/USDC:USDC'
const expiry = '2026-05-08T08:00:00.000Z'
const spot = '77939.768'
const mark = '77888.84'

function contract(coin: string): object {
  return { underlying: coin, quote: 'USDC', settle: 'USDC', payout: 'linear', contractSize: '1' }
}

function perpetual(price: string, coin = 'BTC'): object {
  return { symbol: `${coin}/USDC:USDC`, kind: 'perpetual', ...contract(coin), mark: price }
}

function optionSymbol(strike: number, right: 'C' | 'P'): string {
  return `BTC/USDC:USDC-260508-${strike}-${right}`
}

function option(strike: number, right: 'C' | 'P', price: string): object {
  return {
    symbol: optionSymbol(strike, right),
    kind: 'option',
    ...contract('BTC'),
    expiry,
    strike: String(strike),
    right: right === 'C' ? 'call' : 'put',
    mark: price,
    markVol: 0.42746687,
  }
}

const call = option(78_000, 'C', '2455.661')
const callSymbol = optionSymbol(78_000, 'C')

interface Account {
  readonly name: string
  readonly mode?: 'cross' | 'portfolio'
  readonly cash?: string
  readonly index?: string
  readonly coin?: string
  readonly listed: readonly object[]
  readonly rows: Parameters<typeof goldenBook>[2]
  readonly orders?: readonly object[]
  readonly parameters?: Partial<ParadexParameters>
  readonly source?: string
  /** As the source has it: an amount of dollars. */
  readonly within: number
  readonly figures: OutsideFigures['figures']
}

/** The tests charge no fees but where they say so. */
const noFees = { perpetualFrac: 0, optionFrac: 0, optionCapFrac: 0.125 }

function golden(account: Account): GoldenCase {
  const { name, mode = 'cross', cash = '10000', index = spot, coin = 'BTC', listed, rows, orders, figures } = account
  const model = `paradex/${mode}`
  const largest = Math.max(1, ...Object.values(figures).map(Math.abs))
  return {
    name,
    model,
    market: {
      format: 'plimsoll-market/1',
      at: '2026-04-22T00:00:00.000Z',
      currency: 'USD',
      assets: { USDC: { price: '1', stable: true } },
      underlyings: { [coin]: { index } },
      forwards: [{ underlying: coin, expiry, price: index, rate: 0 }],
      instruments: listed,
    },
    book: goldenBook(mode, { USDC: cash }, rows, orders === undefined ? {} : { orders }),
    parameters: {
      format: 'plimsoll-params/1',
      model,
      set: 'of the source',
      parameters: { ...base, fees: noFees, ...account.parameters },
    },
    outside: { source: account.source ?? kit, tolerance: account.within / largest, figures },
  }
}

function order(symbol: string, contracts: string, price: string): object {
  return { symbol, contracts, price, reduceOnly: false }
}

/** What the exchange said of the account, the fees that it provides for among it. */
const reported = {
  listed: [perpetual(mark), call],
  rows: [
    [perp, '-0.0005', mark],
    [callSymbol, '0.001', '2455.661'],
  ],
  cash: '10.25',
  source: `${kit}: as the exchange reported it, within its fee provision`,
  within: 0.02,
} as const

const positions: readonly Account[] = [
  {
    name: 'a perpetual sold',
    listed: [perpetual(mark)],
    rows: [[perp, '-0.0005', mark]],
    within: 0.001,
    figures: { initialMargin: 0.7789, maintenanceMargin: 0.3894 },
  },
  {
    name: 'a call bought',
    listed: [call],
    rows: [[callSymbol, '0.001', '2455.661']],
    within: 0.001,
    figures: { initialMargin: 2.455661, maintenanceMargin: 1.22783 },
  },
  { ...reported, name: 'a perpetual against a call, initial margin', figures: { initialMargin: 3.2504 } },
  { ...reported, name: 'a perpetual against a call, maintenance margin', figures: { maintenanceMargin: 1.6339 } },
  {
    name: 'a tenth of a coin',
    index: '80000',
    listed: [perpetual('80000')],
    rows: [[perp, '0.1', '80000']],
    within: 0.001,
    figures: { initialMargin: 160, maintenanceMargin: 80 },
  },
  {
    name: 'a hundred coins',
    index: '80000',
    listed: [perpetual('80000')],
    rows: [[perp, '100', '80000']],
    within: 0.1,
    figures: { initialMargin: 160_000 },
  },
  {
    name: 'a call deep in the money, capped',
    index: '95000',
    listed: [option(50_000, 'C', '20000')],
    rows: [[optionSymbol(50_000, 'C'), '0.01', '20000']],
    within: 0.01,
    figures: { initialMargin: 190 },
  },
]

const orders: readonly Account[] = [
  {
    name: 'an order alone',
    listed: [perpetual(mark)],
    rows: [],
    orders: [order(perp, '0.1', mark)],
    within: 0.001,
    figures: { initialMargin: 155.77768, maintenanceMargin: 0 },
  },
  {
    name: 'orders on both sides of a short',
    index: '90000',
    listed: [perpetual('90000')],
    rows: [[perp, '-1', '90000']],
    orders: [order(perp, '3', '90000'), order(perp, '-2', '90000')],
    source: `${pages}, risk/cross-margin-requirement`,
    within: 1e-9,
    figures: { initialMargin: 5400 },
  },
  {
    name: 'orders on both sides of a short, with fees: 5 400 and 81',
    index: '90000',
    listed: [perpetual('90000')],
    rows: [[perp, '-1', '90000']],
    orders: [order(perp, '3', '90000'), order(perp, '-2', '90000')],
    parameters: { fees: { ...noFees, perpetualFrac: 0.0003 } },
    within: 0.001,
    figures: { initialMargin: 5400 + 81, maintenanceMargin: 927 },
  },
]

/** Ten bought at 100 with 100 behind them, at an initial margin of a tenth. */
function checked(price: string, figures: Account['figures']): Account {
  return {
    name: `the order check of the documentation at ${price}`,
    coin: 'XYZ',
    cash: '100',
    index: price,
    listed: [perpetual(price, 'XYZ')],
    rows: [['XYZ/USDC:USDC', '10', '100']],
    parameters: { initialFrac: { XYZ: 0.1, '*': null } },
    source: `${pages}, risk/paradex-risk-checks`,
    within: 1e-9,
    figures,
  }
}

/** One long and one and a half short at 70 000 in contracts of one coin: scenarios that move nothing leave the minimum. */
function minimumDelta(unhedgedFrac: number, hedgedFrac: number, initialMargin: number, source: string): Account {
  const still = { scenarios: [{ moveFrac: 0, volFrac: 0, weightFrac: 1 }], minVolShockUpFrac: 0 }
  const portfolio = { ...base.portfolio, assets: { BTC: { ...still, unhedgedFrac, hedgedFrac } } }
  const other = { ...perpetual('70000'), symbol: 'BTC/USD:USDC', quote: 'USD' }
  return {
    name: `minimum delta at ${unhedgedFrac} and ${hedgedFrac}`,
    mode: 'portfolio',
    index: '70000',
    listed: [perpetual('70000'), other],
    rows: [
      [perp, '1', '70000'],
      ['BTC/USD:USDC', '-1.5', '70000'],
    ],
    parameters: { portfolio },
    source,
    within: 1e-9,
    figures: { initialMargin },
  }
}

export const published: readonly GoldenCase[] = [
  ...positions,
  ...orders,
  checked('100', { equity: 100, initialMargin: 100 }),
  checked('98', { equity: 80, initialMargin: 98, 'venueFigures.account: account value': 80 }),
  minimumDelta(0.02, 0.01, 1400, `${pages}, risk/portfolio-margin`),
  minimumDelta(0.002, 0.001, 140, 'Paradex, docs.paradex.trade, risk/portfolio-margin, docs repository f0ba8b6'),
].map(golden)
