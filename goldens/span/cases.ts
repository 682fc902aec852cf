import { span } from '@plimsoll/core'
import { future, longCall } from '../../packages/core/src/venues/span/testdata/mcmillan.ts'
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook, smallMarket } from '../small-market.ts'
import { publishedCases } from './published.ts'

const model = 'span/portfolio'

/** By put-call parity: the call less the future. */
const put = longCall.map((profit, i) => profit - (future[i] ?? 0))
const times = (by: number, array: readonly number[]): readonly number[] => array.map((profit) => profit * by)

const front = 'BTC/USDT:USDT-260108-50000-C'
const frontPut = 'BTC/USDT:USDT-260108-50000-P'
const far = 'BTC/USDT:USDT-260925'
const near = 'BTC/USDT:USDT'
const ether = 'ETH/USDT:USDT-260925'
const solana = 'SOL/USDT:USDT-260925'

const commodity = {
  tiers: { near: ['2026-01'], far: ['2026-09'] },
  interMonth: [
    {
      legs: [
        { tier: 'near', side: 'A', deltas: 1 },
        { tier: 'far', side: 'B', deltas: 1 },
      ],
      ratePerSpread: 450,
    },
  ],
  delivery: [{ month: '2026-01', inSpread: 60, outright: 90 }],
  shortOptionRate: 75,
}

const own = span.span.models[0]?.sets[0]?.parameters as span.SpanParameters
const parameters = {
  format: 'plimsoll-params/1',
  model,
  set: 'mcmillan',
  provenance: 'third-party',
  parameters: {
    ...own,
    contracts: {
      [near]: { array: future, delta: 1, month: '2026-01' },
      [far]: { array: times(1.05, future), delta: 1, month: '2026-09' },
      [front]: { array: longCall, delta: [0.52, 0.68, 0.36, 0.82, 0.2, 0.9, 0.1], month: '2026-01' },
      [frontPut]: { array: put, delta: -0.48, month: '2026-01' },
      [ether]: { array: times(0.06, future), delta: 1, month: '2026-09' },
      [solana]: { array: times(0.004, future), delta: 1, month: '2026-09' },
    },
    commodities: { BTC: commodity, '*': { ...commodity, delivery: [] } },
    interCommodity: [
      {
        legs: [
          { commodity: 'BTC', side: 'A', deltas: 1, creditFrac: 0.6 },
          { commodity: 'ETH', side: 'B', deltas: 18, creditFrac: 0.6 },
        ],
      },
      {
        legs: [
          { commodity: 'BTC', side: 'A', deltas: 1, creditFrac: 0.35 },
          { commodity: 'SOL', side: 'B', deltas: 240, creditFrac: 0.35 },
        ],
      },
    ],
    shortOptionCount: 'larger',
    initialFactor: 1.1,
    haircutFracs: { '*': 0.1, USDT: 0 },
  },
}

type Rest = Parameters<typeof goldenBook> extends readonly [unknown, ...infer R] ? R : never

function bare(name: string, ...rest: Rest): GoldenCase {
  return { name, model, market: smallMarket, book: goldenBook('portfolio', ...rest) }
}

function withArrays(name: string, ...rest: Rest): GoldenCase {
  return { ...bare(name, ...rest), parameters }
}

const cash = { USDT: '60000' }

export const cases: readonly GoldenCase[] = [
  bare('nothing held', {}, []),
  bare('balances', { USDT: '1000', USDC: '-200' }, []),
  bare('a future without an array', cash, [[far, '1', '52000']]),
  withArrays('one long future', cash, [[near, '1', '50000']]),
  withArrays('one short future', cash, [[near, '-1', '50000']]),
  withArrays('a covered write', cash, [
    [near, '1', '50000'],
    [front, '-1'],
  ]),
  withArrays('a call bought', cash, [[front, '2']]),
  withArrays('a straddle written', cash, [
    [front, '-2'],
    [frontPut, '-3'],
  ]),
  withArrays('a calendar', cash, [
    [near, '3', '50000'],
    [far, '-2', '53000'],
  ]),
  withArrays('spreads between commodities, by priority', { USDT: '200000' }, [
    [far, '-3', '53000'],
    [ether, '30', '2650'],
    [solana, '500', '106'],
  ]),
  withArrays('one side only: no credit', { USDT: '200000' }, [
    [far, '1', '53000'],
    [ether, '18', '2650'],
  ]),
  withArrays('orders both ways', { USDT: '100000' }, [[near, '1', '50000']], {
    orders: [
      { symbol: near, contracts: '2', price: '49000', reduceOnly: false },
      { symbol: near, contracts: '-1', price: '52000', reduceOnly: false },
      { symbol: far, contracts: '1', price: '52000', reduceOnly: false },
    ],
  }),
  withArrays('other collateral', { USDC: '20000', USDT: '-500' }, [[near, '1', '50200']]),
  withArrays('at its end', { USDT: '10100' }, [[near, '1', '50050']]),
  ...publishedCases,
]

const unknown = 'Nothing is scanned until arrays are given; the cases with arrays hold it'

export const unfelt = { 'deltaWeights.*': unknown, initialFactor: unknown }
