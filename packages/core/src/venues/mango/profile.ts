import { assumed, published, type VenueProfile } from '../../margin/venue-profile.ts'
import { mangoPresets } from './params.ts'

const program = published('blockworks-foundation/mango-v4 at 1303a4a (2024-09-04), health/cache.rs')

export const profile: VenueProfile = {
  collateral: Object.entries(mangoPresets.parameters.tokens).map(([asset, token]) => ({
    asset,
    tiers: [{ quantityMax: null, haircutFrac: 1 - token.maintenanceAssetFrac }],
    ...assumed(mangoPresets.source),
  })),
  eligibility: [],
  ratios: [
    {
      model: 'mango/cross',
      name: 'health',
      formula:
        'Σ assets × price × asset weight − Σ liabilities × price × liability weight, perpetuals through their settle token',
      liquidatedWhen:
        'maintenance health below 0; it ends once the health of opening weights at oracle prices is above 0',
    },
  ],
  liquidation: [
    {
      model: 'mango/cross',
      trigger: 1,
      price: 'solved',
      deleveraging: { rank: 'none', ...program },
      steps: [
        {
          name: 'orders',
          does: 'open orders are cancelled',
          action: { type: 'cancel-orders', which: 'all' },
          ...program,
        },
        {
          name: 'liquidate',
          does: 'liquidators take tokens against debts, and perpetual positions, at a fee, until liquidation-end health is above 0',
          action: { type: 'reduce', partFrac: 1, order: 'largest-maintenance' },
          ...program,
        },
        {
          name: 'bankruptcy',
          does: 'the insurance fund pays, then the loss is shared among depositors or holders of the perpetual',
          ...program,
        },
      ],
    },
  ],
  coverage: [
    { rule: 'health of opening, staying and ending a liquidation, in fixed point', state: 'implemented', ...program },
    {
      rule: 'prices of opening: the worse of oracle and stable price',
      state: 'implemented',
      note: 'the stable price is `stablePrice` of an asset in the market; without it the oracle’s price',
      ...program,
    },
    {
      rule: 'perpetuals: the worse of all bids and all asks filled, overall weight, through the settle token',
      state: 'implemented',
      ...program,
    },
    { rule: 'weights of tokens', state: 'parameter', note: 'presets for SOL, BTC and ETH are assumed' },
    { rule: 'weights of perpetuals', state: 'parameter', note: 'set by governance on chain' },
    {
      rule: 'weights scaled by all deposits or borrows of a token',
      state: 'parameter',
      note: 'start and total; not scaled by default',
    },
    {
      rule: 'a liquidation that ends by the health of opening weights; its fees; the order of positions',
      state: 'unknown',
      note: 'an engine ends and charges by its own settings, takes first what has the largest maintenance margin, and exchanges no tokens for debts',
    },
    { rule: 'reserved amounts of spot orders', state: 'unknown', note: 'spot orders are not part of a book' },
  ],
}
