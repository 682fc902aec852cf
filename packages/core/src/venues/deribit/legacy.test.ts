import { describe, expect, test } from 'vitest'
import type { PricedOption } from '../../pricing/priced.ts'
import { bookDocument, listing, marketDocument, type PositionRow } from '../../testkit/builders.ts'
import { assessmentOf } from '../../testkit/documents.ts'
import { futuresContingency, legacyVolShock, netShort, rolledShort, vegaContingency } from './legacy-contingency.ts'
import { legacyVolUp } from './legacy-matrix.ts'
import type { LegacyParameters } from './parameters.ts'

test('shocks: 40 % at 30 days is 56.6 % at 15 by the page of 2017, and 60 % becomes 87 % by the deck', () => {
  expect(legacyVolShock(0.4, 15, 0.5)).toBeCloseTo(0.566, 3)
  expect(0.6 * (1 + legacyVolShock(0.45, 30, 0.3))).toBeCloseTo(0.87, 12)
})

test('futures: 1 % of what long and short offset, 0.6 % of all in the deck', () => {
  expect(futuresContingency(100, 100, { futuresContingencyFrac: 0.01, futuresContingencyOn: 'offsetting' })).toBe(1)
  expect(futuresContingency(100, 40, { futuresContingencyFrac: 0.006, futuresContingencyOn: 'absolute' })).toBeCloseTo(
    0.84,
    12,
  )
})

describe('net short options', () => {
  test('are counted by strike', () => {
    expect(netShort([{ strike: 1, net: 10 - 20 }])).toBe(10)
    expect(netShort([-4, 7, -1].map((net, strike) => ({ strike, net })))).toBe(5)
  })

  test('near the money count in proportion, and longs further out cover them', () => {
    const rolled = (strikes: readonly (readonly [strike: number, net: number])[]): number =>
      rolledShort(
        strikes.map(([strike, net]) => ({ strike, net })),
        100,
        0.1,
      )
    expect(rolled([[105, -10]])).toBeCloseTo(5, 12)
    expect(rolled([[100, -10]])).toBe(0)
    expect(
      rolled([
        [120, -10],
        [130, 4],
      ]),
    ).toBe(6)
    // A long nearer the money covers nothing further out.
    expect(
      rolled([
        [120, 4],
        [130, -10],
      ]),
    ).toBe(10)
    expect(
      rolled([
        [80, -10],
        [70, 12],
        [60, -3],
      ]),
    ).toBe(3)
  })
})

test('vega: a share of what expiries offset', () => {
  expect(vegaContingency([4, -1, -2], 0.25)).toBe(0.75)
})

const [perp, dated] = ['BTC/USD:BTC', 'BTC/USD:BTC-260925']

function maintenanceOf(rows: readonly PositionRow[], set: string) {
  const market = marketDocument([...new Set(rows.map(([symbol]) => symbol))].map((symbol) => listing(symbol)))
  const book = bookDocument(rows, { mode: 'portfolio', balances: { BTC: '10' } })
  const { pools } = assessmentOf({ market, book }, { model: 'deribit/segregated-portfolio', parameters: set })
  const pool = pools.find((each) => each.pool.name === 'BTC')?.pool
  if (pool === undefined) throw new Error('there must be a pool of BTC')
  return pool
}

test.each([
  // 2 − 1 coins at the lower edge, and the contingency.
  ['2020-deck', 0.15 / 0.85 + 0.006 * 3, 1.2],
  ['2019', 0.1 / 0.9 + 0.01 * 1, 1.2],
  ['2017', 0.125 / 0.875 + 0.02 * 1, 1.2],
])('long and short futures under %s', (set, maintenance, factor) => {
  const pool = maintenanceOf(
    [
      [perp, '100000', '50000'],
      [dated, '-50000', '50000'],
    ],
    set,
  )
  expect(pool.maintenance.amount).toBeCloseTo(maintenance, 12)
  expect(pool.initial.amount).toBeCloseTo(maintenance * factor, 12)
  expect(pool.riskUnits[0]?.scenarios).toHaveLength(33)
})

test.each([
  ['2020-deck', 0],
  ['2019', 0.02],
  ['2017', 0.05],
])('the option contingency of %s at one strike at the money, three long and five short', (set, charged) => {
  const { maintenance } = maintenanceOf(
    [
      ['BTC/USD:BTC-260327-50000-C', '1.5'],
      ['BTC/USD:BTC-260327-50000-P', '-3.5'],
    ],
    set,
  )
  expect(maintenance.parts.find(({ name }) => name === 'option contingency')?.amount).toBeCloseTo(charged, 12)
})

test('the vega contingency of 2017 is on offsetting expiries alone', () => {
  const charged = (near: string, far: string): number | undefined =>
    maintenanceOf(
      [
        ['BTC/USD:BTC-260327-50000-C', near],
        ['BTC/USD:BTC-260925-50000-C', far],
      ],
      '2017',
    ).maintenance.parts.find(({ name }) => name === 'vega contingency')?.amount
  expect(charged('1', '1')).toBe(0)
  expect(charged('1', '-1')).toBeGreaterThan(0)
})

test('without a range around the index no short is near it', () => {
  expect(rolledShort([{ strike: 105, net: -10 }], 100, 0)).toBe(10)
})

test('an account that holds nothing has no table', () => {
  expect(maintenanceOf([], '2017')).toMatchObject({ equity: 10, maintenance: { amount: 0 }, riskUnits: [] })
})

// A call of 10 days under the power 0.3 of 2019: 38 % × (30 ÷ 10)^0.3; absolute shocks add it, relative ones multiply.
test.each(['absolute', 'relative'] as const)('a volatility shock that is %s', (volShockIs) => {
  const parameters = { volUpFrac: 0.38, vegaPowerShort: 0.3, vegaPowerLong: 0.13, volShockIs } as LegacyParameters
  const option = { vol: 0.5, tteYears: 10 / 365 } as PricedOption
  const shock = 0.38 * 1.3903891703159093
  expect(legacyVolUp(option, parameters)).toBeCloseTo(volShockIs === 'relative' ? 0.5 * shock : shock, 9)
})

test('coins that are not held are owed once a future has lost them', () => {
  const market = marketDocument([listing(perp)])
  // Bought at 62,500, now 50,000: 2 − 1.6 coins are lost of 100,000 dollars.
  const book = bookDocument([[perp, '100000', '62500']], { mode: 'portfolio' })
  const { pools } = assessmentOf({ market, book }, { model: 'deribit/segregated-portfolio', parameters: '2017' })
  const pool = pools.find((each) => each.pool.name === 'BTC')?.pool
  expect(pool?.equity).toBeCloseTo(-0.4, 12)
  expect(pool?.collateral).toEqual([])
})
