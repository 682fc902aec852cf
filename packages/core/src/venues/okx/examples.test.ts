import { describe, expect, test } from 'vitest'
import type { Fields } from '../../margin/conformance.ts'
import { conformance } from './examples.ts'

function answer(model: string, inputs: Fields): Fields {
  const rule = conformance.examples?.[`okx: ${model}`]
  if (rule === undefined) throw new Error(`${model} must have a rule`)
  return rule(inputs) as Fields
}

// The second unit of the position builder's example, asked for as the first is.
test('a risk unit is answered by its name', () => {
  const positions = [
    { instId: 'LTC-USDT-SWAP', pos: 10, ctVal: 1, avgPx: 8000, markPx: 102, index_usdt_backsolved: 101.9951 },
  ]
  const unit = answer('portfolio_margin/risk_unit', {
    usdt_usd: 0.99954,
    assets: { USDT: 100 },
    positions,
    shocks: { LTC: [0, 0.06, 0.12, 0.18, -0.06, -0.12, -0.18] },
    extreme: { LTC: 0.36 },
    riskUnit: 'LTC',
    mr4Rate: 0.008,
    mr7Rate: 0.007,
    mr6Factor: 0.5,
    imrFactor: 1.3,
  })
  const printed = {
    mmr: 191.6629744572,
    imr: 249.16186679436,
    mr4: 8.1562464,
    mr7: 7.1367156,
    'pnl@-0.18': -183.50672805719995,
  }
  for (const [key, amount] of Object.entries(printed)) expect(unit[key]).toBeCloseTo(amount, 9)
})

test('rates of an example’s own take the place of the set’s', () => {
  const positions = [{ instId: 'BTC-USDT-SWAP', pos: 1, ctVal: 1, avgPx: 100, markPx: 100 }]
  const inputs = { assets: { USDT: 1000 }, positions, riskUnit: 'BTC' }
  const own = { shocks: { BTC: [0, 0.1, -0.1] }, extreme: { BTC: 0.4 }, mr4Rate: 0.01, mr6Factor: 0.25, imrFactor: 2 }
  expect(answer('portfolio_margin/risk_unit', inputs)).toMatchObject({ mr1: 12, mr6: 12 })
  expect(answer('portfolio_margin/risk_unit', { ...inputs, ...own })).toMatchObject({
    mr1: 10,
    mr6: 10,
    mr4: 1,
    mmr: 11,
    imr: 22,
  })
})

test('a coin without a price of its own is at its index; what cannot be priced is said', () => {
  const positions = [{ instId: 'BTC-USDT-SWAP', pos: -2, ctVal: 1, avgPx: 100, markPx: 100, idxPx: 100 }]
  const hedged = answer('portfolio_margin/risk_unit', { assets: { BTC: 3 }, positions, usdt_usd: 0.5 })
  expect(hedged).toMatchObject({ upl: 0, spotInUse: 2, 'spotInUse@BTC': 2 })
  expect(hedged['eq']).toBeCloseTo(3 * 50 * 0.98, 9)
  expect(() => answer('portfolio_margin/risk_unit', { assets: { ETH: 3 }, positions })).toThrow('ETH')
})

// The account level of the position builder's example, from its own units and debt.
test('an account is answered from its totals', () => {
  const totals = answer('portfolio_margin/account', {
    eq: -78553.21888979999,
    unit_mmr: { BTC: 1183.8207318516002, LTC: 191.6629744572 },
    liability_usd: 78553.21888979999,
  })
  const printed = { totalMmr: 2946.5480841048, totalImr: 9643.45070718144, marginRatio: -25.95365779811705 }
  for (const [key, amount] of Object.entries(printed)) expect(totals[key]).toBeCloseTo(amount, 8)
})

