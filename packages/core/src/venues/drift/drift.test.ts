import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import { arbitraryAccount } from '../../testkit/arbitrary-account.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow, unwrap } from '../../testkit/builders.ts'
import { assessmentOf, marginOf } from '../../testkit/documents.ts'
import { holdable } from '../../testkit/holdable.ts'
import { drift2024Autumn } from './params.ts'
import { parseDriftParameters } from './schema.ts'

const model = 'drift/cross'
const perp = {
  initialMarginFrac: 0.1,
  maintenanceMarginFrac: 0.05,
  imfFactor: 0,
  initialProfitFrac: 0.75,
  maintenanceProfitFrac: 1,
  profitImfFactor: 0,
}
const parameters = {
  format: 'plimsoll-params/1',
  model,
  set: 'mine',
  parameters: {
    ...drift2024Autumn.parameters,
    initialProfitMaxUsd: null,
    perps: { '*': perp, SOL: { ...perp, imfFactor: 0.003 } },
  },
}
const btc = 'BTC/USDC:USDC'
const sol = 'SOL/USDC:USDC'

function poolOf(
  rows: readonly PositionRow[],
  fields: Fields = {},
  marketFields: Fields = {},
  asked: Fields = { parameters },
) {
  const documents = {
    market: marketDocument([listing(btc), listing(sol)], marketFields),
    book: bookDocument(rows, { mode: 'cross', ...fields }),
  }
  const [first] = assessmentOf(documents, { model, ...asked }).pools
  if (first === undefined) throw new Error('there is a pool')
  return first.pool
}

describe('a book on Drift', () => {
  test('deposits back at their weights, to open at the lower', () => {
    const pool = poolOf([], { balances: { USDC: '1000', SOL: '10' } })
    expect(pool).toMatchObject({
      equity: 2000,
      adjustedEquity: 1900,
      maintenance: { amount: 0 },
      initial: { amount: 100 },
    })
  })

  test('a borrow asks more than it is worth', () => {
    const pool = poolOf([], { balances: { USDC: '5000', SOL: '-10' } })
    expect(pool).toMatchObject({
      equity: 4000,
      adjustedEquity: 5000,
      maintenance: { amount: 1100 },
      initial: { amount: 1200 },
    })
  })

  test('profit counts in full to stay and by its weight to open; a loss in full both times', () => {
    const profit = poolOf([[btc, '1', '49000']], { balances: { USDC: '10000' } })
    expect(profit).toMatchObject({ adjustedEquity: 11_000, maintenance: { amount: 2500 }, initial: { amount: 5250 } })
    const loss = poolOf([[btc, '-1', '49000']], { balances: { USDC: '10000' } })
    expect(loss).toMatchObject({ adjustedEquity: 9000, maintenance: { amount: 2500 }, initial: { amount: 5000 } })
  })

  test('profit beyond the bound does not open', () => {
    const bounded = { ...parameters, parameters: { ...parameters.parameters, initialProfitMaxUsd: 100 } }
    const pool = poolOf([[btc, '1', '49000']], { balances: { USDC: '10000' } }, {}, { parameters: bounded })
    expect(pool.initial.amount).toBe(5900)
  })

  test('a large position needs more: 0.8 × 10 % + 0.003 × √10 000 is 38 %', () => {
    const pool = poolOf([[sol, '10000', '100']], { balances: { USDC: '1000000' } })
    expect(pool).toMatchObject({ initial: { amount: 380_000 }, maintenance: { amount: 340_000 } })
  })

  test('to open, prices are the worse of oracle and average', () => {
    const assets = { USDC: { price: '1', stable: true, twap: '0.99' }, SOL: { price: '100', twap: '110' } }
    const pool = poolOf([[btc, '1', '51000']], { balances: { USDC: '10000', SOL: '-10' } }, { assets })
    // 10 000 counts as 9 900, ten SOL owed as 1 100 × 1.2, and the loss and margin at the oracle's higher price.
    expect(pool.adjustedEquity - pool.initial.amount).toBeCloseTo(9900 - 1000 - 1320 - 5000, 6)
    expect(pool.adjustedEquity - pool.maintenance.amount).toBeCloseTo(10_000 - 1000 - 1100 - 2500, 6)
  })

  test('orders count at the larger of both ways, and a cent each, to open alone', () => {
    const orders = [
      { symbol: btc, contracts: '1', price: '49000' },
      { symbol: btc, contracts: '-4', price: '52000' },
      { symbol: sol, contracts: '10', price: '90' },
    ]
    const pool = poolOf([[btc, '1', '50000']], { orders, balances: { USDC: '100000' } })
    // 1 − 4 is three short, against two long; the ten SOL ask 100 of their own.
    expect(pool.initial.amount).toBeCloseTo(15_000.02 + 100.01, 9)
    expect(pool.maintenance.amount).toBe(2500)
  })

  /** The weight is that of the program's test, drift-labs/protocol-v2 at 0ae3e3b, math/margin/tests.rs. */
  test('the weight of a profit shrinks with its size: 1.1 ÷ (1 + 0.001 × √22 699.050905) is 0.9559', () => {
    const terms = { ...perp, initialProfitFrac: 1, profitImfFactor: 0.001 }
    const own = { ...parameters, parameters: { ...parameters.parameters, perps: { '*': terms } } }
    const pool = poolOf([[btc, '1', '27300.949095']], { balances: { USDC: '10000' } }, {}, { parameters: own })
    // 22 699.050905 × 0.0441 does not open, and ten percent of 50 000 is asked.
    expect(pool.initial.amount).toBeCloseTo(22_699.050905 - 21_698.02276 + 5000, 5)
    expect(pool.adjustedEquity).toBeCloseTo(32_699.050905, 6)
  })

  test('what a book holds and owes of one token under two names is one balance', () => {
    const assets = { USDC: { price: '1', stable: true }, WBTC: { price: '50000' } }
    const pool = poolOf([], { balances: { USD: '-1000', USDC: '1500', WBTC: '2', BTC: '-1' } }, { assets })
    // 500 dollars, and one bitcoin of the maintenance weight 1.1 ÷ (1 + 0.105 × √1), which is above 0.9.
    expect(pool).toMatchObject({ equity: 50_500, adjustedEquity: 45_500, maintenance: { amount: 0 } })
  })

  test('a coin worth next to nothing is margined by the million', () => {
    const bonk = 'BONK/USDC:USDC'
    const fields = { underlyings: { BONK: { index: '0.0000001' } } }
    const documents = {
      market: marketDocument([listing(bonk, { mark: '0.0000001' })], fields),
      book: bookDocument([[bonk, '1000000000000', '0.0000001']], { mode: 'cross', balances: { USDC: '50000' } }),
    }
    expect(marginOf(documents, { model, parameters })).toMatchObject({ maintenanceMargin: 5000, initialMargin: 10_000 })
  })

  test('both sides of a market are one position', () => {
    const pool = poolOf([
      [btc, '2', '50000', { positionSide: 'long' }],
      [btc, '-1', '50000', { positionSide: 'short' }],
    ])
    expect(pool.maintenance.amount).toBe(2500)
  })

  test('health is 100 without a requirement and 0 where it is liquidated', () => {
    const healthOf = (usdc: string) => {
      const documents = {
        market: marketDocument([listing(btc)]),
        book: bookDocument([[btc, '1', '50000']], { mode: 'cross', balances: { USDC: usdc } }),
      }
      return marginOf(documents, { model, parameters }).venueFigures?.['health %']
    }
    expect([healthOf('10000'), healthOf('2500'), healthOf('-1')]).toEqual([75, 0, 0])
  })
})

