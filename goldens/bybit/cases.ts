import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'
import { published } from './published.ts'

const at = '2026-01-01T08:00:00.000Z'
const today = '2026-01-01T20:00:00.000Z'
const near = '2026-01-08T08:00:00.000Z'
const far = '2026-09-25T08:00:00.000Z'
type Expiry = typeof today | typeof near | typeof far

const carry = { [today]: 1, [near]: 1.005, [far]: 1.05 } as const
const vols = { [today]: 0.7, [near]: 0.6, [far]: 0.5 } as const
const index = 50_000

function names(symbol: string, quote: 'USDT' | 'USDC' | 'USD'): object {
  const inverse = quote === 'USD'
  const settle = inverse ? 'BTC' : quote
  const payout = inverse ? 'inverse' : 'linear'
  return { symbol, underlying: 'BTC', quote, settle, payout, contractSize: '1' }
}

function day(expiry: string): string {
  return expiry.slice(2, 10).replaceAll('-', '')
}

function option(expiry: Expiry, strike: number, right: 'call' | 'put'): object {
  const symbol = `BTC/USDT:USDT-${day(expiry)}-${strike}-${right === 'call' ? 'C' : 'P'}`
  return { ...names(symbol, 'USDT'), kind: 'option', expiry, strike: String(strike), right, markVol: vols[expiry] }
}

const market = {
  format: 'plimsoll-market/1',
  at,
  currency: 'USD',
  assets: { USDT: { price: '0.999', stable: true }, USDC: { price: '1.0002', stable: true } },
  underlyings: { BTC: { index: String(index) } },
  forwards: ([today, near, far] as const).map((expiry) => ({
    underlying: 'BTC',
    expiry,
    price: String(index * carry[expiry]),
  })),
  instruments: [
    { ...names('BTC/USDT:USDT', 'USDT'), kind: 'perpetual', mark: '50100' },
    { ...names('BTC/USDC:USDC', 'USDC'), kind: 'perpetual', mark: '50010' },
    { ...names('BTC/USD:BTC', 'USD'), kind: 'perpetual', mark: '50025' },
    { ...names('BTC/USDT:USDT-260925', 'USDT'), kind: 'future', expiry: far, mark: '52550' },
    ...([today, near, far] as const).flatMap((expiry) =>
      [40_000, 50_000, 60_000].flatMap((strike) =>
        (['call', 'put'] as const).map((right) => option(expiry, strike, right)),
      ),
    ),
  ],
}

const perpetual = 'BTC/USDT:USDT'
const usdc = 'BTC/USDC:USDC'
const inverse = 'BTC/USD:BTC'
const future = 'BTC/USDT:USDT-260925'
const callFar = 'BTC/USDT:USDT-260925-60000-C'
const putFar = 'BTC/USDT:USDT-260925-40000-P'
const callNear = 'BTC/USDT:USDT-260108-50000-C'
const callToday = 'BTC/USDT:USDT-260101-50000-C'
const callCheap = 'BTC/USDT:USDT-260108-60000-C'
const putNear = 'BTC/USDT:USDT-260108-60000-P'

type Row = readonly [symbol: string, contracts: string, entryPrice?: string, more?: object]

function golden(name: string, mode: 'isolated' | 'cross' | 'portfolio', book: object): GoldenCase {
  return { name, model: `bybit/${mode}`, market, book }
}

function isolated(name: string, balances: Readonly<Record<string, string>>, rows: readonly Row[]): GoldenCase {
  return golden(name, 'isolated', goldenBook('isolated', balances, rows))
}

function cross(
  name: string,
  balances: Readonly<Record<string, string>>,
  rows: readonly Row[],
  more: object = {},
): GoldenCase {
  return golden(name, 'cross', goldenBook('cross', balances, rows, more))
}

function portfolio(
  name: string,
  balances: Readonly<Record<string, string>>,
  rows: readonly Row[],
  more: object = {},
): GoldenCase {
  return golden(name, 'portfolio', goldenBook('portfolio', balances, rows, more))
}

/** The factors that the venue does not publish, as a user might give them. */
const given = {
  format: 'plimsoll-params/1',
  model: 'bybit/portfolio',
  set: 'given',
  provenance: 'assumed',
  source: 'made up for a golden',
  parameters: {
    valuedAt: 'mark',
    takerFeeFrac: 0.00055,
    riskLimits: {},
    options: {},
    collateral: { USDT: [{ quantityMax: null, valueRatioFrac: 1 }] },
    borrowing: {},
    coins: {
      BTC: {
        priceMovesFrac: [-0.15, -0.05, 0, 0.05, 0.15],
        volUpFrac: 0.3,
        volDownFrac: -0.25,
        volPivotDays: 30,
        volPower: 0.3,
        initialFactor: 1.3,
        futureContingencyFrac: 0.0004,
        shortOptionFrac: 0.01,
        vegaSpreadFracPerDay: 0.0003,
        stableSpreadFrac: 0.002,
        basisFracPerYear: 0.06,
      },
    },
  },
}

