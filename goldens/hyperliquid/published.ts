import { hyperliquidAlpha } from '../../packages/core/src/venues/hyperliquid/params.ts'
import type { GoldenCase, OutsideFigures } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts as the venue’s API answered them, and the examples of its documentation, as documents. */

const docs = 'Hyperliquid, hyperliquid.gitbook.io/hyperliquid-docs'
const positionsKept =
  'Hyperliquid, liquidation prices of positions as its API gave them, kept in freqtrade 3b1fb5a, tests/exchange/test_hyperliquid.py'

interface Account {
  readonly name: string
  readonly mode: 'isolated' | 'cross' | 'portfolio'
  readonly prices: Readonly<Record<string, string>>
  readonly balances: Readonly<Record<string, string>>
  readonly rows?: readonly (readonly [coin: string, size: string, entry: string, more?: object])[]
  /** Largest leverage of each coin, where it is not that of the current set. */
  readonly leverageMax?: Readonly<Record<string, number>>
  readonly parameters?: string
  readonly source: string
  readonly tolerance: number
  readonly figures: OutsideFigures['figures']
}

function symbolOf(coin: string): string {
  return `${coin}/USDC:USDC`
}

function listing([coin, mark]: readonly [string, string]): object {
  const names = { symbol: symbolOf(coin), underlying: coin, quote: 'USDC', settle: 'USDC' }
  return { ...names, kind: 'perpetual', payout: 'linear', contractSize: '1', mark }
}

function tablesOf(leverageMax: Readonly<Record<string, number>>): object {
  const { parameters } = hyperliquidAlpha
  const tables = Object.entries(leverageMax).map(([coin, max]) => [
    `own ${coin}`,
    [{ notionalMin: 0, leverageMax: max }],
  ])
  const markets = Object.keys(leverageMax).map((coin) => [coin, `own ${coin}`])
  return {
    ...parameters,
    marginTables: { ...parameters.marginTables, ...Object.fromEntries(tables) },
    markets: { ...parameters.markets, ...Object.fromEntries(markets) },
  }
}

function golden(account: Account): GoldenCase {
  const { name, mode, prices, balances, rows = [], leverageMax, parameters } = account
  const model = `hyperliquid/${mode}`
  const coins = Object.entries(prices)
  const document = (own: Readonly<Record<string, number>>) => {
    return { format: 'plimsoll-params/1', model, set: 'of the source', parameters: tablesOf(own) }
  }
  const named = leverageMax === undefined ? parameters : document(leverageMax)
  return {
    name: `${mode}: ${name}`,
    model,
    market: {
      format: 'plimsoll-market/1',
      at: '2026-03-05T08:00:00.000Z',
      currency: 'USD',
      assets: {
        USDC: { price: '1', stable: true },
        ...Object.fromEntries(coins.map(([coin, price]) => [coin, { price }])),
      },
      underlyings: Object.fromEntries(coins.map(([coin, index]) => [coin, { index }])),
      instruments: coins.map(listing),
    },
    book: goldenBook(
      mode,
      balances,
      rows.map(([coin, size, entry, more = {}]) => [symbolOf(coin), size, entry, more] as const),
    ),
    ...(named === undefined ? {} : { parameters: named }),
    outside: { source: account.source, tolerance: account.tolerance, figures: account.figures },
  }
}

function figure(name: string): string {
  return `venueFigures.account: ${name}`
}

/** Margin of the isolated position without its loss of 0.0134; cash without the margin is 13 104.514502. */
const answered: Account = {
  name: 'the answer of clearinghouseState in the documentation',
  mode: 'isolated',
  prices: { ETH: '2985.9' },
  balances: { USDC: '13109.495728' },
  rows: [['ETH', '0.0335', '2986.3', { isolatedMargin: '4.981226', leverage: 20 }]],
  leverageMax: { ETH: 50 },
  source: `${docs}, for-developers/api/info-endpoint/perpetuals, answer of 1708622398623`,
  tolerance: 1e-8,
  figures: {
    equity: 13_109.482328,
    'pools.account.equity': 13_104.514502,
    [figure('withdrawable')]: 13_104.514502,
    'pools.ETH/USDC:USDC long.equity': 4.967826,
    'venueFigures.ETH/USDC:USDC long: liquidation price': 2866.26936529,
  },
}

/**
 * Of the vault’s positions one is in the copy: the rest are one long and one short, which their totals fix. The venue
 * rounds each position’s margin to a millionth. The copy’s isolated SOL, which no total holds, is left out.
 */
const vault: Account = {
  name: 'a vault, of which SAGA and the totals are kept',
  mode: 'cross',
  prices: { SAGA: '0.02436', LONG: '1', SHORT: '1' },
  balances: { USDC: String(3_182_148.254568 - 103_774.5 * 0.01662 + 2_159_173.698275 - 2_183_590.239961) },
  rows: [
    ['SAGA', '-103774.5', '0.01662', { leverage: 20 }],
    ['LONG', '2159173.698275', '1', { leverage: 20 }],
    ['SHORT', '-2183590.239961', '1', { leverage: 20 }],
  ],
  leverageMax: { SAGA: 50, LONG: 50, SHORT: 50 },
  source:
    'Hyperliquid, clearinghouseState of a vault, kept in gocryptotrader, exchanges/hyperliquid, tests of its websocket (1791279140401)',
  tolerance: 5e-9,
  figures: {
    equity: 3_155_203.7660619998,
    initialMargin: 217_264.594197,
    maintenanceMargin: 43_452.918775,
    [figure('withdrawable')]: 2_720_674.5776,
    'venueFigures.SAGA/USDC:USDC: liquidation price': 29.713170189,
  },
}

