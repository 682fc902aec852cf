import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import { book, type Fields, listing, market, type PositionRow, problemsOf, unwrap } from '../../testkit/builders.ts'
import { paradexExamples } from './examples.ts'
import { liquidatedShare } from './liquidation-share.ts'
import { deltaSplit, minimumDelta } from './minimum-delta.ts'
import { optionMargin } from './option-margin.ts'
import { paradexSets } from './params.ts'
import { parseParadexParameters } from './schema.ts'

const perp = 'BTC/USDC:USDC'
const at = '2026-04-22T08:00:00.000Z'

function optionOf(name: string, fields: Fields): Fields {
  return listing(`BTC/USDC:USDC-${name}`, fields)
}

function marketAt(index: string, listings: readonly Fields[], fields: Fields = {}) {
  return market(listings, { at, underlyings: { BTC: { index }, SOL: { index: '100' } }, ...fields })
}

interface Asked {
  readonly mode: string
  readonly index: string
  readonly listings: readonly Fields[]
  readonly rows: readonly PositionRow[]
  readonly fields?: Fields
  readonly parameters?: unknown
}

function resultOf({ mode, index, listings, rows, fields = {}, parameters }: Asked): MarginResult {
  const asked = { balances: { USDC: '10000' }, mode, venue: 'paradex', ...fields }
  const request = { book: book(rows, asked), market: marketAt(index, listings) }
  return unwrap(margin(parameters === undefined ? request : { ...request, parameters }))
}

describe('the venue’s own examples', () => {
  const computed = (model: string, inputs: Fields): unknown => paradexExamples[`paradex: ${model}`]?.(inputs)

  test('minimum delta', () => {
    const factors = { spot: 70_000, unhedged: 0.02, hedged: 0.01 }
    expect(computed('pm minimum delta requirement', { deltas: [1, -1.5], ...factors })).toEqual({
      net_delta: -0.5,
      gross_delta: 2.5,
      hedged_delta: 1,
      min_delta_risk: 1400,
    })
    expect(computed('pm minimum delta requirement', { deltas: [0.3, 0.2], ...factors })).toMatchObject({
      hedged_delta: 0,
      min_delta_risk: 700,
    })
    // A later copy of the page has a tenth of the factors, and 140.
    const later = { deltas: [1, -1.5], spot: 70_000, unhedged: 0.002, hedged: 0.001 }
    expect((computed('pm minimum delta requirement', later) as Fields)['min_delta_risk']).toBeCloseTo(140, 10)
  })

  test('order risk check', () => {
    const inputs = { collateral: 100, size: 10, imf: 0.1, entry: 100, mark: 98 }
    expect(computed('order risk check', inputs)).toMatchObject({
      imr_at_100: 100,
      imr_at_98: 98,
      upnl: -20,
      account_value: 80,
      accepted: false,
    })
    expect(computed('order risk check', { ...inputs, size: -10 })).toMatchObject({ imr_at_98: 98, upnl: 20 })
  })

  test('continuous funding', () => {
    const inputs = { spot: 60_000, usdc: 1, premium_rate: 0.0008, position: 0.5, window_s: 60 }
    const terms = { baseline: 0.0001, clamp: 0.0005, max_rate: 0.02, multiplier: 1 }
    const figures = computed('continuous funding', { ...inputs, ...terms }) as Record<string, number>
    expect(figures['raw_rate']).toBeCloseTo(0.0003, 15)
    expect(figures['premium']).toBeCloseTo(18, 10)
    expect(figures['index_advance']).toBeCloseTo(0.0375, 12)
    expect(figures['pnl']).toBeCloseTo(-0.018_75, 12)
    const near = computed('continuous funding', { ...inputs, ...terms, premium_rate: 0.0004 }) as Fields
    expect(near['raw_rate']).toBeCloseTo(0.0001, 15)
    const far = computed('continuous funding', { ...inputs, ...terms, premium_rate: -0.09 }) as Fields
    expect(far['raw_rate']).toBe(-0.02)
  })

  // docs.paradex.trade/risk/cross-margin-requirement; the fee and what is lost at once as the venue’s own code tests them.
  test('open size', () => {
    const orders = [
      { symbol: perp, contracts: '3', price: '90000' },
      { symbol: perp, contracts: '-2', price: '88000' },
    ]
    const { initialMargin, maintenanceMargin, initial } = resultOf({
      mode: 'cross',
      index: '90000',
      listings: [listing(perp, { mark: '90000' })],
      rows: [[perp, '-1', '90000']],
      fields: { orders },
    })
    expect(initial?.parts[0]?.parts.map(({ name, amount }) => [name, Math.round(amount * 1e9) / 1e9])).toEqual([
      ['net IMR', 5400],
      ['fee provision', 81],
      ['open loss', 4000],
    ])
    expect([initialMargin, maintenanceMargin].map((amount) => Math.round((amount ?? 0) * 1e9) / 1e9)).toEqual([
      9481, 927,
    ])
  })
})

