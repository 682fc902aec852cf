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
    expect(byMove).toEqual(byVol)
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
})
