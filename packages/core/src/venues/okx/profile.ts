import type { HaircutTier } from '../../margin/collateral.ts'
import {
  assumed,
  type CollateralEntry,
  type CoverageRow,
  type Eligibility,
  type LiquidationPolicy,
  type LiquidationStep,
  published,
  thirdParty,
  type VenueProfile,
} from '../../margin/venue-profile.ts'
import type { DiscountTable } from './parameters.ts'
import { currentAccount } from './params-account.ts'

const mergeHelp = 'OKX help, “Portfolio margin mode: cross-margin trading (Risk Unit Merge)”, 2025-12-04, in fragments'
const takeOverHelp = 'OKX help, “System liquidation mechanism”, 2024-04-04'
const tiersHelp = 'OKX help, “Tiered maintenance margin ratio rules”, 2025-05-16'
const builderExample = 'OKX API, position builder’s example, 2025-01-15'

/** Tiers whose bounds are quantities; those of the rest are dollars and stand in the parameters. */
const collateral: readonly CollateralEntry[] = [
  {
    asset: 'BTC',
    tiers: haircuts('BTC'),
    ...published('OKX API, Get discount rate, example of two tiers, 2026-07-10'),
  },
  { asset: 'USDT', tiers: haircuts('USDT'), ...thirdParty('cr_monitor, API capture of 2023, bounds in USD') },
  { asset: 'USDC', tiers: haircuts('USDC'), ...thirdParty('cr_monitor, API capture of 2023, bounds in USD') },
  { asset: 'USD', tiers: haircuts('USD'), ...assumed('Plimsoll: US dollars count in full') },
]

function haircuts(asset: string): readonly HaircutTier[] {
  const { tiers } = currentAccount.discounts[asset] as DiscountTable
  return tiers.map(([quantityMax, countedFrac]) => ({ quantityMax, haircutFrac: 1 - countedFrac }))
}

const eligibility: readonly Eligibility[] = [
  {
    model: 'okx/multi-currency',
    equityMin: { amount: '10000', currency: 'USD' },
    cleanSlate: false,
    disclosures: [],
    conditions: ['more than the amount; positions may stay open since the change of 2024-11-25'],
    ...published('okx.com/support/hc/en-us/articles/11951498951821, 2023-04'),
  },
  {
    model: 'okx/portfolio',
    equityMin: { amount: '10000', currency: 'USD' },
    cleanSlate: false,
    disclosures: ['a declaration to understand portfolio margin'],
    conditions: ['100 000 USD in 2021; the amount of 2026 was not seen'],
    ...published('okx.com/help/v-portfolio-margin-mode-cross-margin-trading, 2024-04-22'),
  },
]

const cancelOrders: LiquidationStep = {
  name: 'cancel orders',
  does: 'cancels open orders once adjusted equity is below maintenance and order margin',
  action: { type: 'cancel-orders', which: 'all' },
  ...published('OKX API, account and margin ratio, 2026-06-29'),
}

const byTier: LiquidationStep = {
  name: 'partial reduction',
  does: 'closes a position larger than the first tier step by step, to the next tier below, else at once',
  action: { type: 'step-down-tier' },
  ...published(tiersHelp),
}

const pairs: LiquidationStep = {
  name: 'opposite positions',
  does: 'closes long and short of the same contract against each other',
  action: { type: 'net-opposite' },
  ...published('OKX help 360020411711, “Forced partial or full liquidation”, an older copy'),
}

const takeOver: LiquidationStep = {
  name: 'take-over',
  does: 'the liquidation engine takes over what is left: what closing costs beyond the bankruptcy price is the insurance fund’s',
  action: { type: 'take-over' },
  ...published(takeOverHelp),
}

const deleveraging: LiquidationPolicy['deleveraging'] = {
  rank: 'profit-times-leverage',
  ...published('OKX help, “Auto-deleveraging (ADL)”, 2025-08-04: profit in percent × effective leverage'),
}

const acrossCurrencies: readonly LiquidationStep[] = [
  cancelOrders,
  {
    ...pairs,
    ...thirdParty('rewordings of OKX help, “Multi-currency margin mode”, 2024-10-25'),
  },
  {
    name: 'hedged sets',
    does: 'shrinks sets that hedge one another in delta',
    ...thirdParty('rewordings of OKX help, “Multi-currency margin mode”, 2024-10-25'),
  },
  {
    name: 'unhedged positions',
    does: 'reduces what frees most maintenance margin first',
    action: { type: 'reduce', partFrac: 1, order: 'largest-maintenance' },
    ...thirdParty('rewordings of OKX help, “Multi-currency margin mode”, 2024-10-25'),
  },
]

const portfolioSteps: readonly LiquidationStep[] = [
  cancelOrders,
  { name: 'DDH1', does: 'cuts hedges between stablecoins, only while MR9 dominates', ...published(mergeHelp) },
  {
    name: 'DDH2',
    does: 'trades futures and perpetuals to bring the delta of units with options, whose MR1 dominates, toward zero',
    action: { type: 'delta-hedge', partFrac: 1, onlyWithOptions: true },
    ...published(mergeHelp),
  },
  {
    name: 'basis hedge unwinding',
    does: 'unwinds pairs of futures, and since 2024-06-05 of spot and derivatives',
    ...published(mergeHelp),
  },
  {
    name: 'general reduction',
    does: 'reduces position by position, tier by tier, until safe',
    action: { type: 'reduce', partFrac: 1, order: 'freed-per-cost' },
    ...published(mergeHelp),
  },
]

