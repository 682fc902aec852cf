import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import { between, text } from '../../testkit/arbitrary-account.ts'
import { book, market, type PositionRow, unwrap } from '../../testkit/builders.ts'

const linear = 'BTC/USDT:USDT'
const inverse = 'BTC/USD:BTC'

function isolated(rows: readonly PositionRow[], balances: object, parameters?: string): MarginResult {
  const account = book(rows, { mode: 'isolated', balances })
  const asked = { book: account, market: market([...new Set(rows.map(([symbol]) => symbol))]), model: 'bybit/isolated' }
  return unwrap(margin(parameters === undefined ? asked : { ...asked, parameters }))
}

/** Mark at which the search finds the pool liquidated. */
function found({ liquidation }: MarginResult, side: 'below' | 'above'): number | null {
  const row = liquidation.find(({ scope, pool }) => scope === 'BTC' && pool !== 'account')?.[side]
  return row?.state === 'found' ? row.mark : null
}

describe('a long of 1 BTC at 50 000, leverage 10, by hand', () => {
  test('sets aside value ÷ leverage and the fee to close at the bankruptcy price of 45 000', () => {
    const { pools } = isolated([[linear, '1', '50000', { leverage: 10 }]], { USDT: '10000' })
    const pool = pools.find(({ name }) => name !== 'account')
    expect(pool?.initialMargin).toBeCloseTo(5000 + 45_000 * 0.00055, 9)
    expect(pool?.maintenanceMargin).toBeCloseTo(250 + 45_000 * 0.00055, 9)
    expect(pool?.equity).toBeCloseTo(5024.75, 9)
  })

  test('valued at its entry it is liquidated at entry − (IM − MM) ÷ size', () => {
    const result = isolated([[linear, '1', '50000', { leverage: 10 }]], { USDT: '10000' }, '2024-09-04')
    expect(found(result, 'below')).toBeCloseTo(50_000 - (5000 - 250), 6)
    expect(result.venueFigures).toEqual({ [`${linear} long liqPrice`]: 45_250, [`${linear} long bustPrice`]: 45_000 })
  })

  test('an inverse one at size ÷ (value + IM − MM)', () => {
    const result = isolated([[inverse, '50000', '50000', { leverage: 10 }]], { BTC: '1' }, '2024-09-04')
    const expected = 50_000 / (1 + 0.1 - 0.005)
    expect(found(result, 'below')).toBeCloseTo(expected, 6)
    expect(result.venueFigures[`${inverse} long liqPrice`]).toBeCloseTo(expected, 9)
    expect(result.venueFigures[`${inverse} long bustPrice`]).toBeCloseTo((50_000 * 10) / 11, 9)
  })
})

test.each(['2026-07-24', '2024-09-04'])('the closed forms of %s are where the search finds the liquidation', (set) => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      fc.record({
        symbol: fc.constantFrom(linear, inverse),
        side: fc.constantFrom(1, -1),
        value: between(1000, 30_000_000),
        entryFactor: between(0.97, 1.03),
        leverage: fc.option(fc.integer({ min: 2, max: 14 }), { nil: undefined }),
        extra: between(0, 0.02),
      }),
      ({ symbol, side, value, entryFactor, leverage, extra }) => {
        const entry = Math.round(50_000 * entryFactor)
        const isLinear = symbol === linear
        const size = isLinear ? value / entry : Math.round(Math.min(value, 5_000_000))
        const margin = (isLinear ? value : size / entry) * (1 / (leverage ?? 10) + extra)
        const more = {
          isolatedMargin: text(Math.ceil(margin * 1e6) / 1e6),
          ...(leverage === undefined ? {} : { leverage }),
        }
        const result = isolated(
          [[symbol, text(side * size), text(entry), more]],
          { USDT: '100000000', BTC: '1000' },
          set,
        )
        const name = `${symbol} ${side > 0 ? 'long' : 'short'} liqPrice`
        const price = found(result, side > 0 ? 'below' : 'above')
        if (price === null) return
        seen.add(symbol)
        expect(Math.abs((result.venueFigures[name] ?? Number.NaN) / price - 1)).toBeLessThan(1e-9)
      },
    ),
    { numRuns: 60 },
  )
  expect([...seen].toSorted()).toEqual([inverse, linear])
})

describe('what cannot be held', () => {
  test.each([
    ['bybit/isolated', 'isolated', ['BTC/USDC:USDC-260327-50000-P', '-1', '500']],
    ['bybit/cross', 'cross', ['BTC/USD:BTC-260327-50000-C', '-1', '0.05']],
    ['bybit/cross', 'cross', [linear, '1', '50000', { marginMode: 'isolated' }]],
    ['bybit/isolated', 'isolated', [linear, '1', '50000', { marginMode: 'cross' }]],
    ['bybit/portfolio', 'portfolio', [linear, '1', '50000', { marginMode: 'isolated' }]],
  ] as const)('%s refuses what its mode has not', (model, mode, row) => {
    const [symbol] = row
    const result = margin({ book: book([row], { mode, balances: { USDT: '9' } }), market: market([symbol]), model })
    expect(result.ok ? [] : result.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      `venue.cannot-hold /positions/${symbol.replaceAll('/', '~1')}`,
    ])
  })
})

test('a long that is paid for in full has no price of liquidation or bankruptcy', () => {
  for (const set of ['2026-07-24', '2024-09-04']) {
    const row: PositionRow = [linear, '1', '50000', { leverage: 1, isolatedMargin: '60000' }]
    const result = isolated([row], { USDT: '100000' }, set)
    expect([result.venueFigures, found(result, 'below')]).toEqual([{}, null])
  }
})

describe('orders on isolated positions', () => {
  const initial = (symbol: string, more: object): number | null => {
    const orders = [{ symbol, contracts: '1', price: '50000', marginMode: 'isolated', leverage: 10, ...more }]
    const account = book([], { mode: 'isolated', balances: { USDT: '100000' }, orders })
    const { pools } = unwrap(margin({ book: account, market: market([symbol]), model: 'bybit/isolated' }))
    return pools.find(({ name }) => name === 'account')?.initialMargin ?? null
  }

  // 5000 and the fee to close at 45 000; one that only reduces needs nothing.
  test('set aside what the position would', () => {
    expect(initial(linear, {})).toBeCloseTo(5000 + 45_000 * 0.00055, 9)
    expect(initial(linear, { reduceOnly: true })).toBe(0)
  })

  test('are not known without the limits of the contract', () => {
    expect(initial('ETH/USDT:USDT', { price: '2500' })).toBeNull()
  })
})