// paradex-py, tests/margin/test_margin.py: what the exchange reported of this account, fees apart, 2026-04-22.
test('an account as the exchange reported it', () => {
  const call = optionOf('260508-78000-C', { mark: '2455.661', markVol: 0.42746687 })
  const { parameters } = paradexSets.find(({ set }) => set === '2026-04-06') ?? {}
  const fees = { perpetualFrac: 0, optionFrac: 0, optionCapFrac: 0.125 }
  const document = {
    format: 'plimsoll-params/1',
    model: 'paradex/cross',
    set: 'no fees',
    parameters: { ...parameters, fees },
  }
  const { initialMargin, maintenanceMargin } = resultOf({
    mode: 'cross',
    index: '77939.768',
    listings: [listing(perp, { mark: '77888.84' }), call],
    rows: [
      [perp, '-0.0005', '77888.84'],
      [call['symbol'] as string, '0.001', '2455.661'],
    ],
    parameters: document,
  })
  expect(Math.abs((initialMargin ?? 0) - 3.2504)).toBeLessThan(0.02)
  expect(Math.abs((maintenanceMargin ?? 0) - 1.6339)).toBeLessThan(0.02)
})

describe('options outside portfolio margin', () => {
  const rates = { premiumFrac: 1, longItmFrac: 0.2, shortItmFrac: 0.15, shortOtmFrac: 0.1, shortPutCapFrac: 0.5 }
  const call = { right: 'call', isLong: false, mark: 4000, spot: 100_000, strike: 110_000 } as const

  test.each([
    ['a long one its premium', { ...call, isLong: true }, 4000],
    ['one deep in the money a fifth of spot', { ...call, isLong: true, mark: 45_000 }, 20_000],
    ['a short one at the money', { ...call, strike: 100_000 }, 15_000],
    ['less what it is away', { ...call, strike: 102_000 }, 13_000],
    ['at least a tenth of spot', call, 10_000],
    ['a short put the same', { ...call, right: 'put' as const, strike: 98_000 }, 13_000],
  ])('%s', (_what, standing, expected) => {
    expect(optionMargin(standing, rates, 'spot')).toBe(expected)
  })

  test('the cap of a put is of spot, or of the strike where it is read so', () => {
    const put = { ...call, right: 'put' as const, strike: 10_000 }
    expect([optionMargin(put, rates, 'spot'), optionMargin(put, rates, 'strike')]).toEqual([10_000, 5000])
  })
})