const ratioFormula = 'adjusted equity ÷ (maintenance margin + fee)'
const liquidatedWhen = 'at or below 100 %'

const coverage: readonly CoverageRow[] = [
  {
    rule: 'discount tiers, marginal, per coin',
    state: 'implemented',
    note: 'BTC: the first two tiers, of the API’s example: more than 25 BTC needs the list supplied; other coins as of 2023',
  },
  { rule: 'equity of each currency, profit before discount', state: 'implemented' },
  {
    rule: 'position tiers on the whole position',
    state: 'parameter',
    note: 'BTC, ETH, SOL, ADA, AAVE as last seen (2021–2023); the rest must be supplied',
  },
  {
    rule: 'total size across expiries of a family for the tier',
    state: 'unknown',
    note: 'each position is tiered by itself',
  },
  {
    rule: 'short option margin, coin- and dollar-margined',
    state: 'implemented',
    note: 'factor of the first tier assumed',
  },
  { rule: 'borrowing margin by tier', state: 'implemented', note: 'USDT inferred, other coins assumed' },
  { rule: 'potential borrowing of open orders', state: 'unknown' },
  {
    rule: 'liquidation fee in the ratio',
    state: 'implemented',
    note: 'lowest fee tier assumed; a setting says one’s own',
  },
  { rule: 'risk units by coin; before 2025 by coin and quote', state: 'implemented' },
  { rule: 'spot in use, with the account’s caps', state: 'implemented' },
  { rule: 'MR1 spot moves', state: 'implemented' },
  { rule: 'MR1 volatility moves', state: 'parameter', note: 'only 30 points at 0 days are published' },
  { rule: 'MR2 24 hours of time value', state: 'implemented', note: 'rounding unknown' },
  { rule: 'MR3 volatility between expiries', state: 'parameter', note: 'form assumed' },
  {
    rule: 'MR4 basis',
    state: 'implemented',
    note: 'pairing of legs and the part by time assumed; class C must be supplied',
  },
  { rule: 'MR5 interest rate', state: 'parameter', note: 'form assumed' },
  { rule: 'MR6 extreme move', state: 'implemented' },
  {
    rule: 'MR7 reduction cost',
    state: 'parameter',
    note: 'classes A and B of perpetuals inferred, futures assumed alike; options and class C must be supplied',
  },
  { rule: 'MR8 borrowing', state: 'implemented' },
  { rule: 'MR9 stablecoin hedges', state: 'parameter', note: 'hedges above 5 million USD must be supplied' },
  { rule: 'aggregation, initial margin, ratio with fee', state: 'implemented', ...published(builderExample) },
  {
    rule: 'open orders in portfolio margin',
    state: 'unknown',
    note: 'charged the worse of all buys and all sells filled',
  },
  { rule: 'auto-borrow and its forced repayment', state: 'unknown' },
  { rule: 'platform collateral caps (colRes)', state: 'unknown', note: 'they do not change the ratio' },
  { rule: 'delta-neutral strategy', state: 'unknown', note: 'changes quotas and deleveraging, not margin formulas' },
  {
    rule: 'size, ranking and stop of liquidation steps, and the fee on them',
    state: 'unknown',
    note: 'an engine hedges the delta of every unit, reduces by margin freed for its cost, and takes its own settings for stop and fee',
  },
]

/** What is known of OKX besides its margin rules. */
export const profile: VenueProfile = {
  collateral,
  eligibility,
  ratios: [
    { model: 'okx/multi-currency', name: 'mgnRatio', formula: ratioFormula, liquidatedWhen },
    { model: 'okx/portfolio', name: 'mgnRatio', formula: ratioFormula, liquidatedWhen },
    {
      model: 'okx/futures',
      name: 'mgnRatio',
      formula: '(balance + profit + short option value) ÷ (maintenance margin + fee), for each currency',
      liquidatedWhen,
    },
    {
      model: 'okx/isolated',
      name: 'mgnRatio',
      formula: '(margin + profit) ÷ (maintenance margin + fee)',
      liquidatedWhen,
    },
  ],
  liquidation: [
    { model: 'okx/multi-currency', trigger: 1, steps: acrossCurrencies, deleveraging, price: 'solved' },
    { model: 'okx/portfolio', trigger: 1, steps: portfolioSteps, deleveraging, price: 'solved' },
    {
      model: 'okx/futures',
      trigger: 1,
      steps: [cancelOrders, pairs, byTier, takeOver],
      deleveraging,
      price: 'solved',
    },
    { model: 'okx/isolated', trigger: 1, steps: [cancelOrders, byTier, takeOver], deleveraging, price: 'solved' },
  ],
  coverage,
}