/** Cash is what the API calls raw USD, and what the position cost. */
const trader: Account = {
  name: 'an account of one position',
  mode: 'cross',
  prices: { BTC: '89415' },
  balances: { USDC: String(-354.953275 + 0.00416 * 92_499) },
  rows: [['BTC', '0.00416', '92499', { leverage: 24 }]],
  source: 'Hyperliquid, clearinghouseState of an account, quoted in a public trader’s code (1765805561239)',
  tolerance: 1e-9,
  figures: {
    equity: 17.013125,
    initialMargin: 15.4986,
    maintenanceMargin: 4.64958,
    [figure('withdrawable')]: 0,
    'venueFigures.BTC/USDC:USDC: liquidation price': 86_405.373661149,
  },
}

type KeptRow = readonly [
  coin: 'BTC' | 'ETH' | 'SOL' | 'DOGE',
  size: string,
  entry: string,
  margin: string,
  price: number,
]

/** Size, entry price, margin to a millionth of a dollar, and the price that the API gave, to eight digits. */
const kept: readonly KeptRow[] = [
  ['ETH', '0.015', '2458.5', '36.864593', 0.86915825],
  ['BTC', '0.00039', '63287', '24.673292', 22.37166537],
  ['SOL', '0.33', '145.83', '24.045107', 74.83696193],
  ['ETH', '0.0199', '2459.5', '24.454895', 1243.0411908],
  ['BTC', '0.00077', '62739', '24.137992', 31_708.03843631],
  ['DOGE', '437', '0.11586', '25.29769', 0.05945697],
  ['ETH', '-0.019', '2642.8', '25.091876', 3924.18322043],
  ['SOL', '-0.32', '155.89', '24.924941', 228.07847866],
  ['DOGE', '-351', '0.14333', '25.136807', 0.20970228],
  ['BTC', '-0.00069', '68595', '23.64871', 101_849.99354283],
  ['SOL', '0.6', '173.06', '20.735658', 142.05186667],
  ['BTC', '-0.00031', '67400', '20.887308', 133_443.97317151],
  ['BTC', '0.0015', '66930', '20.043862', 54_108.51043771],
  ['SOL', '-0.48', '163.11', '15.650731', 190.94213618],
  ['ETH', '0.0347', '2533.2', '17.555195', 2047.7642302],
]
const leverageThen = { BTC: 50, ETH: 50, SOL: 20, DOGE: 20 }

function keptAccount([coin, size, entry, margin, price]: KeptRow): Account {
  const side = size.startsWith('-') ? 'short' : 'long'
  return {
    name: `${size} ${coin} from ${entry}`,
    mode: 'isolated',
    prices: { [coin]: entry },
    balances: { USDC: '100' },
    rows: [[coin, size, entry, { isolatedMargin: margin }]],
    leverageMax: leverageThen,
    source: positionsKept,
    tolerance: 1e-6 / Math.abs(Number(size)) / Math.max(1, price) + 1e-8,
    figures: { [`venueFigures.${symbolOf(coin)} ${side}: liquidation price`]: price },
  }
}

/** As much behind a position as it is worth: maintenance margin ÷ account value is the printed rate. */
function rated(leverage: number, rateFrac: number, tolerance: number, page: string): Account {
  return {
    name: `the rate of a coin of ${leverage} times`,
    mode: 'cross',
    prices: { X: '100' },
    balances: { USDC: '10000' },
    rows: [['X', '100', '100']],
    leverageMax: { X: leverage },
    source: `${docs}, ${page}`,
    tolerance,
    figures: { [figure('maintenance margin ÷ account value')]: rateFrac },
  }
}

const unified: readonly Account[] = [
  {
    name: '10 000 HYPE lend 200 000',
    mode: 'portfolio',
    prices: { HYPE: '40' },
    balances: { HYPE: '10000' },
    source: `${docs}, support/faq/portfolio-margin`,
    tolerance: 1e-12,
    figures: { freeCollateral: 200_000 },
  },
  {
    name: '10 000 HYPE lend the cap of 1 000 before the alpha',
    mode: 'portfolio',
    prices: { HYPE: '40' },
    balances: { HYPE: '10000' },
    parameters: 'pre-alpha',
    source: `${docs}, trading/portfolio-margin (pre-alpha): cap of a user’s borrowing`,
    tolerance: 1e-12,
    figures: { adjustedEquity: 1000 },
  },
  {
    name: 'the carry trade at 150 000: 50 000 borrowed, 20 and a maintenance margin of an eightieth',
    mode: 'portfolio',
    prices: { BTC: '150000' },
    balances: { BTC: '1' },
    rows: [['BTC', '-1', '100000', { leverage: 10 }]],
    source: `${docs}, trading/portfolio-margin: what the example borrows, the offset; trading/margin-tiers: the rate`,
    tolerance: 1e-12,
    figures: { 'venueFigures.portfolio maintenance requirement': 50_000 + 20 + 150_000 / 80 },
  },
]

export const published: readonly GoldenCase[] = [
  answered,
  vault,
  trader,
  ...kept.map(keptAccount),
  rated(40, 0.0125, 1e-12, 'trading/liquidations'),
  rated(20, 0.025, 1e-12, 'trading/margin-tiers'),
  rated(3, 0.167, 5e-4, 'trading/liquidations'),
  ...unified,
].map(golden)