export const cases: readonly GoldenCase[] = [
  isolated('isolated: a long and a short, leverage 10 and the most there is', { USDT: '20000', BTC: '1' }, [
    [perpetual, '1.5', '49800', { leverage: 10 }],
    [usdc, '-0.4', '50600'],
    [inverse, '20000', '49000', { leverage: 5 }],
  ]),
  isolated('isolated: a margin added to by hand', { USDT: '20000' }, [
    [perpetual, '-1', '50100', { leverage: 20, isolatedMargin: '4000' }],
  ]),
  cross('cross: a position in the fourteenth row, and a small one', { USDT: '9000000', USDC: '50000' }, [
    [perpetual, '-800', '50050'],
    [usdc, '0.5', '49000', { leverage: 25 }],
  ]),
  cross('cross: inverse, held in coins across the ratio slices', { BTC: '35' }, [
    [inverse, '-900000', '51000', { leverage: 3 }],
  ]),
  cross('cross: short options of both rights, a long beside them', { USDT: '120000', USD: '1000' }, [
    [callFar, '-2', '3000'],
    [putFar, '-3', '1500'],
    [callNear, '1', '1900'],
    [putNear, '-0.5', '9800'],
  ]),
  cross('cross: coins owed', { USDT: '900000', BTC: '-2.5' }, [[perpetual, '4', '50500', { leverage: 8 }]]),
  cross('cross: so many coins owed that a higher row applies', { USDT: '90000000', BTC: '-390.5' }, []),
  cross('cross: coins owed within the first row', { USDT: '90000000', BTC: '-350' }, []),
  cross(
    'cross: orders on a future and on options, one above the mark',
    { USDT: '80000' },
    [[future, '0.5', '52000', { leverage: 10 }]],
    {
      orders: [
        { symbol: future, contracts: '0.5', price: '53500' },
        { symbol: future, contracts: '-2', price: '53000' },
        { symbol: callFar, contracts: '-1', price: '3200' },
        { symbol: putFar, contracts: '0.4', price: '900' },
        { symbol: callCheap, contracts: '-0.3', price: '1' },
      ],
    },
  ),
  portfolio('portfolio: a long perpetual', { USDT: '30000' }, [[perpetual, '2', '50500']]),
  portfolio('portfolio: a short perpetual and a long call', { USDT: '60000' }, [
    [usdc, '-1', '49500'],
    [inverse, '-15000', '50400'],
    [callToday, '3', '600'],
  ]),
  portfolio('portfolio: long calls of three expiries on a long future', { USDT: '50000' }, [
    [future, '0.2', '52000'],
    [callToday, '1'],
    [callNear, '2'],
    [callFar, '1.5'],
  ]),
  portfolio('portfolio: long options of three expiries and both rights', { USDT: '50000' }, [
    [callToday, '1'],
    [callNear, '2'],
    [callFar, '1.5'],
    [putFar, '2', '1400'],
  ]),
  portfolio('portfolio: a call spread of two expiries, not known', { USDT: '50000' }, [
    [callFar, '1'],
    [callNear, '-1'],
  ]),
  portfolio(
    'portfolio: spot hedges a short',
    { BTC: '1.2', USDT: '20000' },
    [
      [inverse, '-40000', '50500'],
      [perpetual, '-1', '50000'],
    ],
    {
      model: 'bybit/portfolio',
      settings: { spotHedging: true },
    },
  ),
  portfolio('portfolio: coins owed, without hedging', { USDT: '200000', BTC: '-1' }, [[perpetual, '1', '50000']]),
  portfolio('portfolio: orders either way', { USDT: '60000' }, [[perpetual, '1', '50000']], {
    orders: [
      { symbol: perpetual, contracts: '1', price: '50100' },
      { symbol: perpetual, contracts: '-3', price: '50100' },
    ],
  }),
  {
    ...portfolio('portfolio: a calendar spread in two currencies, factors given', { USDT: '150000' }, [
      [perpetual, '2', '50000'],
      [usdc, '-1', '50000'],
      [future, '-1.5', '52000'],
      [callNear, '-2', '1900'],
      [callFar, '2', '2900'],
    ]),
    parameters: given,
  },
  ...published,
]

const shortOnly = 'felt only by a book short of options, which is unknown until shortOptionFrac is given'

/** What no requirement of these books feels, and why. */
export const unfelt: Readonly<Record<string, string>> = {
  'coins.*.volUpFrac': shortOnly,
  'coins.*.vegaSpreadFracPerDay': shortOnly,
}
