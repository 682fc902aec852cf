import { describe, expect, test } from 'vitest'
import type { Fields } from '../../margin/conformance.ts'
import { deribit } from './index.ts'

function answer(model: string, inputs: Fields): Fields {
  const rule = deribit.conformance?.examples?.[`deribit: ${model}`]
  if (rule === undefined) throw new Error(`there must be a rule for ${model}`)
  return rule(inputs) as Fields
}

const ethPair = {
  price_range: 0.18,
  buckets_count: 4,
  mm_factor: 0.8,
  extended_table_factor: 1,
  m_inc: 4e-6,
  max_delta_shock: 0.1,
  delta_total_liq_shock_threshold: 20_000_000,
}
const ethCurrency = {
  pnl_offset: 0.6,
  max_offsetable_pnl: 20_000_000,
  annualised_move_risk: 0.05,
  min_annualised_move: 0.005,
}

describe('the extended risk matrix of the capture of 2026-02-15', () => {
  const asked = { currency: 'ETH', index_price: 1963, position_base: { 'ETH-PERPETUAL': -0.999487053 } }

  test.each<readonly [string, Fields]>([
    ['as the response nests them', { ...ethPair, eth: { ...ethCurrency, extended_dampener: 200_000 } }],
    [
      'as a set of parameters nests them',
      { ...ethPair, currency_params: { eth: { ...ethCurrency, extended_dampener_usd: 200_000 } } },
    ],
  ])('a short is worst at the upper edge, parameters %s', (_name, params) => {
    const figures = answer('extended risk matrix', { ...asked, params })
    expect(figures).toMatchObject({ worst_index_1based: 25, worst_bucket_1based: 9, worst_side: 'right' })
    expect(figures['roll_shock']).toBeCloseTo(0.004997435265, 14)
    expect(figures['maintenance_margin']).toBeCloseTo(0.125969249812, 12)
    expect(figures['aggregated_extended']).toEqual(new Array(8).fill(0))
  })

  test('what is left out charges nothing; counts and the share held are the venue’s', () => {
    const { price_range } = ethPair
    const figures = answer('extended risk matrix', { ...asked, params: { price_range, eth: {} } })
    const worst = (0.999487053 * 0.18) / 1.18
    expect(figures).toMatchObject({ worst_index_1based: 25, roll_shock: 0, delta_shock: 0 })
    expect(figures['maintenance_margin']).toBeCloseTo(0.8 * worst, 9)
  })

  test('a long future has years, and moves of its own in the extended table', () => {
    const params = { ...ethPair, extended_moves: [-0.3, 0.3], extended_table_factor: 0, eth: ethCurrency }
    const input = { currency: 'ETH', index_price: 1963, position_base: { 'ETH-27MAR26': 10 }, params }
    const figures = answer('extended risk matrix', { ...input, years_to_expiry: { 'ETH-27MAR26': 0.5 } })
    // 10 coins × (e^(5 % × half a year) − 1), which is above the least of 0.5 %.
    expect(figures['roll_shock']).toBeCloseTo(0.253151205244, 11)
    expect(figures['pre_aggregated_extended']).toHaveLength(2)
  })
})

