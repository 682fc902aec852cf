import { describe, expect, test } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow, unwrap } from '../../testkit/builders.ts'
import { assessmentOf, marginOf } from '../../testkit/documents.ts'
import { spanDefault } from './params.ts'
import { parseSpanParameters } from './schema.ts'
import { shortOptionMinimum } from './short-option.ts'
import { coveredWrite, future, longCall } from './testdata/mcmillan.ts'

const model = 'span/portfolio'
const front = 'BTC/USDC:USDC-260327'
const back = 'BTC/USDC:USDC-260925'
const call = 'BTC/USDC:USDC-260327-50000-C'
const ether = 'ETH/USDC:USDC-260327'

const commodity = {
  tiers: { near: ['mar'], far: ['sep'] },
  interMonth: [
    {
      legs: [
        { tier: 'near', side: 'A', deltas: 1 },
        { tier: 'far', side: 'B', deltas: 1 },
      ],
      ratePerSpread: 250,
    },
  ],
  delivery: [{ month: 'mar', inSpread: 20, outright: 50 }],
  shortOptionRate: 80,
}
const own = {
  ...spanDefault.parameters,
  contracts: {
    [front]: { array: future, delta: 1, month: 'mar' },
    [back]: { array: future, delta: 1, month: 'sep' },
    [call]: { array: longCall, delta: [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2], month: 'mar' },
    [ether]: { array: future, delta: 1, month: 'mar' },
  },
  commodities: { '*': { ...commodity, delivery: [] }, BTC: { ...commodity, delivery: [] } },
  interCommodity: [
    {
      legs: ['BTC', 'ETH'].map((name, i) => ({
        commodity: name,
        side: i === 0 ? 'A' : 'B',
        deltas: 1,
        creditFrac: 0.6,
      })),
    },
  ],
  initialFactor: 1.1,
}

const market = marketDocument(
  [front, back, call, ether]
    .map((symbol) => listing(symbol, { mark: symbol === call ? '4000' : undefined }))
    .map((row) => ({ ...row, ...(row['kind'] === 'future' ? { mark: '50000' } : { markVol: undefined }) })),
)

function poolOf(rows: readonly PositionRow[], changes: Fields = {}, fields: Fields = {}) {
  const parameters = { format: 'plimsoll-params/1', model, set: 'mine', parameters: { ...own, ...changes } }
  const documents = { market, book: bookDocument(rows, { mode: 'portfolio', balances: { USDC: '100000' }, ...fields }) }
  const [first] = assessmentOf(documents, { model, parameters }).pools
  if (first === undefined) throw new Error('there is a pool')
  expect(treeError(first.pool.initial)).toBeLessThan(1e-12)
  return first.pool
}

describe('a portfolio', () => {
  test('of one future needs its scan risk, and the factor of it to open', () => {
    expect(poolOf([[front, '1', '50000']])).toMatchObject({
      maintenance: { amount: 10_000 },
      initial: { amount: 11_000 },
    })
  })

  test('with a written call needs what the book prints, and the call’s value', () => {
    const pool = poolOf([
      [front, '1', '50000'],
      [call, '-1', '4000'],
    ])
    expect(pool.maintenance.amount).toBeCloseTo(6620 + 4000, 6)
    expect([...(pool.riskUnits[0]?.pnl ?? [])]).toEqual(coveredWrite)
    expect(pool.riskUnits[0]).toMatchObject({ worst: 12, worstAtEdge: true })
  })

  test('of a call bought needs nothing, as its value is more than its risk', () => {
    const pool = poolOf([[call, '1', '4000']])
    expect(pool.maintenance.amount).toBe(0)
    expect(pool.equity).toBeCloseTo(104_000, 6)
    expect(pool.adjustedEquity).toBe(100_000)
  })

  test('of two months pays for the spread alone', () => {
    expect(
      poolOf([
        [front, '3', '50000'],
        [back, '-3', '50000'],
      ]).maintenance.amount,
    ).toBe(750)
  })

  test('in delivery pays by delta', () => {
    const changes = { commodities: { BTC: commodity } }
    expect(
      poolOf(
        [
          [front, '3', '50000'],
          [back, '-2', '50000'],
        ],
        changes,
      ).maintenance.amount,
    ).toBe(10_000 + 500 + 2 * 20 + 1 * 50)
  })

  test('of two commodities is credited on both sides', () => {
    expect(
      poolOf([
        [front, '2', '50000'],
        [ether, '-1', '2500'],
      ]).maintenance.amount,
    ).toBe(30_000 - 12_000)
  })

  test('of cheap short options pays their minimum', () => {
    const changes = { contracts: { [call]: { array: future.map((each) => each / 1000), delta: 0, month: 'mar' } } }
    expect(poolOf([[call, '-2', '4000']], changes).maintenance.amount).toBeCloseTo(160 + 8000, 6)
  })

  test('with orders needs the worse way to open', () => {
    const orders = [
      { symbol: front, contracts: '-1', price: '50000' },
      { symbol: front, contracts: '2', price: '50000' },
    ]
    expect(poolOf([[front, '1', '50000']], {}, { orders })).toMatchObject({
      maintenance: { amount: 10_000 },
      initial: { amount: 33_000 },
    })
  })

  test('counts collateral after its haircut', () => {
    expect(poolOf([], { haircutFracs: { '*': 0, USDC: 0.1 } }).adjustedEquity).toBe(90_000)
  })
})

test('short options are counted both ways, or the more numerous', () => {
  expect(shortOptionMinimum({ calls: 3, puts: 2 }, 10, 'sum')).toBe(50)
  expect(shortOptionMinimum({ calls: 3, puts: 2 }, 10, 'larger')).toBe(30)
})

test('without arrays nothing is known of the requirement, and what is missing is named', () => {
  const result = marginOf(
    { market, book: bookDocument([[front, '1', '49000']], { mode: 'portfolio', balances: { USDC: '1' } }) },
    { model },
  )
  expect(result).toMatchObject({ equity: 1001, maintenanceMargin: null, standing: 'unknown' })
  expect(result.problems.map(({ path }) => path)).toEqual([
    '/parameters/contracts/BTC~1USDC:USDC-260327',
    '/parameters/commodities/BTC',
  ])
})

test('nothing is set apart', () => {
  const rows: PositionRow[] = [[front, '1', '50000', { marginMode: 'isolated' }]]
  const orders = [{ symbol: front, contracts: '1', price: '50000', marginMode: 'isolated' }]
  for (const book of [bookDocument(rows, { mode: 'portfolio' }), bookDocument([], { mode: 'portfolio', orders })])
    expect(() => marginOf({ market, book }, { model })).toThrow('venue.cannot-hold')
})

test.each([
  ['an array of fifteen', { contracts: { a: { array: future.slice(1), delta: 1, month: 'm' } } }],
  ['deltas at six points', { contracts: { a: { array: future, delta: [1, 1, 1, 1, 1, 1], month: 'm' } } }],
  [
    'a spread of one side',
    { interCommodity: [{ legs: [1, 2].map(() => ({ commodity: 'a', side: 'A', deltas: 1, creditFrac: 1 })) }] },
  ],
  ['a tier that is not there', { commodities: { a: { ...commodity, tiers: { near: ['mar'] } } } }],
  ['no haircut for the rest', { haircutFracs: { USDC: 0 } }],
  ['an initial factor below one', { initialFactor: 0.9 }],
])('a set with %s is refused', (_what, changes) => {
  expect(() => unwrap(parseSpanParameters({ ...own, ...changes }))).toThrow()
  expect(unwrap(parseSpanParameters(own))).toEqual(own)
})
