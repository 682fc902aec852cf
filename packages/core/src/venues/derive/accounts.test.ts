import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import type { Charge } from '../../margin/charge.ts'
import { book, type Fields, listing, market, type PositionRow, problemsOf, unwrap } from '../../testkit/builders.ts'

const [btc, eth, xrp] = ['BTC/USDC:USDC', 'ETH/USDC:USDC', 'XRP/USDC:USDC'] as const
const call = 'ETH/USDC:USDC-260327-2500-C'
const put = 'ETH/USDC:USDC-260327-2500-P'

const indexes = { BTC: { index: '50000' }, ETH: { index: '2500' }, XRP: { index: '2' }, SOL: { index: '100' } }
const forwards = [{ underlying: 'ETH', expiry: '2026-03-27T08:00:00.000Z', price: '2500', rate: 0 }]

const modeOf = { 'derive/pm2': 'portfolio', 'derive/pm1': 'portfolio', 'derive/standard': 'cross' } as const
type Model = keyof typeof modeOf

function asked(model: Model, rows: readonly PositionRow[], fields: Fields = {}, prices: Fields = {}) {
  const symbols = [btc, eth, xrp, call, put, 'ETH/USD:ETH', 'BTC/USDT:USDT', 'ETH/USDT:USDT-260327']
  const known = new Set([...symbols, ...rows.map(([symbol]) => symbol)])
  const listings = [...known].map((symbol) => listing(symbol, symbol === xrp ? { mark: '2' } : {}))
  return margin({
    book: book(rows, { mode: modeOf[model], ...fields }),
    market: market(listings, { underlyings: indexes, forwards, ...prices }),
    model,
  })
}

function margined(...args: Parameters<typeof asked>): MarginResult {
  return unwrap(asked(...args))
}

function amountsOf(tree: Charge | null): Readonly<Record<string, number>> {
  const found: Record<string, number> = {}
  const visit = (node: Charge): void => {
    found[node.name] = node.amount
    node.parts.forEach(visit)
  }
  if (tree !== null) visit(tree)
  return found
}

describe('portfolio manager 2', () => {
  test('a perpetual loses its largest regular move, and a share of its notional', () => {
    const result = margined('derive/pm2', [[btc, '2', '50000']], { balances: { USDC: '50000' } })
    expect(result.maintenanceMargin).toBeCloseTo(100_000 * (0.18 * 0.8 + 0.03), 6)
    expect(result.initialMargin).toBeCloseTo(100_000 * (0.18 + 0.04), 6)
    expect(result.venueFigures).toMatchObject({
      MtM: 50_000,
      MM: expect.closeTo(50_000 - 17_400, 6),
      IM: expect.closeTo(50_000 - 22_000, 6),
      BM: expect.closeTo(50_000 - 1.15 * 17_400, 6),
    })
  })

  test('coins against a short perpetual leave haircuts and contingencies', () => {
    const result = margined('derive/pm2', [[eth, '-10', '2500']], { balances: { ETH: '10' } })
    expect(result.maintenanceMargin).toBeCloseTo(25_000 * (0.056 + 0.03), 6)
    expect(result.initialMargin).toBeCloseTo(25_000 * (0.07 + 0.04), 6)
  })

  test('a call and a put of one strike net before they are naked', () => {
    const rows: readonly PositionRow[] = [
      [call, '-3'],
      [put, '2'],
    ]
    const result = margined('derive/pm2', rows, { balances: { USDC: '50000' } })
    expect(amountsOf(result.maintenance)['naked short options × spot']).toBe(2500)
  })

  test('below the peg the loss weighs more in initial margin alone', () => {
    const assets = { USDC: { price: '0.9', stable: true } }
    const [on, off] = [{}, { assets }].map((prices) =>
      margined('derive/pm2', [[eth, '1', '2500']], { balances: { USDC: '5000' } }, prices),
    )
    expect(amountsOf(off?.maintenance ?? null)['maintenance factor × loss']).toBeCloseTo(
      amountsOf(on?.maintenance ?? null)['maintenance factor × loss'] ?? 0,
      6,
    )
    // 0.09 below the threshold, four times: 1.36 instead of 1.
    expect(amountsOf(off?.initial ?? null)['initial factor × loss']).toBeCloseTo(450 * 1.36, 6)
  })

  test('an unsure feed is charged on what it prices', () => {
    const underlyings = { ...indexes, ETH: { index: '2500', confidence: 0.5 } }
    const rows: readonly PositionRow[] = [
      [eth, '-2', '2500'],
      [call, '1'],
    ]
    const amounts = amountsOf(
      margined('derive/pm2', rows, { balances: { USDC: '9000', ETH: '1' } }, { underlyings }).initial,
    )
    expect(amounts).toMatchObject({
      'perpetual feed confidence': 2500,
      'option feed confidence': 1250,
      'ETH feed confidence': 1250,
    })
  })

  test('orders count as the worse of bought and sold', () => {
    const orders = [
      { symbol: eth, contracts: '3', price: '2490' },
      { symbol: eth, contracts: '-5', price: '2510' },
    ]
    const held: readonly PositionRow[] = [[eth, '10', '2500']]
    const [without, ordered] = [{}, { orders }].map((fields) =>
      margined('derive/pm2', held, { balances: { USDC: '30000' }, ...fields }),
    )
    expect((ordered?.initialMargin ?? 0) - (without?.initialMargin ?? 0)).toBeCloseTo(7500 * 0.22, 6)
    expect(ordered?.maintenanceMargin).toBe(without?.maintenanceMargin)
  })

  test('the worst scenario is named, with whether it is an outermost one', () => {
    const [unit] = margined('derive/pm2', [[eth, '1', '2500']]).riskUnits
    expect([unit?.name, unit?.scenarios[unit.worst], unit?.worstAtEdge]).toEqual(['ETH', 'spot -18% vol up', true])
    expect(unit?.pnl[unit.worst]).toBeCloseTo(-450, 9)
  })
})