test.each<readonly [string, string, Fields, Fields]>([
  [
    'a dollar of an inverse perpetual, at its mark',
    'SM inverse perpetual (linear-in-size rate)',
    { position_usd: 1, mark_price: 1963.31, im_base: 0.02, mm_base: 0.01, increase_per_base_unit: 4e-6 },
    { im_base: 0.000010187, mm_base: 0.000005093 },
  ],
  [
    'a put by its name alone',
    'SM linear USDC option short put',
    { index: 61_000, strike: 55_000, mark: 28 },
    { im: 5528, mm: 4153 },
  ],
  [
    'a put under the name of the call, by its type',
    'SM linear USDC option short call',
    { index: 61_000, strike: 55_000, mark: 28, type: 'P' },
    { im: 5528, mm: 4153 },
  ],
  [
    'an index read off the same example',
    'SM linear USDC option short call',
    { inferred_index: 61_000, strike: 67_000, mark: 30, type: 'C' },
    { im: 6130, mm: 4605 },
  ],
  [
    'a tier of which the largest leverage alone is named',
    'SM 2026 tier model (IM = 1/L(N), MM = 2/3 IM)',
    { tier: 1, C1: 50, N_btc: 0.1 },
    { L: 50, im_rate: 0.02, mm_rate: 0.04 / 3 },
  ],
  [
    'a tier at the end of its largest leverage, the rest of the curve not named',
    'SM 2026 tier model (IM = 1/L(N), MM = 2/3 IM)',
    { C1: 25, C3: 0.03, NMax_eth: 885, N_eth: 26.55 },
    { L: 25, im_rate: 0.04, threshold_eth: 26.55 },
  ],
  [
    'a tier at its position limit',
    'SM 2026 tier model (IM = 1/L(N), MM = 2/3 IM)',
    { C1: 25, C2: 4, C3: 0.03, C4: 0.35, NMax_btc: 885, N: 885 },
    { L: 4, im_rate: 0.25, mm_rate: 1 / 6, threshold_btc: 26.55 },
  ],
  [
    'the page of 2017 takes the root where no power is named',
    'PM legacy (2017) vol shock',
    { days: 15, vol_range: 0.4 },
    { shock: 0.565685424949238 },
  ],
  [
    'the page of 2019 takes the power 0.30',
    'PM legacy (2019) vol shock',
    { days: 30, vol_range: 0.38 },
    { shock: 0.38 },
  ],
  [
    'strikes as a list: 10 short at one, 5 at the other',
    'PM legacy contingency per net short option per strike',
    { strike_positions: [{ strike: 9000, call: 10, put: -20 }, { call: -5 }], rate_btc: 0.01 },
    { extra_btc: 0.15 },
  ],
  [
    'strikes by their name',
    'PM legacy contingency per net short option per strike',
    { strike_positions: { 9000: { call: 10, put: -20 }, 9500: { call: -5 } }, rate_btc: 0.01 },
    { extra_btc: 0.15 },
  ],
  [
    // (30 ÷ 15)^0.30 = 1.2311444133449163.
    'the deck takes the power 0.30 below 30 days, here downward alone',
    'PM legacy deck: relative vol shock',
    { iv: 0.5, days: 15, vol_range_down: 0.3 },
    { shocked: 0.5 * (1 - 0.3 * 1.2311444133449163), shocked_down: 0.5 * (1 - 0.3 * 1.2311444133449163) },
  ],
  [
    'the deck’s shocks both ways at 30 days',
    'PM legacy deck: relative vol shock',
    { iv: 0.6, days: 30, vol_range_up: 0.45, vol_range_down: 0.3 },
    { shocked: 0.87, shocked_up: 0.87, shocked_down: 0.42 },
  ],
])('%s', (_name, model, inputs, expected) => {
  const figures = answer(model, inputs)
  for (const [key, value] of Object.entries(expected)) expect(figures[key], key).toBeCloseTo(value as number, 9)
})

test.each<readonly [string, string, Fields]>([
  ['of a tier without a leverage', 'SM 2026 tier model (IM = 1/L(N), MM = 2/3 IM)', { tier: 1 }],
  [
    'of a tier whose curve is needed and not named',
    'SM 2026 tier model (IM = 1/L(N), MM = 2/3 IM)',
    { C1: 25, C3: 0.03, NMax_btc: 885, N_btc: 100 },
  ],
  ['of the deck without a range', 'PM legacy deck: relative vol shock', { iv: 0.6, days: 30 }],
  ['without a strike', 'SM linear USDC option short put', { index: 61_000, mark: 28 }],
  ['without a table', 'extended risk matrix', { currency: 'ETH', index_price: 1, position_base: {}, params: {} }],
])('an example %s is refused', (_name, model, inputs) => {
  expect(() => answer(model, inputs)).toThrow('must be')
})
