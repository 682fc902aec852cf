import { describe, expect, test } from 'vitest'
import { bybitExamples } from './examples.ts'

type Answer = Readonly<Record<string, number | readonly number[]>>

function answer(model: string, inputs: Readonly<Record<string, unknown>>): Answer {
  return bybitExamples[`bybit: ${model}`]?.(inputs) as Answer
}

describe('examples in other forms than the printed ones', () => {
  // The cells are Bybit's, "Get Portfolio Margin Info", 2026-03-24.
  const option = { markPrice: 2608.56395729, F: 71382.4, iv: 0.2774, usdt_usd: 0.999708 }
  const cells = [-24.06747339, -33.15841013, -39.65273684]

  test.each([
    ['by symbol, in instants', { 'BTC-25SEP26-80000-C-USDT_qty': 0.02, time: 1774319290506, expiry: 1790323200000 }],
    ['by strike, in days', { qty: 0.02, K: 80_000, type: 'C', T_days: 16003910 / 86_400 }],
    ['that names no right, a call, in years', { qty: 0.02, K: 80_000, T: 16003910 / 31_536_000 }],
    ['as a list of legs', { legs: [{ qty: 0.02, strike: 80_000, right: 'call', T_seconds: 16003910 }] }],
  ])('an option %s', (_what, inputs) => {
    const found = answer('portfolio_margin/stress_grid', { ...option, ...inputs })['-0.1'] as readonly number[]
    for (const [i, cell] of cells.entries()) expect(Math.abs((found[i] ?? Number.NaN) - cell)).toBeLessThan(5.5e-9)
  })

  test('an inverse short loses where the price rises', () => {
    const found = answer('portfolio_margin/stress_grid', { BTCUSD_qty: -70_000, markPrice: 50_000 })
    expect([found['-0.1'], found['0.1']].map((pnl) => Math.round(pnl as number))).toEqual([7000, -7000])
  })

  test('the worst volatility is found among three lists, however they are given', () => {
    const inputs = { price_moves: [-0.1, 0, 0.1], perp: [-5, 0, 5] }
    const byMove = answer('portfolio_margin/max_loss', {
      ...inputs,
      option: [
        [-1, -2, -3],
        [1, 0, -1],
        [4, 3, 2],
      ],
    })
    const byVol = answer('portfolio_margin/max_loss', {
      ...inputs,
      'option(0.24)': [-1, 1, 4],
      'option(0)': [-2, 0, 3],
      'option(-0.2)': [-3, -1, 2],
    })
    const byWord = answer('portfolio_margin/max_loss', {
      ...inputs,
      option_vol_up: [-1, 1, 4],
      option_same: [-2, 0, 3],
      option_vol_down: [-3, -1, 2],
    })
    expect(byMove).toEqual(byVol)
    expect(byWord).toEqual(byVol)
    expect(byMove).toMatchObject({ '-0.1': -8, '0': -1, '0.1': 7, maxLossIvShock: -0.2, maxLoss: 8 })
  })

  test('the bear put spread of the help page: IM 2 315 and MM 938 of its short leg', () => {
    // Bybit help, "Comparison of Spread Strategies in Cross Margin and Portfolio Margin", 2024-10-23.
    const inputs = { S: 20_250, K: 18_500, mark: 290, entry: 280 }
    expect(answer('option/cross', inputs)).toEqual({ MM: 938, IM: 2315 })
    expect(answer('option/cross', { ...inputs, option: 'BTC-22JUL22-18500-P', qty: -2 })).toEqual({
      MM: 1876,
      IM: 4630,
    })
  })

  test('a table in fractions, with a position on it', () => {
    const tiers = [
      [1000, 0.02],
      [2000, 0.025],
      [3000, 0.03],
      [4000, 0.035],
    ]
    const inputs = { qty: 100, px: 35, lev: 10, 'tiers(limit,mmr)': tiers }
    expect(answer('cross/IM', inputs)).toMatchObject({ positionValue: 3500, IM: 350, MM: 92.5 })
  })

  test('spot counts at the moves where it gains, by itself and beside a perpetual', () => {
    // "Get Portfolio Margin Info", 2026-03-24: −0.00100006 coins at 70 500.40 show 7.0505 at −10 % and nothing above.
    const spot = { spot_qty: -0.00100006, usdIndexPrice: 70_500.4 }
    const alone = answer('portfolio_margin/stress_grid', spot)
    expect([alone['-0.1'], alone['0'], alone['0.1']]).toEqual([expect.closeTo(7.050463, 6), 0, 0])
    const both = answer('portfolio_margin/stress_grid', { ...spot, BTCUSDT_qty: 0.038, mark_price: 255_902.31 })
    expect((both['-0.1'] as number) - (alone['-0.1'] as number)).toBeCloseTo(-972.428778, 6)
  })

  test('a volatility that is not the published one is told as it was named', () => {
    const inputs = { price_moves: [-0.1, 0, 0.1], perp: [-5, 0, 5], 'option_worst_vol(-0.15)': [-1, -2, -3] }
    expect(answer('portfolio_margin/max_loss', inputs)).toMatchObject({ maxLossIvShock: -0.15, '0.1': 2 })
  })

  test('a long option needs nothing; without a tick a price is a number', () => {
    const inputs = { index_price: 30_000, strike: 31_000, mark_price: 300, equity: 10_000 }
    expect(answer('option/cross', { ...inputs, side: 'buy' })).toMatchObject({ MM: 0, IM: 0 })
    expect(answer('option/cross', { ...inputs, type: 'short call' })).toMatchObject({ MM: 1260, accountMMpct: 12.6 })
    expect(answer('linear long bankruptcy price', { entry: 8000, lev: 50 })).toBe(7840)
  })

  test('an inverse position with its fee, in coins', () => {
    const inputs = { qty: 10_000, px: 50_000, lev: 10, taker: 0.0005, payout: 'inverse' }
    // A long pays 1 + 1/10 of the value at its bankruptcy price.
    expect(answer('cross/IM', inputs)).toMatchObject({ positionValue: 0.2, IM: expect.closeTo(0.02011, 12) })
  })

  test('a short inverse position is rounded down to the tick', () => {
    const [price, shown] = answer('inverse short bankruptcy price', {
      entry: 7890.08,
      lev: 50,
      tick: 0.5,
    }) as unknown as number[]
    expect(price).toBeCloseTo((7890.08 * 50) / 49, 9)
    expect(shown).toBe(8051)
  })

  test('a contract in USDC is at its price, at the moves named', () => {
    const inputs = { symbol: 'BTCPERP', qty: 0.038, markPrice: 255_902.31, price_moves: [-0.1, 0], usdt_usd: 2 }
    const found = answer('portfolio_margin/stress_grid', { ...inputs, usdc_usd: 0.999708 })
    expect(Object.keys(found).toSorted()).toEqual(['-0.1', '0'])
    expect(found['-0.1']).toBeCloseTo(-972.1448288, 7)
  })

  test('futures alone lose most as volatility is up, the first of equals', () => {
    const found = answer('portfolio_margin/max_loss', { price_moves: [-0.1, 0, 0.1], perp: [-5, 0, 5] })
    expect(found).toMatchObject({ '-0.1': -5, '0.1': 5, maxLoss: 5, maxLossPriceMove: -0.1, maxLossIvShock: 0.24 })
  })

  test.each([
    ['no moves', { price_moves: [], perp: [] }, 'must not be empty'],
    ['a figure too few', { price_moves: [-0.1, 0], perp: [1] }, 'for each of 2 moves, has 1'],
    ['two volatilities', { price_moves: [0], option_up: [1], option_down: [2] }, 'one list or 3, have 2'],
    ['a cell of text', { price_moves: [0], option: ['1'] }, 'must be a number or 3'],
    ['a cell of two', { price_moves: [0], option: [[1, 2]] }, 'must be a number or 3'],
  ])('%s cannot be read', (_what, inputs, message) =>
    expect(() => answer('portfolio_margin/max_loss', inputs)).toThrow(message),
  )

  // "Get Portfolio Margin Info", 2026-03-24: 0.038 coins at 70 500.40 have a future contingency of 0.8037046.
  test('the contingency of futures is computed where it is not given', () => {
    const found = answer('portfolio_margin/contingency', { qty: -0.038, index: 70_500.4035 })
    expect(found['futureContingency']).toBeCloseTo(0.8037046, 6)
    expect(found['contingencyComponents']).toBe(found['futureContingency'])
    expect(answer('portfolio_margin/contingency', { optionVega: 3 })).toMatchObject({ contingencyComponents: 3 })
  })

  test('initial margin is 1.2 times maintenance, and a rate of what is not said is 0', () => {
    expect(answer('portfolio_margin/IM', { assetMM: 1062.3492095114727 })['assetIM']).toBeCloseTo(1274.8190514137673, 9)
    expect(() => answer('portfolio_margin/IM', {})).toThrow('assetMM must be given')
    expect(answer('portfolio_margin/account_rates', { equity: 1000, MM: 50 })).toEqual({
      availableBalance: 1000,
      accountMMRate: 0.05,
      accountIMRate: 0,
    })
    const rates = answer('portfolio_margin/account_rates', { equity: 1000, IM: 50, haircut: 100, orderLoss: -100 })
    expect(rates).toEqual({ availableBalance: 850, accountMMRate: 0, accountIMRate: 0.0625 })
  })

  test('a table may name no columns and end without a limit; a value on it has its margin', () => {
    const tiers = [
      [1000, 0.02],
      [2000, 0.025],
      [null, 0.03],
    ]
    expect(answer('cross/MM_deduction', { tiers })).toEqual({
      tier1: 0,
      tier2: expect.closeTo(5, 9),
      tier3: expect.closeTo(15, 9),
    })
    expect(answer('cross/MM_deduction', { tiers, value: 5000 })).toMatchObject({ MM: expect.closeTo(135, 9) })
  })

  test.each([
    ['no table', {}, 'tiers must be given'],
    ['a row that is no list', { tiers: [1000] }, 'a tier must be a list'],
    ['a rate of text', { tiers: [[1000, '2']] }, 'a tier must be a list'],
  ])('%s has no deductions', (_what, inputs, message) =>
    expect(() => answer('cross/MM_deduction', inputs)).toThrow(message),
  )

  test('the fee to close is at the bankruptcy price: below the value of a long, above that of a short', () => {
    const inputs = { value: 3500, lev: 10, taker: 0.001 }
    for (const [side, fee] of [
      ['long', 3.15],
      ['short', 3.85],
      [undefined, 3.15],
    ] as const)
      expect(answer('cross/IM', { ...inputs, side })).toMatchObject({
        IM: expect.closeTo(350 + fee, 9),
        feeToClose: expect.closeTo(fee, 9),
      })
    expect(answer('cross/IM', { qty: -100, px: 35, lev: 10, taker: 0.001 })['feeToClose']).toBeCloseTo(3.85, 9)
    expect(() => answer('cross/IM', { lev: 10 })).toThrow('qty and px must be given')
  })
})
