import {
  assumed,
  type LiquidationStep,
  published,
  type Sourced,
  type VenueProfile,
} from '../../margin/venue-profile.ts'
import { liquidation } from './params.ts'

function page(name: string): Sourced {
  return published(`docs.paradex.trade/risk/${name}, docs repository 9b82a75 (2026-08-20)`)
}

const kit = published('github.com/tradeparadex/paradex-py, paradex_py/margin, 2026')
const ours = assumed('Plimsoll')

const steps: readonly LiquidationStep[] = [
  {
    name: 'deleveraging',
    does: 'when account value is below initial margin: orders that do not reduce are cancelled, then the most passive of those that do beyond the position',
    action: { type: 'cancel-orders', which: 'adding' },
    ...page('deleveraging'),
  },
  {
    name: 'partial liquidation',
    does: 'above 100 %, checked every 5 seconds: the smallest multiple of 20 % of every position that brings the ratio below 90 % goes to the insurance fund (Gigavault)',
    action: { type: 'reduce-evenly', stepFrac: liquidation.stepFrac },
    ...page('liquidations'),
  },
  {
    name: 'penalty',
    does: 'share × 70 % × maintenance margin to the insurance fund (the page’s example uses 50 %)',
    ...page('liquidations'),
  },
  {
    name: 'socialised loss',
    does: 'when the fund is empty, withdrawals are charged a loss factor; positions are not auto-deleveraged',
    ...page('socialized-losses'),
  },
]

const models = ['paradex/isolated', 'paradex/cross', 'paradex/portfolio'] as const

/** What is known of Paradex besides its margin. */
export const paradexProfile: VenueProfile = {
  collateral: [{ asset: 'USDC', tiers: [{ quantityMax: null, haircutFrac: 0 }], ...page('margin-system') }],
  eligibility: [
    {
      model: 'paradex/portfolio',
      equityMin: null,
      cleanSlate: false,
      disclosures: [],
      conditions: ['beta: the account must be on the venue’s list'],
      ...page('portfolio-margin'),
    },
    {
      model: 'paradex/isolated',
      equityMin: null,
      cleanSlate: false,
      disclosures: [],
      conditions: ['an isolated margin account that already exists: new ones are not accepted'],
      ...published('docs.paradex.trade/releases/changelog/2026/11/2, v1.170.0'),
    },
  ],
  ratios: models.map((model) => ({
    model,
    name: 'margin ratio',
    formula: 'maintenance margin requirement ÷ account value',
    liquidatedWhen: 'above 100 %',
  })),
  liquidation: models.map((model) => ({
    model,
    trigger: 1,
    steps,
    restoreUse: { use: liquidation.targetFrac, ...page('liquidations') },
    fee: { ofMaintenanceFrac: liquidation.feeFrac, ...page('liquidations') },
    deleveraging: { rank: 'none' as const, ...page('socialized-losses') },
    price: 'solved' as const,
  })),
  coverage: [
    {
      rule: 'cross margin of perpetuals: open size, fee provision, open loss',
      state: 'implemented',
      ...page('cross-margin-requirement'),
    },
    { rule: 'initial margin fraction of perpetuals other than BTC and ETH', state: 'parameter', note: '/initialFrac' },
    {
      rule: 'cross margin of dated options',
      state: 'implemented',
      ...page('dated-options/margin-requirements'),
      note: 'cap of short puts as in the venue’s own code',
    },
    {
      rule: 'margin of option spreads as a group',
      state: 'unknown',
      note: 'added to the page after 2026-08-20; each option is margined alone here',
    },
    { rule: '24 scenarios, minimum delta, dated weights', state: 'implemented', ...page('portfolio-margin') },
    {
      rule: 'floor on upward volatility shocks',
      state: 'implemented',
      ...kit,
      note: 'minVolShockUpOn chooses among three readings',
    },
    {
      rule: 'funding provision',
      state: 'implemented',
      ...kit,
      note: 'from fundingRate of the listing; none is read as none',
    },
    { rule: 'fee provision', state: 'implemented', ...kit, note: '/fees: a rate is assumed' },
    {
      rule: 'orders under portfolio margin',
      state: 'implemented',
      ...kit,
      note: 'they change no funding provision here',
    },
    { rule: 'options in their last 30 minutes', state: 'implemented', ...kit },
    {
      rule: 'several coins under portfolio margin',
      state: 'implemented',
      ...ours,
      note: 'requirements of coins are added up',
    },
    {
      rule: 'orders on options outside portfolio margin',
      state: 'implemented',
      ...ours,
      note: 'the worse of all buys and all sells filled',
    },
    {
      rule: 'forwards from Deribit, volatilities from Deribit and Derive',
      state: 'parameter',
      note: 'the market document gives them',
    },
    {
      rule: 'who takes the share that is liquidated',
      state: 'implemented',
      ...ours,
      note: 'an engine sells it at the market; at the venue the insurance fund takes it',
    },
    { rule: 'ZEC from 2026-06-13 to 2026-07-13', state: 'unknown' },
    { rule: 'spot balances other than USDC', state: 'unknown', note: 'refused' },
  ],
}