describe('smaller examples', () => {
  test('MR7 without bands has the current ones', () => {
    expect(answer('portfolio_margin/mr7', { MR7_raw: 300_000, 'MR(max)': 1 })).toEqual({
      MR7_adj: 350_000,
      MMR_before: 300_000,
      MMR_after: 350_000,
    })
  })

  test('MR7 without bands has those of its coin or class', () => {
    // 7000 at 1, 9000 at 2 and 1000 at 3.
    for (const about of [{ coin: 'LTC' }, { class: 'B' }])
      expect(answer('portfolio_margin/mr7', { MR7_raw: 17_000, ...about })['MR7_adj']).toBe(28_000)
  })

  test('MR9 of cash deltas matches them first', () => {
    const tier_factors = [
      [1000, 0.01],
      [null, 0.02],
    ]
    const deltas = { delta_USDT: 3000, delta_USDC: -500, delta_USD: -1500, tier_factors }
    expect(answer('portfolio_margin/mr9', deltas)).toMatchObject({
      MR9: 10 + 10 + 5,
      'USDT-USD': 1500,
      'USDT-USDC': 500,
    })
  })

  test('MR9 takes deltas in an object and its own factors at an index price', () => {
    const tier_factors = [[null, 0.01]]
    expect(answer('portfolio_margin/mr9', { delta: { USDT: 30, USD: -20 }, tier_factors })).toMatchObject({ MR9: 0.2 })
    // 1.5 % between 1 and 5 million at 0.99.
    const own = answer('portfolio_margin/mr9', { hedged_usd: 3_000_000, index_price: 0.99 })
    expect(own['MR9']).toBeCloseTo(5000 + 30_000, 6)
    expect(() => answer('portfolio_margin/mr9', { tier_factors })).toThrow('must be given')
  })

  test('MR7 takes its bands under another name', () => {
    const scalingFactors = [
      [7000, 1],
      [16_000, 2],
    ]
    expect(answer('portfolio_margin/mr7', { MR7_raw: 9000, MR: 5, scalingFactors })).toMatchObject({ MR7_adj: 11_000 })
  })

  test('initial margin sums the margins of units', () => {
    expect(answer('portfolio_margin/imr', { MMR_units: [60, 40], IMR_borrow: 7, MMR_borrow: 2 })).toEqual({ IMR: 137 })
  })

  test('initial margin has borrowing on top', () => {
    expect(answer('portfolio_margin/imr', { MMR: 100, IMR_borrow: 7 })).toEqual({ IMR: 137 })
    expect(answer('portfolio_margin/imr', { MMR: 100, MMR_borrow: 10, IMR_borrow: 50 })).toEqual({ IMR: 167 })
  })

  test('discounts take tiers in the venue’s own form, and owe in full', () => {
    const tiers = [
      { min: 0, max: 20, rate: 0.98 },
      { min: 20, max: 25, rate: 0.9775 },
    ]
    expect(answer('multi_currency/discount', { BTC: 22, BTC_px: 100, tiers })['adjEq']).toBeCloseTo(2155.5, 9)
    expect(answer('multi_currency/discount', { BTC: 1, BTC_px: 100, BTC_rate: 0.9, USDT: -40 })['adjEq']).toBe(50)
  })

  test('bounds that no quantity of the coin could be are dollars, as they were until 2024', () => {
    const tiers = [
      [5_000_000, 1],
      [10_000_000, 0.975],
      [null, 0.95],
    ]
    const all = 5_000_000 + 4_875_000 + 4_750_000
    expect(answer('multi_currency/discount', { BTC: 300, BTC_px: 50_000, tiers })['adjEq']).toBeCloseTo(all, 6)
    expect(answer('multi_currency/discount', { BTC: 30, BTC_px: 500_000, tiers_usd: tiers })['adjEq']).toBeCloseTo(
      all,
      6,
    )
  })

  test('profit goes to the currency it settles in', () => {
    const inputs = { USDT: 100, BTC: 2, BTC_USDT_perp_pnl: -30, BTC_USD_perp_pnl: 0.5, USDT_interest: 1 }
    expect(answer('multi_currency/equity', inputs)).toEqual({ USDT_equity: 69, BTC_equity: 2.5 })
    expect(answer('multi_currency/equity', { BTC: 1, ETH_USDT_perp_pnl: -3 })).toEqual({
      BTC_equity: 1,
      USDT_equity: -3,
    })
  })

  test('MR7 of class C, of which no bands were seen, is not told', () => {
    expect(() => answer('portfolio_margin/mr7', { MR7_raw: 30_000, class: 'C' })).toThrow('bands must be given')
  })

  test.each([
    ['a number', { unit_mmr: 100 }],
    ['an object', { unit_mmr: { BTC: 60, LTC: 40 } }],
    ['a list', { deriv_mmr: [60, 40] }],
  ])('initial margin of %s is 1.3 times it', (_what, inputs) =>
    expect(answer('portfolio_margin/imr', inputs)).toEqual({ IMR: 130 }),
  )

  test('initial margin of nothing is not 0', () => {
    expect(() => answer('portfolio_margin/imr', {})).toThrow('MMR must be given')
  })

  // 20 at 0.98 and 2 at 0.9775.
  test.each([
    ['max and rate', [{ max: 20, rate: 0.98 }, { rate: 0.9775 }]],
    ['the names of the API', [{ maxAmt: '20', discountRate: 0.98 }, { discountRate: 0.9775 }]],
    [
      'max and factor',
      [
        { max: 20, factor: 0.98 },
        { max: null, factor: 0.9775 },
      ],
    ],
  ])('discount tiers may be given as %s', (_what, tiers) =>
    expect(answer('multi_currency/discount', { BTC: 22, BTC_px: 100, tiers })['adjEq']).toBeCloseTo(2155.5, 9),
  )

  test('the least rate goes on after the tiers; one tier without a bound is of all', () => {
    const inputs = { BTC: 30, BTC_px: 100, tiers: [[20, 0.98]], minDiscountRate: 0.5 }
    expect(answer('multi_currency/discount', inputs)['adjEq']).toBeCloseTo(1960 + 500, 9)
    const all = { BTC: 30, BTC_px: 100, tiers: [[null, 0.9]] }
    expect(answer('multi_currency/discount', all)['adjEq']).toBeCloseTo(2700, 9)
  })

  test.each([7, null, [20, '0.98'], { max: true, rate: 0.98 }])('%j is no tier', (tier) =>
    expect(() => answer('multi_currency/discount', { BTC: 1, tiers: [tier] })).toThrow('a tier must be'),
  )

  test('a profit that names no currency is in the only one there is', () => {
    expect(answer('multi_currency/equity', { USDT: 100, perp_pnl: -5 })).toEqual({ USDT_equity: 95 })
    expect(answer('multi_currency/equity', { perp_pnl: -5 })).toEqual({})
  })
})

