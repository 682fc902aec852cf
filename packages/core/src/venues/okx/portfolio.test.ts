import { describe, expect, test } from 'vitest'
import { margin } from '../../desk/margin.ts'
import type { MarginRequest } from '../../desk/request.ts'
import {
  bookDocument,
  type Fields,
  listing,
  marketDocument,
  type PositionRow,
  problemsOf,
} from '../../testkit/builders.ts'
import { marginOf, requestFor } from '../../testkit/documents.ts'
import { portfolioSets } from './params-portfolio.ts'

const option = 'BTC/USD:BTC-260327-60000-C'

const market = marketDocument(
  [
    ...['BTC/USDT:USDT', 'BTC/USDC:USDC', 'BTC/USD:BTC', 'SOL/USDT:USDT', option].map((symbol) => listing(symbol)),
    listing('BTC/USDT:USDT-260701', { expiry: '2026-07-02T20:00:00.000Z' }),
    listing('AVAX/USDT:USDT', { mark: '20' }),
  ],
  {
    underlyings: { BTC: { index: '50000' }, SOL: { index: '100' }, AVAX: { index: '20' } },
    forwards: [{ underlying: 'BTC', expiry: '2026-03-27T08:00:00.000Z', price: '50000', rate: 0 }],
  },
)

function held(positions: readonly PositionRow[], fields: Fields = {}, asked: Partial<MarginRequest> = {}) {
  const book = bookDocument(positions, { mode: 'portfolio', venue: 'okx', ...fields })
  return marginOf({ market, book }, { model: 'okx/portfolio', ...asked })
}

/** A set of one's own: the current one with other rules. */
function withRules(rules: object): object {
  const current = portfolioSets[0]?.parameters
  return {
    format: 'plimsoll-params/1',
    model: 'okx/portfolio',
    set: 'mine',
    parameters: { account: current?.account, rules: { ...current?.rules, ...rules } },
  }
}

