import {
  assumed,
  type CollateralEntry,
  type LiquidationPolicy,
  type LiquidationStep,
  published,
  thirdParty,
  type VenueProfile,
} from '../../margin/venue-profile.ts'
import { liquidationThreshold } from './borrowing.ts'
import { hyperliquidAlpha } from './params.ts'

const site = 'hyperliquid.gitbook.io/hyperliquid-docs'
const margining = published(`${site}/trading/margin-tiers, copy of 2026`)
const portfolio = published(`${site}/trading/portfolio-margin, copy of 2026`)
const liquidations = published(`${site}/trading/liquidations, copy of 2026`)
const restated = thirdParty('docs.tings.xyz/core-mechanics/margining')
const builder = thirdParty('docs.hyena.trade, a builder on Hyperliquid')
const announced = thirdParty(
  'Hyperliquid announcements, message 307 (its test network), and hyperliquid-co.gitbook.io/wiki, liquidations, of the main one',
)
const ours = assumed('Plimsoll')

const { collateral, minBorrowOffsetUsdc } = hyperliquidAlpha.parameters.portfolio

const borrowedAgainst: readonly CollateralEntry[] = Object.entries(collateral).map(
  ([asset, { ltvFrac, userSupplyMax }]) => ({
    asset,
    tiers: [{ quantityMax: userSupplyMax, haircutFrac: 1 - liquidationThreshold(ltvFrac) }],
    ...portfolio,
  }),
)

const crossSteps: readonly LiquidationStep[] = [
  {
    name: 'backstop',
    does: 'below two thirds of maintenance margin the liquidator vault takes all cross positions and the margin behind them',
    action: { type: 'take-over' },
    when: { useMin: 1.5 },
    ...liquidations,
  },
  {
    name: 'partial liquidation',
    does: 'of a position above 100 000 USDC the first 20 %; within 30 seconds after it, all',
    action: { type: 'reduce', partFrac: 0.2, order: 'largest-maintenance', notionalAbove: 100_000 },
    when: { first: true },
    ...announced,
  },
  {
    name: 'market orders',
    does: 'for the full size of the positions; what is left stays with the account',
    action: { type: 'close-all' },
    ...liquidations,
  },
  {
    name: 'auto-deleveraging',
    does: 'profitable positions on the other side by (mark ÷ entry) × (notional ÷ account value), at the previous mark',
    ...liquidations,
  },
]

const portfolioSteps: readonly LiquidationStep[] = [
  {
    name: 'perpetuals or borrowing',
    does: 'whichever the order of oracle updates reaches first; the sequence is not determined',
    ...portfolio,
  },
  ...crossSteps,
]

const terms: Pick<LiquidationPolicy, 'restoreUse' | 'fee' | 'deleveraging'> = {
  restoreUse: { use: 1, ...liquidations },
  fee: { feeFrac: 0, ...announced },
  deleveraging: { rank: 'move-times-leverage', ...liquidations },
}

/** What is known of Hyperliquid besides its margin. */
export const hyperliquidProfile: VenueProfile = {
  collateral: [{ asset: 'USDC', tiers: [{ quantityMax: null, haircutFrac: 0 }], ...margining }, ...borrowedAgainst],
  eligibility: [
    {
      model: 'hyperliquid/portfolio',
      equityMin: null,
      cleanSlate: false,
      disclosures: [],
      conditions: [
        'weighted volume of the master account above 5 000 000 USD',
        'global supply and borrow caps not reached',
      ],
      ...portfolio,
    },
  ],
  ratios: [
    ...(['hyperliquid/isolated', 'hyperliquid/cross'] as const).map((model) => ({
      model,
      name: 'maintenance margin ÷ account value',
      formula: 'Σ (notional × rate − deduction) ÷ (margin + unrealised profit)',
      liquidatedWhen: 'account value below maintenance margin',
    })),
    {
      model: 'hyperliquid/portfolio',
      name: 'portfolio margin ratio',
      formula: `(${minBorrowOffsetUsdc} USDC + cross maintenance margin + borrowed) ÷ (USDC + counted collateral)`,
      liquidatedWhen: 'above 0.95',
    },
  ],
  liquidation: [
    ...(['hyperliquid/isolated', 'hyperliquid/cross'] as const).map((model) => ({
      model,
      trigger: 1,
      steps: crossSteps,
      ...terms,
      price: 'closed-form' as const,
    })),
    { model: 'hyperliquid/portfolio', trigger: 0.95, steps: portfolioSteps, ...terms, price: 'solved' },
  ],
  coverage: [
    {
      rule: 'initial margin by leverage, maintenance by margin table with deductions',
      state: 'implemented',
      ...margining,
    },
    { rule: 'margin table of coins that the page does not name', state: 'parameter', note: '/markets' },
    { rule: 'liquidation price', state: 'implemented', ...builder, note: 'closed form, printed by a builder' },
    {
      rule: 'what may be taken out: the larger of initial margin and 10 % of notional stays',
      state: 'implemented',
      ...restated,
    },
    {
      rule: 'which position is liquidated first',
      state: 'unknown',
      note: 'an engine takes the one with the largest maintenance margin',
    },
    { rule: 'backstop at two thirds of maintenance margin', state: 'implemented', ...liquidations },
    { rule: 'portfolio margin ratio, loan to value, user caps', state: 'implemented', ...portfolio },
    { rule: 'tokens that nothing is lent against', state: 'unknown', note: 'refused: none of them would count' },
    {
      rule: 'portfolio margin with several tokens as collateral',
      state: 'implemented',
      ...ours,
      note: 'the page names collateral and borrowed token alike; tokens are added up and capped once (borrowCapCovers)',
    },
    {
      rule: 'initial margin under portfolio margin',
      state: 'implemented',
      ...ours,
      note: 'initial margins and what is owed, against USDC and loan to value',
    },
    {
      rule: 'borrow oracle price, the median of three',
      state: 'implemented',
      ...ours,
      note: 'the index stands for it',
    },
    { rule: 'borrowing USDH, global caps, falling back when a cap is hit', state: 'unknown' },
    {
      rule: 'open orders',
      state: 'implemented',
      ...ours,
      note: 'the worse of all buys filled and all sells filled',
    },
    { rule: 'perpetuals listed by builders (HIP-3), interest on what is borrowed', state: 'unknown' },
  ],
}
