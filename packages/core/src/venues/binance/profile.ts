import {
  assumed,
  type CollateralEntry,
  type CoverageRow,
  inferred,
  type LiquidationPolicy,
  type LiquidationStep,
  published,
  thirdParty,
  type VenueProfile,
} from '../../margin/venue-profile.ts'
import { haircutsOf } from './collateral-value.ts'
import { multiAssetRatios2021, portfolioRatios20260213 } from './params-collateral.ts'

const multiAssetsFaq = published('Binance FAQ 29b45c485d664028b9ca1cdf90b24f6f, Multi-Assets Mode, 2021-05-28')
const announcements = thirdParty(
  'Binance announcements on portfolio margin collateral, 2025-05-16 to 2026-02-13, as quoted on Binance Square',
)
const proFaq = published(
  'Binance FAQ 5e33af8e6ac04d57a1d0a3398e0a0752, Portfolio Margin Pro, copies of 2022-04-18 to 2025-02-06',
)
const loanFaq = published('Binance FAQ 446ce2c3, portfolio margin, 2022-04-18')
const liquidationFaq = published('Binance FAQ 360033525271, Liquidation protocols, 2024-05-29')
const usdmFaq = published('Binance FAQ b3c689c1f50a44cabb3a84e663b81d93, USD-M liquidation price, 2025-12-31')
const coinmFaq = published('Binance FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46, COIN-M liquidation price')
const deleveragingFaq = published('Binance FAQ 360033525471, Auto-deleveraging, 2021-08-19')
const clearFee = thirdParty(
  'field liquidationFee of BTCUSDT in /fapi/v1/exchangeInfo, read by a user on 2026-09-30; taken for every contract on BTC',
)
const retail = thirdParty('accounts of the retail programme; no page of the venue')

/** Ratios of multi-assets mode, and what portfolio margin announced for other assets; PM Pro has tiers besides, in its set. */
const collateral: readonly CollateralEntry[] = [
  ...Object.entries(multiAssetRatios2021).map(([asset, ratioFrac]) => ({
    asset,
    ...(asset in portfolioRatios20260213 ? { models: ['binance/multi-assets'] } : {}),
    tiers: haircutsOf([[null, ratioFrac]]),
    ...multiAssetsFaq,
  })),
  ...Object.entries(portfolioRatios20260213).map(([asset, ratioFrac]) => ({
    asset,
    models: ['binance/portfolio-margin', 'binance/pm-pro', 'binance/pm-span'],
    tiers: haircutsOf([[null, ratioFrac]]),
    ...announcements,
  })),
  {
    asset: '*',
    tiers: [{ quantityMax: null, haircutFrac: 1 }],
    ...multiAssetsFaq,
    source: `${multiAssetsFaq.source}; portfolio margin counts others too, at ratios that must be given`,
  },
]

const futuresSteps: readonly LiquidationStep[] = [
  {
    name: 'cancel',
    does: 'cancels the open orders of what is liquidated',
    action: { type: 'cancel-orders', which: 'all' },
    ...liquidationFaq,
  },
  {
    name: 'reduce',
    does: 'one large immediate-or-cancel order reduces the position until the margin suffices; the liquidation fee is on that quantity alone',
    action: { type: 'reduce', partFrac: 1, order: 'largest-maintenance' },
    ...liquidationFaq,
  },
  {
    name: 'take over',
    does: 'the rest is closed at the bankruptcy price by the insurance fund',
    action: { type: 'take-over' },
    ...liquidationFaq,
  },
  {
    name: 'auto-deleverage',
    does: 'opposite positions by profit and leverage, at the bankruptcy price',
    ...deleveragingFaq,
  },
]

const deleveraging: LiquidationPolicy['deleveraging'] = { rank: 'profit-times-use', ...deleveragingFaq }

const portfolioSteps: readonly LiquidationStep[] = [
  { name: 'remind', does: 'margin call at or below uniMMR 150 % (Pro)', ...proFaq },
  { name: 'restrict', does: 'only reducing orders at or below 120 %', ...proFaq },
  { name: 'liquidate', does: 'liquidation at or below 105 %; the order of positions is not published', ...proFaq },
  { name: 'claim', does: 'at or below 100 % what is still owed is claimed', ...proFaq },
]