// Computed apart from this library, from the page’s formulas with the error function of C.
describe('portfolio', () => {
  const rows: readonly (readonly [string, number, string])[] = [
    ['260508-78000-C', 0.43, '-5'],
    ['260508-60000-P', 0.55, '3'],
    ['260925-100000-C', 0.5, '2'],
    ['260925-70000-P', 0.2, '-1'],
  ]
  const listings = [
    listing(perp, { mark: '77950', fundingRate: 0.000_12, fundingIntervalHours: 8 }),
    ...rows.map(([name, markVol]) => optionOf(name, { markVol })),
  ]
  const forwards = ['2026-05-08', '2026-09-25'].map((day) => ({
    underlying: 'BTC',
    expiry: `${day}T08:00:00.000Z`,
    price: '78000',
    rate: 0,
  }))
  const positions = [
    [perp, '1', '77950'],
    ...rows.map(([name, , contracts]) => [`BTC/USDC:USDC-${name}`, contracts, '1']),
  ] as unknown as readonly PositionRow[]
  const margined = (parameters?: unknown): MarginResult =>
    unwrap(
      margin({
        book: book(positions, { balances: { USDC: '90000' }, mode: 'portfolio' }),
        market: marketAt('78000', listings, { forwards }),
        venue: 'paradex',
        ...(parameters === undefined ? {} : { parameters }),
      }),
    )

  test('every scenario, and both margins', () => {
    const { riskUnits, initialMargin, maintenanceMargin } = margined()
    expect(riskUnits[0]?.pnl.map((pnl) => Math.round(pnl * 1e6) / 1e6)).toEqual([
      -23799.530438, -16991.383766, -20504.361977, -11121.970551, -11309.576499, -6471.905364, -3634.551396,
      -3270.485602, 1233.040544, -1627.320831, 2466.683207, -1470.705043, 401.56355, -2519.543431, -3659.684029,
      -4310.757097, 2368.119441, -3054.4983, -22107.031195, -22083.750755, -20835.740281, -20172.848545, -19815.957124,
      -19598.673712,
    ])
    expect(riskUnits[0]?.scenarios[riskUnits[0].worst]).toBe('spot +16% vol +40%')
    expect(initialMargin).toBeCloseTo(24030.98114831981, 6)
    expect(maintenanceMargin).toBeCloseTo(12131.215929373227, 6)
  })

  test('the first weights are a third more in the tails, and there was no funding provision', () => {
    const [first, later] = ['2026-03-15', '2026-04-06'].map((set) => margined(set))
    const tail = (result: MarginResult | undefined): number => result?.riskUnits[0]?.pnl[16] ?? Number.NaN
    expect(tail(first) / tail(later)).toBeCloseTo(0.24 / 0.18, 12)
    expect((margined().initialMargin ?? 0) - (later?.initialMargin ?? 0)).toBeCloseTo(78_000 * 0.000_12, 9)
  })

  test('each reading of the floor on upward shocks', () => {
    const upward = (minVolShockUpOn: string): number => {
      const { parameters } = paradexSets[0] ?? {}
      const portfolio = { ...parameters?.portfolio, minVolShockUpOn }
      const changed = { ...parameters, portfolio }
      const document = { format: 'plimsoll-params/1', model: 'paradex/portfolio', set: 'read', parameters: changed }
      const unit = margined(document).riskUnits[0]
      return unit?.pnl[7] ?? Number.NaN
    }
    // On the shock itself it does nothing; on the stretched shock it lifts far expiries; on the volatility the low one.
    expect(new Set(['shockedVol', 'stretchedShock', 'shock'].map(upward)).size).toBe(3)
  })

  test('a hedge is charged for its delta', () => {
    const { maintenance } = resultOf({
      mode: 'portfolio',
      index: '50000',
      listings: [listing(perp), listing('BTC/USDT:USDT')],
      rows: [
        [perp, '1', '50000'],
        ['BTC/USDT:USDT', '-1', '50000'],
      ],
    })
    // 1 % of one coin, half of it, and two fees.
    expect(maintenance?.amount).toBeCloseTo(250 + 30, 9)
  })

  test('both sides of a market are one position', () => {
    const rows: readonly PositionRow[] = [
      [perp, '3', '50000', { positionSide: 'long' }],
      [perp, '-3', '50000', { positionSide: 'short' }],
    ]
    for (const mode of ['cross', 'portfolio'])
      expect(resultOf({ mode, index: '50000', listings: [listing(perp)], rows }).initialMargin).toBe(0)
  })

  test('an order adds what it loses where it is filled, and its delta', () => {
    const asked = (price: string): number | null =>
      resultOf({
        mode: 'portfolio',
        index: '50000',
        listings: [listing(perp)],
        rows: [],
        fields: { orders: [{ symbol: perp, contracts: '1', price }] },
      }).initialMargin
    // At the mark a buy loses 16 % in the lowest regular scenario; −33 % at 0.36 is 11.88 %, −66 % at 0.18 the same.
    expect(asked('50000')).toBeCloseTo(8000 + 15, 9)
    expect(asked('49000')).toBeCloseTo(7000 + 15, 9)
  })

  test('options fade out in their last half hour', () => {
    const soon = '2026-04-22T08:15:00.000Z'
    const short = optionOf('260422-50000-C', { expiry: soon })
    const loss = (expiry: string): number =>
      resultOf({
        mode: 'portfolio',
        index: '50000',
        listings: [{ ...short, expiry, markVol: 0 }],
        rows: [[short['symbol'] as string, '-1', '1']],
      }).riskUnits[0]?.pnl[0] ?? Number.NaN
    expect(loss(soon)).toBeCloseTo(-4000, 6)
    expect(loss('2026-04-22T09:00:00.000Z')).toBeCloseTo(-8000, 6)
  })

  test('coins add up, and a coin without scenarios is refused', () => {
    const eth = 'ETH/USDC:USDC'
    const request = (held: readonly PositionRow[], model: string, params?: string) => ({
      book: book(held, { balances: { USDC: '9' } }),
      market: market([listing(perp), listing(eth), listing('SOL/USDC:USDC')]),
      model,
      ...(params === undefined ? {} : { parameters: params }),
    })
    const of = (held: readonly PositionRow[]): number =>
      unwrap(margin(request(held, 'paradex/portfolio'))).initialMargin ?? 0
    const [a, b]: readonly PositionRow[] = [
      [perp, '1', '50000'],
      [eth, '-20', '2500'],
    ]
    expect(of([a, b] as readonly PositionRow[])).toBeCloseTo(of([a] as PositionRow[]) + of([b] as PositionRow[]), 9)
    const sol: PositionRow = ['SOL/USDC:USDC', '1', '100']
    expect(problemsOf(margin(request([sol], 'paradex/portfolio')))).toEqual([
      'venue.cannot-hold /positions/SOL~1USDC:USDC',
    ])
    expect(problemsOf(margin(request([[eth, '1', '1']], 'paradex/portfolio', '2026-04-06')))).toEqual([
      'venue.cannot-hold /positions/ETH~1USDC:USDC',
    ])
    expect(unwrap(margin(request([sol], 'paradex/cross'))).problems[0]).toMatchObject({
      code: 'params.missing',
      path: '/parameters/initialFrac/SOL',
    })
  })
})

