import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import { book, type Fields, listing, market, type PositionRow, problemsOf, unwrap } from '../../testkit/builders.ts'
import { dydx20260304 } from './params.ts'
import { parseDydxParameters, parseDydxSettings } from './schema.ts'

const [btc, eth, sol] = ['BTC/USDC:USDC', 'ETH/USDC:USDC', 'SOL/USDC:USDC']

function resultOf(rows: readonly PositionRow[], fields: Fields = {}, listings: readonly Fields[] = []): MarginResult {
  const instruments = [listing(btc), listing(eth), listing(sol)].map(
    (row) => listings.find(({ symbol }) => symbol === row['symbol']) ?? row,
  )
  const asked = { balances: { USDC: '10000' }, mode: 'cross', venue: 'dydx', ...fields }
  return unwrap(margin({ book: book(rows, asked), market: market(instruments) }))
}

describe('cross', () => {
  // 50 000 × 2 % and × 2 % × 60 %.
  test('margin is the tier’s, whatever the side', () => {
    for (const contracts of ['1', '-1']) {
      const { initialMargin, maintenanceMargin, equity } = resultOf([[btc, contracts, '50000']])
      expect([initialMargin, maintenanceMargin, equity]).toEqual([1000, 600, 10_000])
    }
  })

  test('markets add up, a hedge saves nothing', () => {
    const { initialMargin, maintenanceMargin } = resultOf([
      [btc, '1', '50000'],
      [eth, '-20', '2500'],
    ])
    expect([initialMargin, maintenanceMargin]).toEqual([2000, 1200])
  })

  // 300 000 × 100 is 30 m: a third of the way from 20 m to 50 m, so 10 % + 90 % ÷ 3.
  test('initial margin grows with open interest, maintenance does not', () => {
    const crowded = listing(sol, { openInterest: '300000' })
    const { initialMargin, maintenanceMargin } = resultOf([[sol, '10', '100']], {}, [crowded])
    expect([initialMargin, maintenanceMargin]).toEqual([400, 50])
  })

  test('open interest is worth more as the price rises', () => {
    const rising = ['100', '150', '200'].map(
      (mark) => resultOf([[sol, '1', '100']], {}, [listing(sol, { openInterest: '250000', mark })]).initialMargin,
    )
    // 25 m, 37.5 m and 50 m of notional: 25 %, 62.5 % and all of it.
    expect(rising).toEqual([25, 93.75, 200])
  })

  test('amounts are whole quantums, rounded up', () => {
    const { initialMargin, maintenanceMargin } = resultOf([[btc, '0.0000001', '50000']])
    // Notional 0.005: initial 0.0001 exactly, maintenance 0.00006.
    expect([initialMargin, maintenanceMargin]).toEqual([0.0001, 0.000_06])
    const smaller = resultOf([[btc, '0.00000001', '50000']])
    // Notional 0.0005: initial 0.00001, maintenance 0.000006.
    expect([smaller.initialMargin, smaller.maintenanceMargin]).toEqual([0.000_01, 0.000_006])
    const odd = resultOf([[sol, '0.00000123', '100']])
    // Notional 0.000123: initial 0.0000123 is 13 quantums, half of that 7.
    expect([odd.initialMargin, odd.maintenanceMargin]).toEqual([0.000_013, 0.000_007])
  })

  test('a fraction of the user’s own counts where it asks more, and for opening only', () => {
    const settings = { customInitialPpm: { ETH: 100_000, '*': 10_000 } }
    const { initialMargin, maintenanceMargin } = resultOf(
      [
        [btc, '1', '50000'],
        [eth, '20', '2500'],
      ],
      { settings },
    )
    expect([initialMargin, maintenanceMargin]).toEqual([1000 + 5000, 1200])
    expect(resultOf([[btc, '1', '50000', { leverage: 10 }]]).initialMargin).toBe(5000)
    expect(resultOf([[btc, '1', '50000', { leverage: 100 }]]).initialMargin).toBe(1000)
  })

  test('both sides of a market are one position', () => {
    const { initialMargin, maintenanceMargin, venueFigures } = resultOf([
      [btc, '3', '50000', { positionSide: 'long' }],
      [btc, '-2', '50000', { positionSide: 'short' }],
    ])
    expect([initialMargin, maintenanceMargin]).toEqual([1000, 600])
    expect(venueFigures[`${btc}: liquidation price`]).toBeCloseTo(40_000 / 0.988, 9)
  })

  test('prices of a liquidation are among the figures', () => {
    const { venueFigures, standing } = resultOf([[btc, '1', '50000']], { balances: { USDC: '500' } })
    expect(standing).toBe('liquidating')
    expect(venueFigures['account: total net collateral']).toBe(500)
    // ABR = 1 − 500 ÷ 600, times 1.5 × 1.2 % of the price.
    expect(venueFigures[`${btc}: fillable price`]).toBeCloseTo(50_000 * (1 - 0.018 / 6), 9)
    expect(venueFigures[`${btc}: bankruptcy price`]).toBe(49_500)
    expect(venueFigures[`${btc}: liquidation price`]).toBeCloseTo(49_500 / 0.988, 9)
    expect(venueFigures[`${btc}: largest liquidation fee`]).toBe(750)
  })

  test('the closed form is where the search finds it', () => {
    const { venueFigures, liquidation } = resultOf([
      [btc, '-1', '50000'],
      [eth, '5', '2500'],
    ])
    const found = liquidation.find(({ scope }) => scope === 'BTC')?.above
    expect(found?.state === 'found' ? found.mark : null).toBeCloseTo(venueFigures[`${btc}: liquidation price`] ?? 0, 5)
  })
})

