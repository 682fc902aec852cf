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
      steps: [
        { name: 'orders', does: 'open orders are cancelled', ...program },
        {
          name: 'liquidate',
          does: 'liquidators take tokens against debts, and perpetual positions, at a fee, until liquidation-end health is above 0',
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
    { rule: 'reserved amounts of spot orders', state: 'unknown', note: 'spot orders are not part of a book' },
  ],
}
