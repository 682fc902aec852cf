import { assumed, type LiquidationStep, published, type VenueProfile } from '../../margin/venue-profile.ts'
import { dydx20260304 } from './params.ts'

const code = published('github.com/dydxprotocol/v4-chain 84d4664 (2026-03-04)')
const documents = published('docs.dydx.xyz, repository v4-documentation 3e475b7 (2026-04-22)')
const ours = assumed('Plimsoll')

const steps: readonly LiquidationStep[] = [
  {
    name: 'liquidation order',
    does: 'the protocol closes one position at a time, in a pseudo-random order, by immediate-or-cancel orders at the fillable price, at most 10 % of it a block',
    action: { type: 'reduce', partFrac: 0.1, order: 'largest-maintenance' },
    ...published(
      `${code.source}; max_position_portion_liquidated_ppm of dydxopsdao/networks fd7ee6e, dydx-mainnet-1/genesis.json`,
    ),
  },
  {
    name: 'liquidation fee',
    does: 'what is gained over the bankruptcy price goes to the insurance fund, at most 1.5 % of the value closed',
    ...code,
  },
  {
    name: 'insurance fund',
    does: 'pays what closing costs beyond the bankruptcy price',
    ...code,
  },
  {
    name: 'deleveraging',
    does: 'when the fund cannot, subaccounts on the other side, from a pseudo-random start, take the position at the bankruptcy price (at the oracle price in final settlement); profit is not ranked',
    ...code,
  },
]

/** What is known of dYdX besides its margin. */
export const dydxProfile: VenueProfile = {
  collateral: [{ asset: 'USDC', tiers: [{ quantityMax: null, haircutFrac: 0 }], ...code }],
  eligibility: [],
  ratios: (['dydx/isolated', 'dydx/cross'] as const).map((model) => ({
    model,
    name: 'total net collateral',
    formula: 'quote balance + Σ position × oracle price, against Σ maintenance margin',
    liquidatedWhen: 'below maintenance margin',
  })),
  liquidation: (['dydx/isolated', 'dydx/cross'] as const).map((model) => ({
    model,
    trigger: 1,
    steps,
    restoreUse: { use: 1, ...code },
    fee: { feeFrac: dydx20260304.parameters.liquidation.maxFeePpm / 1e6, ...code },
    deleveraging: {
      rank: 'in-order' as const,
      ...assumed(
        `${code.source} begins at a pseudo-random account and goes on in order; an engine begins at the first`,
      ),
    },
    price: 'closed-form' as const,
  })),
  coverage: [
    { rule: 'net collateral, initial and maintenance margin by tier, whole quantums', state: 'implemented', ...code },
    {
      rule: 'initial margin growing with open interest',
      state: 'implemented',
      ...code,
      note: 'needs openInterest in the market; none is read as none',
    },
    {
      rule: 'custom initial margin fraction: setting customInitialPpm, or a position’s leverage',
      state: 'implemented',
      ...code,
    },
    { rule: 'liquidation, fillable and bankruptcy prices', state: 'implemented', ...code },
    { rule: 'isolated liquidation price, closed form', state: 'implemented', ...documents },
    { rule: 'liquidity tier of markets not listed at genesis', state: 'parameter', note: '/marketTiers' },
    {
      rule: 'open orders',
      state: 'implemented',
      ...ours,
      note: 'the worse of all buys filled and all sells filled; the chain checks an order when it is placed',
    },
    { rule: 'oracle price', state: 'implemented', ...ours, note: 'the mark of the market document stands for it' },
    {
      rule: 'order in which positions are liquidated',
      state: 'implemented',
      ...ours,
      note: 'largest maintenance margin first: the chain draws it from a pseudo-random number; where the fee is more than closing frees, as of BTC, an engine closes everything at once',
    },
    {
      rule: 'least notional and largest loss to the fund a block, fees to trade',
      state: 'unknown',
      note: 'not part of a margin requirement, and not limits of an engine',
    },
  ],
}
