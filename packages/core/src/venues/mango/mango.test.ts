import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import { arbitraryAccount } from '../../testkit/arbitrary-account.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow, unwrap } from '../../testkit/builders.ts'
import { assessmentOf, marginOf } from '../../testkit/documents.ts'
import { holdable } from '../../testkit/holdable.ts'
import { mangoPresets } from './params.ts'
import { parseMangoParameters } from './schema.ts'

const model = 'mango/cross'
const perp = {
  initialBaseAssetFrac: 0.8,
  maintenanceBaseAssetFrac: 0.9,
  initialBaseLiabilityFrac: 1.2,
  maintenanceBaseLiabilityFrac: 1.1,
  initialOverallFrac: 0.5,
  maintenanceOverallFrac: 1,
}
const usdt = { ...mangoPresets.parameters.tokens['SOL'], maintenanceLiabilityFrac: 1.05 }
const own = {
  ...mangoPresets.parameters,
  tokens: { ...mangoPresets.parameters.tokens, '*': usdt },
  perps: { '*': perp },
}
const parametersOf = (changes: Fields = {}) => ({
  format: 'plimsoll-params/1',
  model,
  set: 'mine',
  parameters: { ...own, ...changes },
})
const btc = 'BTC/USDC:USDC'
const sol = 'SOL/USDC:USDC'

function poolOf(rows: readonly PositionRow[], fields: Fields = {}, marketFields: Fields = {}, changes: Fields = {}) {
  const market = marketDocument([listing(btc), listing(sol)], marketFields)
  const documents = { market, book: bookDocument(rows, { mode: 'cross', ...fields }) }
  const [first] = assessmentOf(documents, { model, parameters: parametersOf(changes) }).pools
  if (first === undefined) throw new Error('there is a pool')
  const { adjustedEquity, equity, initial, maintenance } = first.pool
  const close = (x: number): number => Math.round(x * 1e6) / 1e6
  return {
    equity: close(equity),
    initialHealth: close(adjustedEquity - initial.amount),
    maintenanceHealth: close(adjustedEquity - maintenance.amount),
    maintenance: close(maintenance.amount),
    initial: close(initial.amount),
  }
}

describe('a book on Mango', () => {
  test('tokens count at their weights', () => {
    expect(poolOf([], { balances: { USDC: '1000', SOL: '10', BTC: '-0.01' } })).toMatchObject({
      equity: 1500,
      maintenanceHealth: 1000 + 900 - 550,
      initialHealth: 1000 + 800 - 600,
      maintenance: 550,
    })
  })

  test('a long counts its base as an asset, a short as a liability', () => {
    expect(poolOf([[btc, '1', '50000']], { balances: { USDC: '20000' } })).toMatchObject({
      maintenanceHealth: 15_000,
      initialHealth: 10_000,
      maintenance: 5000,
      initial: 10_000,
    })
    expect(poolOf([[btc, '-1', '50000']], { balances: { USDC: '20000' } })).toMatchObject({ maintenance: 5000 })
  })

  test('what a position adds as a whole counts by its overall weight, a loss in full', () => {
    // 45 000 − 30 000 is 15 000 to stay; 40 000 − 30 000 at one half is 5 000 to open.
    expect(poolOf([[btc, '1', '30000']])).toMatchObject({
      equity: 20_000,
      maintenanceHealth: 15_000,
      initialHealth: 5000,
    })
    expect(poolOf([[btc, '1', '51000']])).toMatchObject({ equity: -1000, maintenanceHealth: -6000 })
  })

  test('profit makes up for a debt in the settle token at the debt’s weight', () => {
    const tokens = { ...own.tokens, USDC: { ...mangoPresets.parameters.tokens['BTC'] } }
    // 15 000 of profit against 10 000 owed leaves 5 000, which counts 0.9; 20 000 owed leaves 5 000 owed at 1.1.
    expect(poolOf([[btc, '1', '30000']], { balances: { USDC: '-10000' } }, {}, { tokens }).maintenanceHealth).toBe(4500)
    expect(poolOf([[btc, '1', '30000']], { balances: { USDC: '-20000' } }, {}, { tokens }).maintenanceHealth).toBe(
      -5500,
    )
  })

  test('to open, prices are the worse of oracle and stable price', () => {
    const assets = {
      USDC: { price: '1', stable: true },
      SOL: { price: '100', stablePrice: '90' },
      BTC: { price: '50000', stablePrice: '52000' },
    }
    const pool = poolOf([[btc, '-1', '50000']], { balances: { USDC: '50000', SOL: '10' } }, { assets })
    expect(pool.initialHealth).toBe(50_000 + 720 - (62_400 - 50_000))
    expect(pool.maintenanceHealth).toBe(50_000 + 900 - 5000)
  })

  test('orders count the worse way, to open alone', () => {
    const orders = [
      { symbol: btc, contracts: '1', price: '49000' },
      { symbol: btc, contracts: '-4', price: '52000' },
      { symbol: sol, contracts: '10', price: '90' },
    ]
    const pool = poolOf([[btc, '1', '50000']], { orders, balances: { USDC: '100000' } })
    expect(pool).toMatchObject({ initial: 30_000 + 200, maintenance: 5000 })
  })

  test('weights scale with what all users hold and owe', () => {
    const scaled = {
      ...mangoPresets.parameters.tokens['SOL'],
      depositScale: { startUsd: 100, totalUsd: 200 },
      borrowScale: { startUsd: 100, totalUsd: 150 },
    }
    const tokens = { ...own.tokens, SOL: scaled, BTC: scaled }
    expect(poolOf([], { balances: { SOL: '10' } }, {}, { tokens }).initialHealth).toBe(400)
    expect(poolOf([], { balances: { USDC: '1000', BTC: '-0.01' } }, {}, { tokens }).initialHealth).toBe(1000 - 900)
  })

  test('dollars are the settle token', () => {
    expect(poolOf([], { balances: { USD: '700', USDC: '300' } })).toMatchObject({
      equity: 1000,
      maintenanceHealth: 1000,
    })
  })

  test('dollars of either name settle together, at the weight of what is left', () => {
    const tokens = { ...own.tokens, USDC: { ...mangoPresets.parameters.tokens['BTC'] } }
    // 20 000 of one name less 6 000 lost and 4 000 owed of the other: 10 000, at 0.9.
    const pool = poolOf([[btc, '1', '51000']], { balances: { USD: '20000', USDC: '-4000' } }, {}, { tokens })
    expect(pool.maintenanceHealth).toBe(9000)
  })

  test('health is shown in the venue’s words', () => {
    const market = marketDocument([listing(btc)])
    const book = bookDocument([[btc, '1', '50000']], { mode: 'cross', balances: { USDC: '20000' } })
    expect(marginOf({ market, book }, { model, parameters: parametersOf() }).venueFigures).toMatchObject({
      'init health': expect.closeTo(10_000, 6),
      'maint health': expect.closeTo(15_000, 6),
    })
  })
})

