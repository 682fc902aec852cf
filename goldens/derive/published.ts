import { at, linear } from '../../packages/core/src/venues/derive/testdata/account-parts.ts'
import { pm2Account, pm2Cases } from '../../packages/core/src/venues/derive/testdata/pm2-account.ts'
import { modelOf, smPm1Account, smPm1Cases } from '../../packages/core/src/venues/derive/testdata/sm-pm1-account.ts'
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Portfolios whose margins the venue has published: in the tests of its contracts and on its pages. */

const contracts = 'test cases of Derive’s contracts, github.com/derivexyz/v2-core 7736900 (2026-01-21)'

/** What the venue calls margin is what is left above the requirement, cash. */
function netMargins({ initialMargin, maintenanceMargin }: { initialMargin: number; maintenanceMargin: number }) {
  return { 'venueFigures.IM': initialMargin, 'venueFigures.MM': maintenanceMargin }
}

/** Of each shape one or two, by what the venue calls the test. */
const pm2Tests: readonly string[] = [
  'test_4_collateral_multiple_lrts',
  'test_9_collateral_general_revert_to_2',
  'test_17_risk_cancelling_revert_risk_cancelling_to_2',
  'test_18_structures_OTM_call_spread',
  'test_27_structures_revert_20_short_box',
  'test_29_perps_basic_perp',
  'test_32_perps_perp_hedging',
  'test_34_tails_basic_tail_test',
  'test_42_skews_abs_as_worst_case_simple',
  'test_44_skews_abs_as_worst_case_complex',
  'test_49_v20_remnants_v20_test_6_low_perp_conf_no_impact',
  'test_55_discounting_negative_rate',
  'test_56_forward_cont_forward_cont_1',
  'test_60_settlement_near_expiry',
  'test_63_general_random_3',
  'test_64_general_random_4',
  'test_77_VolShockParameters_SHORTTERMPOWER_max',
]

/** The tests allow as much of gross notional, which is more than the margins are. */
const pm2Tolerance = 1e-9

const pm2: readonly GoldenCase[] = pm2Cases
  .filter(({ id }) => pm2Tests.includes(id))
  .map((published) => ({
    name: published.id,
    model: 'derive/pm2',
    ...pm2Account(published),
    outside: { source: contracts, tolerance: pm2Tolerance, figures: netMargins(published.expected) },
  }))

const smPm1: readonly GoldenCase[] = smPm1Cases.map((published) => ({
  name: published.id,
  model: modelOf(published),
  ...smPm1Account(published),
  outside: { source: contracts, tolerance: 1e-8, figures: netMargins(published.expected) },
}))

const page = 'docs.derive.xyz/reference/standard-margin, repository mirror c34217b (2026-03-26)'
const expiry = '2026-01-30T08:00:00.000Z'

function call(strike: number, mark: number): object {
  const terms = { kind: 'option', underlying: 'ETH', ...linear, expiry, right: 'call' }
  return { symbol: `ETH ${strike} C`, ...terms, strike: String(strike), mark: String(mark) }
}

function pageMarket(spot: number, forward: number, options: readonly object[]): object {
  return {
    format: 'plimsoll-market/1',
    at,
    currency: 'USD',
    assets: { USDC: { price: '1', stable: true } },
    underlyings: { ETH: { index: String(spot) }, BTC: { index: '28000' } },
    forwards: [{ underlying: 'ETH', expiry, price: String(forward), rate: 0 }],
    instruments: [{ symbol: 'BTC', kind: 'perpetual', underlying: 'BTC', ...linear, mark: '28000' }, ...options],
  }
}

/** The page gives no mark of the call bought, which counts nothing. */
const spreadMarket = pageMarket(2100, 2105, [call(1700, 425), call(1900, 230)])
const spread = [
  ['ETH 1700 C', '-8'],
  ['ETH 1900 C', '8'],
] as const

type Rows = Parameters<typeof goldenBook>[2]

function onPage(name: string, market: object, usdc: string, rows: Rows, figures: Record<string, number>): GoldenCase {
  return {
    name: `page example: ${name}`,
    model: 'derive/standard',
    market,
    book: goldenBook('cross', { USDC: usdc }, rows),
    parameters: '2026-03-26',
    outside: { source: page, tolerance: 1e-12, figures },
  }
}

const pages: readonly GoldenCase[] = [
  onPage('short calls', pageMarket(1900, 1900, [call(1800, 120)]), '2000', [['ETH 1800 C', '-3']], {
    initialMargin: 1215,
    maintenanceMargin: 873,
    ...netMargins({ initialMargin: 785, maintenanceMargin: 1127 }),
  }),
  onPage('call spread', spreadMarket, '2000', spread, {
    initialMargin: 1600,
    maintenanceMargin: 1600,
    ...netMargins({ initialMargin: 400, maintenanceMargin: 400 }),
  }),
  onPage(
    'two markets',
    spreadMarket,
    '25000',
    [...spread, ['BTC', '7', '28000']],
    netMargins({ initialMargin: 3800, maintenanceMargin: 10_660 }),
  ),
]

/** An account that is worth 100 000 and lacks 60 000 of its buffer margin: 15 % more than what it lacks of maintenance. */
const auctioned: GoldenCase = {
  ...onPage(
    'fee of a liquidation',
    spreadMarket,
    '100000',
    [['BTC', String(160_000 / 1.15 / (0.065 * 28_000)), '28000']],
    {},
  ),
  outside: {
    source: 'docs.derive.xyz/reference/liquidations, repository mirror c34217b (2026-03-26)',
    tolerance: 1e-12,
    figures: { 'venueFigures.MtM': 100_000, 'venueFigures.BM': -60_000, 'venueFigures.liquidation fee': 3750 },
  },
}

export const publishedCases: readonly GoldenCase[] = [...pm2, ...smPm1, ...pages, auctioned]