test('deltas of orders go the worse way', () => {
  const split = deltaSplit({ long: 1, short: 3, longOrders: 5, shortOrders: 0.5 })
  expect(split).toEqual({ netDelta: -2, grossDelta: 4, unhedgedDelta: 3, hedgedDelta: 3 })
  expect(minimumDelta(split, { unhedgedFrac: 0.02, hedgedFrac: 0.01 }, 100)).toBeCloseTo(9, 12)
})

describe('the share that is liquidated', () => {
  const terms = { targetFrac: 0.9, stepFrac: 0.2, feeFrac: 0.5 }
  test.each([
    [100, 100, 0, 0],
    // 80 ÷ (95 − 10) is above 0.9, 60 ÷ (95 − 20) is not.
    [95, 100, 0.4, 20],
    [20, 100, 1, 50],
  ])('of value %d and maintenance %d', (accountValue, maintenance, shareFrac, penalty) => {
    expect(liquidatedShare({ accountValue, maintenance, ...terms })).toEqual({ shareFrac, penalty })
  })
})

test('futures, inverse contracts and other collateral are refused', () => {
  const symbols = ['BTC/USD:BTC', 'BTC/USDC:USDC-260925']
  const rows = symbols.map((symbol): PositionRow => [symbol, '1', '5'])
  for (const model of ['paradex/cross', 'paradex/portfolio'])
    expect(
      problemsOf(margin({ book: book(rows, { balances: { BTC: '1', USDC: '1' } }), market: market(symbols), model })),
    ).toEqual([
      ...symbols.map((symbol) => `venue.cannot-hold /positions/${symbol.replaceAll('/', '~1')}`),
      'venue.cannot-hold /balances/BTC',
    ])
})

test.each([
  ['a move of −100 %', { moveFrac: -1 }],
  ['a volatility below nothing', { volFrac: -2 }],
  ['a weight above one', { weightFrac: 2 }],
])('a scenario with %s is refused', (_what, change) => {
  const { parameters } = paradexSets[0] ?? {}
  const btc = parameters?.portfolio.assets['BTC']
  const scenarios = btc?.scenarios.with(0, { moveFrac: 0, volFrac: 0, weightFrac: 1, ...change })
  const assets = { BTC: { ...btc, scenarios } }
  expect(parseParadexParameters({ ...parameters, portfolio: { ...parameters?.portfolio, assets } }).ok).toBe(false)
})