test('without weights the requirement is not known, and what is missing is named', () => {
  const market = marketDocument([listing(btc)])
  const book = bookDocument([[btc, '1', '49000']], { mode: 'cross', balances: { USDC: '1000' } })
  const result = marginOf({ market, book }, { model })
  expect(result).toMatchObject({ equity: 2000, maintenanceMargin: null, standing: 'unknown' })
  expect(result.problems.map(({ path }) => path)).toEqual(['/parameters/perps/BTC'])
})

test.each([
  ['an option', 'BTC/USDC:USDC-260327-50000-C', {}],
  ['an inverse contract', 'BTC/USD:BTC', {}],
  ['a dated future', 'BTC/USDT:USDT-260327', {}],
  ['an isolated position', btc, { marginMode: 'isolated' }],
])('%s cannot be held', (_what, symbol, fields) => {
  const book = bookDocument([[symbol, '1', '50000', fields]], { mode: 'cross' })
  expect(() => marginOf({ market: marketDocument([listing(symbol)]), book }, { model })).toThrow('venue.cannot-hold')
})

test('every account with weights given works in trees that add up, and opening asks at least what staying does', () => {
  fc.assert(
    fc.property(arbitraryAccount({ modes: ['cross'] }), (accounts) => {
      const { pools } = assessmentOf(holdable(accounts, model), { model, parameters: parametersOf() })
      for (const { pool } of pools) {
        expect(Math.max(treeError(pool.initial), treeError(pool.maintenance))).toBeLessThan(1e-12)
        expect(pool.initial.amount).toBeGreaterThanOrEqual(pool.maintenance.amount * (1 - 1e-12))
      }
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['no settle token', { settleToken: 'EURC' }, 'tokens must name the settle token'],
  [
    'looser weights to open',
    { perps: { BTC: { ...perp, initialOverallFrac: 1, maintenanceOverallFrac: 0.5 } } },
    'at least as strict',
  ],
  ['looser tokens', { tokens: { USDC: { ...usdt, initialAssetFrac: 1 } } }, 'at least as strict'],
])('a set with %s is refused', (_what, changes, message) => {
  expect(() => unwrap(parseMangoParameters({ ...own, ...changes }))).toThrow(message)
})