describe('okx/portfolio', () => {
  // One BTC: MR1 12 % and MR6 half of 24 % are 6 000; MR4 is 0.2 %, 100.
  test('margins a lone perpetual', () => {
    const result = held([['BTC/USDT:USDT', '-1', '50000']], { balances: { USDT: '20000' } })
    expect(result.maintenanceMargin).toBeCloseTo(6100, 9)
    expect(result.initialMargin).toBeCloseTo(7930, 9)
    expect(result.riskUnits.map(({ name, scenarios }) => [name, scenarios.length])).toEqual([['BTC', 23]])
    expect(result.venueFigures['mgnRatio']).toBeCloseTo(20_000 / 6100, 9)
  })

  // The coin hedges the perpetual: what is left is MR4 on both legs, 0.2 % of 50 000 twice; MR7 is 0.45 % of the perpetual, 225.
  test('spot in use stands against the derivatives', () => {
    const result = held([['BTC/USDT:USDT', '-1', '50000']], { balances: { BTC: '3' } })
    expect(result.maintenanceMargin).toBeCloseTo(225, 9)
    const capped = held([['BTC/USDT:USDT', '-1', '50000']], {
      balances: { BTC: '3' },
      settings: { spotInUseCaps: { BTC: '0.5' } },
    })
    expect(capped.maintenanceMargin).toBeCloseTo(3000 + 150, 9)
  })

  // Half a year and a half day later: 5 % a year of 50 000 on the future, 0.2 % on the perpetual.
  test('charges the basis of a calendar spread by its time', () => {
    const rows: readonly PositionRow[] = [
      ['BTC/USDT:USDT', '1', '50000'],
      ['BTC/USDT:USDT-260701', '-1', '50000'],
    ]
    const result = held(rows, { balances: { USDT: '20000' } })
    expect(result.maintenanceMargin).toBeCloseTo(100 + 2500 * (182.5 / 365), 6)
  })

  // Long in USDT against short in USDC: no delta is left, and MR9 is 0.5 % of the 50 000 that is hedged.
  test('charges hedges between stablecoins', () => {
    const rows: readonly PositionRow[] = [
      ['BTC/USDT:USDT', '1', '50000'],
      ['BTC/USDC:USDC', '-1', '50000'],
    ]
    const result = held(rows, { balances: { USDT: '20000' } })
    // MR7, 0.45 % of both, is more than MR9 alone.
    expect(result.maintenanceMargin).toBeCloseTo(450, 9)
    const free = withRules({
      reductionCosts: [{ coins: ['*'], perpetualFrac: 0, futureFrac: 0, optionFrac: 0, bands: [[null, 1]] }],
    })
    expect(held(rows, { balances: { USDT: '20000' } }, { parameters: free }).maintenanceMargin).toBeCloseTo(250, 9)
  })

  test('had a unit for each quote currency until 2025', () => {
    const rows: readonly PositionRow[] = [
      ['BTC/USDT:USDT', '1', '50000'],
      ['BTC/USDC:USDC', '-1', '50000'],
    ]
    const result = held(rows, { balances: { USDT: '40000' } }, { parameters: '2023-07-12' })
    expect(result.riskUnits.map(({ name }) => name)).toEqual(['BTC-USDT', 'BTC-USDC'])
    expect(result.maintenanceMargin).toBeCloseTo(2 * (7500 + 300), 9)
  })

  test('spot stood with one of them, if with any', () => {
    const asked = { parameters: '2023-07-12' }
    const rows: readonly PositionRow[] = [['BTC/USDT:USDT', '-10', '50000']]
    const alone = held(rows, { balances: { BTC: '10' } }, asked)
    expect(alone.maintenanceMargin).toBeCloseTo(75_000 + 3000, 6)
    // OKX, 2024-05-31: 1.2 % of the notional.
    const offset = held(rows, { balances: { BTC: '10' }, settings: { spotOffset: 'USDT' } }, asked)
    expect(offset.maintenanceMargin).toBeCloseTo(0.012 * 500_000, 6)
  })

  test('adds borrowing, and its fee in the ratio alone', () => {
    const result = held([], { balances: { BTC: '1', USDT: '-10000' } })
    expect(result.maintenanceMargin).toBeCloseTo(200 + 10.2, 9)
    expect(result.initialMargin).toBeCloseTo(1000, 9)
    expect(result.venueFigures['mmr']).toBeCloseTo(200, 9)
  })

  test('orders add what the worse of all buys and all sells would, at 1.3', () => {
    const orders = [
      { symbol: 'BTC/USDT:USDT', contracts: '1', price: '49000', reduceOnly: false },
      { symbol: 'BTC/USDT:USDT', contracts: '-0.5', price: '51000', reduceOnly: false },
    ]
    const result = held([['BTC/USDT:USDT', '-1', '50000']], { balances: { USDT: '20000' }, orders })
    expect(result.maintenanceMargin).toBeCloseTo(6100, 9)
    expect(result.initialMargin).toBeCloseTo(1.3 * 9150, 9)
  })

  test('an order alone on what no rule is known for leaves the requirement unknown', () => {
    const order = { symbol: 'AVAX/USDT:USDT', contracts: '10', price: '20' }
    const pooled = held([], { balances: { USDT: '1000' }, orders: [order] })
    expect([pooled.initialMargin, pooled.maintenanceMargin]).toEqual([null, 0])
    expect(Object.keys(pooled.venueFigures)).not.toContain('imr')
    const codes = pooled.problems.map(({ code, path }) => `${code} ${path}`)
    expect(codes.toSorted()).toEqual([
      'params.missing /parameters/rules/basisMoves',
      'params.missing /parameters/rules/reductionCosts',
    ])
    const isolated = held([], { balances: { USDT: '1000' }, orders: [{ ...order, marginMode: 'isolated' }] })
    expect(isolated.initialMargin).toBeNull()
  })

  test('says what must be supplied for coins of class C and for options', () => {
    const avax = held([['AVAX/USDT:USDT', '10', '20']], { balances: { USDT: '1000' } })
    expect(avax.standing).toBe('unknown')
    expect(avax.problems.map(({ path }) => path)).toEqual([
      '/parameters/rules/reductionCosts',
      '/parameters/rules/basisMoves',
    ])
    const options = held([[option, '-1', '0.05']], { balances: { BTC: '1' } })
    expect(options.maintenanceMargin).toBeNull()
    expect(new Set(options.problems.map(({ path }) => path.split('/').at(-1)))).toEqual(
      new Set(['reductionCosts', 'volShocks', 'vegaTermShocks', 'rateMoveFrac']),
    )
  })

  test('margins options once their parameters are supplied', () => {
    const supplied = (volPoints: number): object =>
      withRules({
        volShocks: [[0, volPoints, 0]],
        vegaTermShocks: [[0, 0.05]],
        rateMoveFrac: 0.01,
        reductionCosts: [
          { coins: ['*'], perpetualFrac: 0.0045, futureFrac: 0.0045, optionFrac: 0.005, bands: [[null, 1]] },
        ],
      })
    const rows: readonly PositionRow[] = [[option, '-1', '0.05']]
    const [calm, wild] = [0.1, 0.3].map((points) =>
      held(rows, { balances: { BTC: '1' } }, { parameters: supplied(points) }),
    )
    expect(calm?.problems).toEqual([])
    expect(calm?.maintenanceMargin).toBeGreaterThan(0)
    expect(wild?.maintenanceMargin ?? 0).toBeGreaterThan(calm?.maintenanceMargin ?? Number.NaN)
    const [unit] = wild?.riskUnits ?? []
    expect(unit?.scenarios[unit.worst]).toBe('spot +12% vol up')
    const vega = Math.abs(wild?.positions[0]?.vega ?? 0)
    const mr3 = JSON.stringify(wild?.maintenance).match(/"MR3[^}]*?"amount":([\d.e-]+)/)?.[1]
    expect(Number(mr3)).toBeCloseTo(0.05 * vega, 6)
  })

  test('isolates futures and perpetuals alone', () => {
    const book = bookDocument([[option, '-1', '0.05', { marginMode: 'isolated' }]], { mode: 'portfolio' })
    expect(problemsOf(margin(requestFor({ market, book }, { model: 'okx/portfolio' })))).toEqual([
      'venue.cannot-hold /positions/BTC~1USD:BTC-260327-60000-C',
    ])
    const isolated = held([['BTC/USDT:USDT', '1', '50000', { marginMode: 'isolated', leverage: 10 }]], {
      balances: { USDT: '20000' },
    })
    expect(isolated.pools.map(({ name }) => name)).toEqual(['account', 'BTC/USDT:USDT long'])
  })
})