test('portfolio manager 1 scales its contingencies with the loss', () => {
  const result = margined('derive/pm1', [[eth, '4', '2500']], { balances: { USDC: '9000', ETH: '1' } })
  const need = 12_500 * 0.18 + 10_000 * 0.03 + 2500 * 0.03
  expect(result.maintenanceMargin).toBeCloseTo(need, 6)
  expect(result.initialMargin).toBeCloseTo(1.25 * need, 6)
})

describe('the standard manager', () => {
  test('a coin counts less to open than to hold', () => {
    const result = margined('derive/standard', [[xrp, '1000', '2']], { balances: { ETH: '2' } })
    expect([result.equity, result.adjustedEquity]).toEqual([5000, 4000])
    expect(result.maintenanceMargin).toBeCloseTo(2000 * 0.067, 9)
    expect(result.initialMargin).toBeCloseTo(2000 * 0.1 + 4000 * (1 - 0.9375), 9)
  })

  test('bought options count nothing, and an order to buy one costs its premium', () => {
    const held = margined('derive/standard', [[call, '2']], { balances: { USDC: '1000' } })
    expect([held.adjustedEquity, held.maintenanceMargin]).toEqual([1000, 0])
    const mark = ((held.equity ?? 0) - 1000) / 2
    const orders = [{ symbol: call, contracts: '3', price: '300' }]
    expect(margined('derive/standard', [], { balances: { USDC: '1000' }, orders }).initialMargin).toBeCloseTo(
      3 * mark,
      6,
    )
  })

  test('perpetuals on one underlying net, whatever dollar they are quoted in', () => {
    const rows: readonly PositionRow[] = [
      [btc, '1', '50000'],
      ['BTC/USDT:USDT', '-1', '50000'],
    ]
    expect(margined('derive/standard', rows).maintenanceMargin).toBe(0)
  })
})

describe('an account that cannot be held', () => {
  test.each([
    ['derive/pm2', [['ETH/USD:ETH', '100', '2500']], {}, 'venue.cannot-hold /positions/ETH~1USD:ETH'],
    ['derive/pm2', [['ETH/USDT:USDT-260327', '1', '2500']], {}, 'venue.cannot-hold /positions/ETH~1USDT:USDT-260327'],
    ['derive/pm2', [[xrp, '1', '2']], {}, 'venue.cannot-hold /positions/XRP~1USDC:USDC'],
    ['derive/pm2', [[eth, '1', '2500', { marginMode: 'isolated' }]], {}, 'venue.cannot-hold /positions/ETH~1USDC:USDC'],
    ['derive/pm2', [], { balances: { SOL: '1', ETH: '1' } }, 'venue.cannot-hold /balances/SOL'],
    ['derive/pm2', [[eth, '1', '2500']], { balances: { ETH: '-1' } }, 'venue.cannot-hold /balances/ETH'],
    ['derive/pm1', [[btc, '1', '50000']], { balances: { ETH: '1' } }, 'venue.cannot-hold /balances/ETH'],
    ['derive/standard', [], { balances: { SOL: '1' } }, 'venue.cannot-hold /balances/SOL'],
    ['derive/standard', [['SOL/USDC:USDC-260327-100-C', '1']], {}, null],
    ['derive/standard', [], { balances: { SOL: '0' } }, null],
    ['derive/pm2', [[eth, '1', '2500']], { balances: { SOL: '0' } }, null],
  ] as const)('%s: %j with %j', (model, rows, fields, expected) => {
    const result = asked(model, rows as readonly PositionRow[], fields)
    if (expected === null) expect(result.ok).toBe(true)
    else expect(problemsOf(result)).toEqual([expected])
  })

  test('a portfolio manager holds the underlying of the largest notional', () => {
    const rows: readonly PositionRow[] = [
      [eth, '10', '2500'],
      [btc, '1', '50000'],
    ]
    expect(problemsOf(asked('derive/pm2', rows))).toEqual(['venue.cannot-hold /positions/ETH~1USDC:USDC'])
  })

  test('an account has room for 11 expiries', () => {
    const days = Array.from({ length: 13 }, (_, i) => `ETH/USDC:USDC-2602${String(i + 10)}-2500-C`)
    const rows = days.map((symbol): PositionRow => [symbol, '1'])
    expect(problemsOf(asked('derive/pm2', rows))).toEqual(
      days.slice(11).map((symbol) => `venue.cannot-hold /positions/${symbol.replace('/', '~1')}`),
    )
  })

  test('an account has room for 48 assets in the set of 2026-03-26, nothing taking none', () => {
    const strikes = Array.from({ length: 50 }, (_, i) => `ETH/USDC:USDC-260327-${2000 + 10 * i}-C`)
    const result = margin({
      book: book(
        strikes.map((symbol): PositionRow => [symbol, '1']),
        { balances: { USDC: '0', ETH: '0' } },
      ),
      market: market(strikes, { forwards }),
      model: 'derive/standard',
      parameters: '2026-03-26',
    })
    expect(problemsOf(result)).toHaveLength(2)
  })
})