describe('without margin ratios', () => {
  test('the requirement is not known, and what is missing is named', () => {
    const documents = {
      market: marketDocument([listing(btc)]),
      book: bookDocument([[btc, '1', '49000']], { mode: 'cross', balances: { USDC: '1000' } }),
    }
    const result = marginOf(documents, { model })
    expect(result).toMatchObject({
      equity: 2000,
      adjustedEquity: 2000,
      maintenanceMargin: null,
      initialMargin: null,
      standing: 'unknown',
    })
    expect(result.problems).toMatchObject([{ code: 'params.missing', path: '/parameters/perps/BTC' }])
  })
})

test.each([
  ['an option', ['BTC/USDC:USDC-260327-50000-C', '1', '100'], {}, '/positions/BTC~1USDC:USDC-260327-50000-C'],
  ['an inverse contract', ['BTC/USD:BTC', '1', '50000'], {}, '/positions/BTC~1USD:BTC'],
  ['a dated future', ['BTC/USDT:USDT-260327', '1', '50000'], {}, '/positions/BTC~1USDT:USDT-260327'],
  ['an isolated position', [btc, '1', '50000', { marginMode: 'isolated' }], {}, '/positions/BTC~1USDC:USDC'],
  ['a coin without a market', [btc, '1', '50000'], { DOGE: '5' }, '/balances/DOGE'],
] as const)('%s cannot be held', (_what, row, balances, path) => {
  const [symbol] = row
  const market = marketDocument([listing(symbol)], {
    assets: { USDC: { price: '1', stable: true }, USDT: { price: '1', stable: true }, DOGE: { price: '0.1' } },
  })
  const documents = { market, book: bookDocument([row as PositionRow], { mode: 'cross', balances }) }
  expect(() => marginOf(documents, { model, parameters })).toThrow(`venue.cannot-hold ${path}`)
})

test('every account with ratios given works in trees that add up, and opening asks at least what staying does', () => {
  fc.assert(
    fc.property(arbitraryAccount({ modes: ['cross'] }), (accounts) => {
      const { pools } = assessmentOf(holdable(accounts, model), { model, parameters })
      for (const { pool } of pools) {
        expect(Math.max(treeError(pool.initial), treeError(pool.maintenance))).toBeLessThan(1e-12)
        expect(pool.initial.amount).toBeGreaterThanOrEqual(pool.maintenance.amount * (1 - 1e-12))
      }
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['no quote token', { quoteToken: 'EURC' }, 'tokens must name the quote token'],
  [
    'looser terms to open',
    { perps: { BTC: { ...perp, initialMarginFrac: 0.01 } } },
    'initial terms must be at least as strict',
  ],
  [
    'weights above one',
    { tokens: { USDC: { ...drift2024Autumn.parameters.tokens['USDC'], initialAssetFrac: 1.5 } } },
    'must be at most 1',
  ],
])('a set with %s is refused', (_what, fields, message) => {
  expect(() => unwrap(parseDriftParameters({ ...drift2024Autumn.parameters, ...fields }))).toThrow(message)
})