test('an isolated market has its own margin and its own closed form', () => {
  const { pools, venueFigures } = resultOf([[btc, '1', '50000', { isolatedMargin: '2000' }]], { mode: 'isolated' })
  expect(
    pools.map(({ name, currency, equity, maintenanceMargin }) => [name, currency, equity, maintenanceMargin]),
  ).toEqual([
    ['account', 'USDC', 8000, 0],
    [`${btc} long`, 'USDC', 2000, 600],
  ])
  expect(venueFigures[`${btc} long: liquidation price`]).toBeCloseTo(48_000 / 0.988, 9)
})

test('a market held both ways has figures of both', () => {
  const rows: readonly PositionRow[] = [
    [btc, '1', '50000', { marginMode: 'isolated', isolatedMargin: '2000' }],
    [btc, '-1', '50000', { marginMode: 'cross' }],
  ]
  const { venueFigures } = resultOf(rows)
  expect(venueFigures[`${btc} long: liquidation price`]).toBeCloseTo(48_000 / 0.988, 9)
  expect(venueFigures[`${btc}: liquidation price`]).toBeCloseTo(58_000 / 1.012, 9)
})

test('what dYdX does not list is refused, with the reason', () => {
  const symbols = ['BTC/USD:BTC', 'BTC/USDC:USDC-260327', 'BTC/USDC:USDC-260327-50000-C']
  const rows = symbols.map((symbol): PositionRow => [symbol, '1', '5'])
  const request = { book: book(rows, { balances: { USDC: '1', BTC: '1', ETH: '0' } }), market: market(symbols) }
  expect(problemsOf(margin({ ...request, model: 'dydx/cross' }))).toEqual([
    ...symbols.map((symbol) => `venue.cannot-hold /positions/${symbol.replaceAll('/', '~1')}`),
    'venue.cannot-hold /balances/BTC',
  ])
})

test('markets are in the tiers of genesis', () => {
  const { marketTiers } = dydx20260304.parameters
  expect(['BTC', 'XRP', 'SEI', '*'].map((coin) => marketTiers[coin])).toEqual([
    'Large-Cap',
    'Small-Cap',
    'Long-Tail',
    null,
  ])
})

test('a market whose tier nobody has told has unknown margin', () => {
  const other = 'NEW/USDC:USDC'
  const listed = market([listing(other, { mark: '0.2' })], { underlyings: { NEW: { index: '0.2' } } })
  const held = book([[other, '100', '0.2']], { balances: { USDC: '100' } })
  const { initialMargin, maintenanceMargin, equity, problems } = unwrap(
    margin({ book: held, market: listed, model: 'dydx/cross' }),
  )
  expect([initialMargin, maintenanceMargin, equity]).toEqual([null, null, 100])
  expect(problems[0]).toMatchObject({ code: 'params.missing', path: '/parameters/marketTiers/NEW' })
})

test.each([
  ['a tier that is not there', { marketTiers: { BTC: 'Huge' } }],
  [
    'caps in the wrong order',
    { tiers: { Safety: { ...dydx20260304.parameters.tiers['Safety'], openInterestUpperUsdc: 1 } } },
  ],
  ['a fraction above one', { tiers: { FX: { ...dydx20260304.parameters.tiers['FX'], initialMarginPpm: 1_000_001 } } }],
])('parameters with %s are refused', (_what, change) => {
  const { tiers, ...rest } = dydx20260304.parameters
  const changed = { ...rest, tiers, ...change }
  expect(parseDydxParameters({ ...changed, tiers: { ...tiers, ...(change as { tiers?: object }).tiers } }).ok).toBe(
    false,
  )
})

test('settings are checked', () => {
  expect(parseDydxSettings({}).ok).toBe(true)
  expect(parseDydxSettings({ customInitialPpm: { BTC: 0.5 } }).ok).toBe(false)
  expect(parseDydxSettings({ leverage: 3 }).ok).toBe(false)
})
