import { type CollateralEntry, published, type VenueProfile } from '../../margin/venue-profile.ts'
import { drift2024Autumn } from './params.ts'

const program = 'drift-labs/protocol-v2 at 0ae3e3b (2026-04-01)'
const page = drift2024Autumn.source

const collateral: readonly CollateralEntry[] = Object.entries(drift2024Autumn.parameters.tokens).map(
  ([asset, { maintenanceAssetFrac }]) => ({
    asset,
    tiers: [{ quantityMax: null, haircutFrac: 1 - maintenanceAssetFrac }],
    ...published(page),
  }),
)

export const profile: VenueProfile = {
  collateral,
  eligibility: [],
  ratios: [
    {
      model: 'drift/cross',
      name: 'health',
      formula: '100 × (1 − maintenance requirement ÷ total collateral), between 0 and 100',
      liquidatedWhen: 'total collateral below the maintenance requirement: health 0',
    },
  ],
  liquidation: [
    {
      model: 'drift/cross',
      trigger: 1,
      price: 'solved',
      deleveraging: { rank: 'none', ...published(program) },
      steps: [
        {
          name: 'orders',
          does: 'open orders are cancelled',
          action: { type: 'cancel-orders', which: 'all' },
          ...published(program),
        },
        {
          name: 'transfer',
          does: 'a liquidator takes over perpetuals, borrows or losses, just so much that the requirement and its buffer are met; the insurance fund takes its fee',
          action: { type: 'reduce', partFrac: 1, order: 'largest-maintenance' },
          ...published(program),
        },
        {
          name: 'bankruptcy',
          does: 'the insurance fund pays; a perpetual’s remaining loss is shared by all its positions through funding, a borrow’s by all depositors of the token',
          ...published(program),
        },
      ],
    },
  ],
  coverage: [
    {
      rule: 'asset and liability weights with their size factor, whole units',
      state: 'implemented',
      ...published(program),
    },
    {
      rule: 'margin ratio of a perpetual with its size factor',
      state: 'implemented',
      ...published(program),
    },
    {
      rule: 'strict prices: the worse of oracle and five-minute average, to open',
      state: 'implemented',
      note: 'the average is `twap` of an asset in the market; without it the oracle’s price',
      ...published(program),
    },
    {
      rule: 'weighted profit of perpetuals with its size factor, bounded to open',
      state: 'implemented',
      note: 'not scaled by a market’s imbalance of profit; the client has no bound',
      ...published('drift-labs/protocol-v2 at 006ba85, math/margin.rs'),
    },
    {
      rule: 'open orders: the larger of all bids and all asks filled, and a charge for each',
      state: 'implemented',
      note: 'in initial margin; the venue also asks it of maintenance, and then cancels the orders first',
      ...published(program),
    },
    {
      rule: 'sizes of a liquidation',
      state: 'implemented',
      note: 'as functions; published examples use them',
      ...published(program),
    },
    {
      rule: 'buffer, fees and order of positions of a liquidation',
      state: 'unknown',
      note: 'on chain, and the liquidator’s choice: an engine takes its own settings, and first what has the largest maintenance margin; it transfers no borrows',
    },
    { rule: 'margin ratios of perpetuals', state: 'parameter', note: 'on chain' },
    {
      rule: 'initial weights scaled by all deposits of a token',
      state: 'parameter',
      note: 'start and deposits of each token; not scaled by default',
    },
    {
      rule: 'isolated positions, prediction markets, high-leverage mode, a trader’s own leverage cap',
      state: 'unknown',
      note: 'isolated positions are refused, the rest is not applied',
    },
  ],
}