describe('a risk unit stated in other ways', () => {
  const swap = { instId: 'BTC-USDT-SWAP', pos: 1, ctVal: 1, avgPx: 100, markPx: 100 }
  const unit = (inputs: Fields): Fields => answer('portfolio_margin/risk_unit', { positions: [swap], ...inputs })

  test('an account of nothing has nothing', () => {
    expect(answer('portfolio_margin/account', { positions: [] })).toMatchObject({ availEq: 0, eq: 0, acctLever: null })
  })

  test('coins have the prices given, notional the size stated', () => {
    const inputs = { assets: { ETH: 2, USDC: 300 }, coin_usd: { ETH: 50 }, usdc_usd: 0.5 }
    const usdc = { ...swap, instId: 'BTC-USDC-SWAP', notionalUsd: -200 }
    const found = unit({ ...inputs, positions: [usdc] })
    expect([found['availEq@ETH'], found['USDC_equity']]).toEqual([2, 300])
    const eq = found['eq'] as number
    expect((found['acctLever'] as number) * eq).toBeCloseTo(200, 9)
  })

  test('a contract settled in coins is none of the position builder’s', () => {
    expect(() => unit({ positions: [{ ...swap, instId: 'BTC-USD-SWAP' }] })).toThrow('is BTC-USD')
  })

  // 100 of delta at the rate of its coin; the other coin keeps 0.8 % of the set.
  test('rates may be given by coin', () => {
    const positions = [swap, { ...swap, instId: 'LTC-USDT-SWAP' }]
    const found = unit({ positions, mr4Rate: { BTC: 0.01 }, mr7Rate: { BTC: 0.02 } })
    expect([found['BTC_mr4'], found['BTC_mr7'], found['LTC_mr4']]).toEqual([1, 2, expect.closeTo(0.8, 12)])
  })

  test('a rate is of the unit asked for', () => {
    const positions = [swap, { ...swap, instId: 'LTC-USDT-SWAP' }]
    expect(unit({ positions, riskUnit: 'LTC', mr4Rate: 0.02 })['mr4']).toBeCloseTo(2, 12)
    expect(unit({ positions, mr4Rate: 0.02 })).toMatchObject({ BTC_mr4: 2, LTC_mr4: 2 })
  })

  // 1000 owed at 2 % and 10 % of the set, at rates given, and where a name that fits holds an amount.
  test.each([
    ['of the set', {}, 20, 100, 0.001],
    ['given', { borrow_mmr_rate: 0.03, borrow_imr_rate: 0.2, fee_rate: 0.002 }, 30, 200, 0.002],
    ['of the set, beside amounts', { borrow_mmr: 1571, borrow_imr: '7 855', fee: -1 }, 20, 100, 0.001],
  ])('debt is margined at rates %s', (_what, rates, borrowMmr, borrowImr, feeFrac) => {
    const totals = answer('portfolio_margin/account', { eq: -1000, unit_mmr: 100, ...rates })
    expect(totals).toMatchObject({
      borrowMmr: expect.closeTo(borrowMmr, 9),
      totalImr: expect.closeTo(130 + borrowImr, 9),
      fee: expect.closeTo(feeFrac * (1000 + borrowMmr), 9),
    })
  })

  test('totals that are not stated are 0', () => {
    expect(answer('portfolio_margin/account', { unit_mmr: 100 })).toMatchObject({ eq: 0, totalMmr: 100, fee: 0 })
  })
})