const coverage: readonly CoverageRow[] = [
  { rule: 'brackets: maintenance = notional × rate − amount', state: 'implemented', ...usdmFaq },
  {
    rule: 'USD-M brackets of 349 contracts (2024-10-24) and of seven (2021-03-18)',
    state: 'implemented',
    ...thirdParty('/fapi/v1/leverageBracket as kept in freqtrade at commit 3d9514d'),
    note: 'newer ones: give usdmBrackets; a delivery contract without brackets of its own has those of its pair, a coin by the thousand those of the thousand',
  },
  {
    rule: 'COIN-M brackets of BTC (to 400 BTC), ETH (to 2,000 ETH), BNB and THETA',
    state: 'implemented',
    provenance: 'inferred',
    source:
      'Binance FAQ be2c7d9d (2020-06-11) with rates read off the calculator; ccxt issue 9500 (2021-07), of ETH its contract of December 2020',
  },
  { rule: 'COIN-M brackets of other coins, and above these', state: 'parameter', note: 'coinmBrackets' },
  { rule: 'initial margin of USD-M and COIN-M: notional at mark ÷ leverage', state: 'implemented', ...proFaq },
  { rule: 'liquidation price of USD-M, one-way and hedge mode', state: 'implemented', ...usdmFaq },
  {
    rule: 'liquidation price of COIN-M',
    state: 'implemented',
    ...coinmFaq,
    note: 'derived; equals the calculator within a tick',
  },
  { rule: 'multi-assets mode: balance and profit at the asset’s ratio', state: 'implemented', ...multiAssetsFaq },
  {
    rule: 'bid and ask buffers of multi-assets mode',
    state: 'parameter',
    note: 'bidBufferFrac and askBufferFrac, 0 assumed',
  },
  {
    rule: 'auto-exchange of a deficit',
    state: 'implemented',
    ...multiAssetsFaq,
    note: 'the amount, as a function; it changes no margin',
  },
  { rule: 'largest transfer-in of multi-assets mode', state: 'unknown', note: 'depends on the VIP level' },
  { rule: 'portfolio margin: equity, open loss, uniMMR, status', state: 'implemented', ...proFaq },
  {
    rule: 'portfolio collateral ratios of BTC, ETH, BNB, SOL, XRP, ADA, stablecoins',
    state: 'parameter',
    note: 'those of multi-assets mode are assumed',
  },
  {
    rule: 'portfolio collateral ratios of assets that no announcement found names',
    state: 'parameter',
    note: 'collateral',
  },
  {
    rule: 'PM Pro: tiers of collateral',
    state: 'implemented',
    ...announcements,
    note: 'sixteen assets; the one ratio of retail portfolio margin is assumed of others',
  },
  { rule: 'open loss of margin orders', state: 'parameter', note: 'settings.openLossUsd' },
  {
    rule: 'margin of loans by margin leverage 3, 5, 10',
    state: 'implemented',
    ...proFaq,
    note: 'a balance below zero is a loan unless settings.loans says otherwise',
  },
  { rule: 'largest withdrawal and loan', state: 'implemented', ...loanFaq },
  { rule: 'bands of retail portfolio margin', state: 'implemented', ...retail },
  {
    rule: 'PM Pro (SPAN): Σ risk units + loans + other',
    state: 'implemented',
    ...published('interface /sapi/v2/portfolio/account'),
  },
  {
    rule: 'PM Pro (SPAN): scenarios',
    state: 'parameter',
    note: 'scenarios by underlying; coins held move with them unless collateralInScenarios is off',
  },
  {
    rule: 'money in the market’s own currency',
    state: 'implemented',
    ...assumed('Plimsoll'),
    note: 'no wallet takes money: it is held as the stablecoin that the USD-M contracts settle in, else as USDT',
  },
  {
    rule: 'options in USD-M and COIN-M wallets',
    state: 'unknown',
    note: 'refused; PM Pro (SPAN) takes linear ones in the user’s scenarios',
  },
  {
    rule: 'which of several futures positions is reduced first',
    state: 'unknown',
    note: 'an engine takes the one with the largest maintenance margin',
  },
  {
    rule: 'liquidation fee of contracts on other coins than BTC',
    state: 'unknown',
    note: 'an engine takes its own setting',
  },
  {
    rule: 'order in which portfolio margin liquidates, and where it stops',
    state: 'unknown',
    note: 'an engine goes its own way of portfolio margin',
  },
]

/** What is known of Binance besides how it margins. */
export const profile: VenueProfile = {
  collateral,
  eligibility: ['binance/portfolio-margin', 'binance/pm-pro', 'binance/pm-span'].map((model) => ({
    model,
    equityMin: null,
    cleanSlate: false,
    disclosures: [],
    conditions: ['futures positions in cross margin only', 'smallest equity by programme and region: not read'],
    ...assumed('no page of the venue on joining was read'),
  })),
  ratios: [
    ...['binance/isolated', 'binance/cross', 'binance/multi-assets'].map((model) => ({
      model,
      name: 'Margin ratio',
      formula: 'maintenance margin ÷ margin balance',
      liquidatedWhen: 'at or above 100 %',
    })),
    ...['binance/portfolio-margin', 'binance/pm-pro', 'binance/pm-span'].map((model) => ({
      model,
      name: 'uniMMR',
      formula:
        model === 'binance/portfolio-margin' ? 'adjusted equity ÷ maintenance margin' : 'equity ÷ maintenance margin',
      liquidatedWhen: 'at or below 105 %',
    })),
  ],
  liquidation: [
    ...['binance/isolated', 'binance/cross', 'binance/multi-assets'].map((model) => ({
      model,
      trigger: 1,
      steps: futuresSteps,
      restoreUse: { use: 1, ...inferred(`${liquidationFaq.source}: it stops once the margin suffices`) },
      fee: { byUnderlying: { BTC: 0.0125 }, ...clearFee },
      deleveraging,
      price: 'closed-form' as const,
    })),
    ...['binance/portfolio-margin', 'binance/pm-pro', 'binance/pm-span'].map((model) => ({
      model,
      trigger: 1 / 1.05,
      steps: portfolioSteps,
      deleveraging,
      price: 'solved' as const,
    })),
  ],
  coverage,
}
