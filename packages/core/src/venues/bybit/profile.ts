import {
  assumed,
  type CollateralEntry,
  inferred,
  type LiquidationPolicy,
  type LiquidationStep,
  published,
  thirdParty,
  type VenueProfile,
} from '../../margin/venue-profile.ts'
import { bybit20260724 } from './params.ts'

const setMode = 'Bybit API, "Set Margin Mode" (error 3400000 and the list of reasons), 2026-07'
const tradingRules = 'Bybit help, "UTA Trading Rules", copies of 2023-10 to 2024-10'
const overview = 'Bybit announcement, "Liquidation overview" (announcement-info/liquidation-summarize), seen 2026-11-22'
const ranking = 'Bybit help, "What is auto-deleveraging (ADL)?", and the page of 2025-09-18'
const optionOrder = 'Bybit help 000001547, "Liquidation process (USDC options)", of the USDC account'
const rewording = 'scallope.com/9990, a rewording of "Margin Calculations under Portfolio Margin", 2025'
const marginInfo = 'Bybit API, "Get Portfolio Margin Info", example of 2026-03-24'
const optionHelp = 'Bybit help, "Initial and Maintenance Margin Calculation (Options)", 2023-12-04'
const glossary = 'Bybit help, "Glossary (Unified Trading Account)", 2025-09-05'

const rates = {
  formula: 'maintenance margin ÷ (margin balance, or equity in portfolio margin, − haircut loss + order loss)',
  liquidatedWhen: 'at or above 100 %',
}

const portfolioSteps: readonly LiquidationStep[] = [
  {
    name: 'auto-repayment',
    does: 'with borrowings: from an MM rate of 85 % assets are converted to repay what is owed',
    ...thirdParty(rewording),
  },
  {
    name: 'orders',
    does: 'at an MM rate of 100 % open orders are cancelled',
    action: { type: 'cancel-orders', which: 'all' },
    ...thirdParty(rewording),
  },
  {
    name: 'partial liquidation',
    does: 'positions are reduced until the MM rate is 90 %; in which order is not known',
    action: { type: 'reduce', partFrac: 1, order: 'freed-per-cost' },
    ...thirdParty(rewording),
  },
  {
    name: 'auto-deleveraging',
    does: 'opposite positions are closed when the insurance pool has lost too much of its peak in 8 hours (a drawdown of 30 % starts it, 25 % stops it in the printed example) or cannot pay',
    ...published('Bybit API, "ADL Alert" (/v5/market/adlAlert), 2026-07'),
  },
]

/** “Highest profit and effective leverage”: the formula is not printed, this is the usual one of these words. */
const deleveraging: LiquidationPolicy['deleveraging'] = { rank: 'profit-times-leverage', ...inferred(ranking) }

/** What is known of Bybit besides its figures. */
export const bybitProfile: VenueProfile = {
  collateral: collateralEntries(),
  eligibility: [
    {
      model: 'bybit/portfolio',
      equityMin: { amount: '1000', currency: 'USDC' },
      cleanSlate: false,
      disclosures: [],
      conditions: [
        'no pre-market perpetual is held',
        'no event future is held',
        'the settlement coin of each inverse contract is switched on as collateral',
      ],
      ...published(setMode),
    },
  ],
  ratios: [
    { model: 'bybit/cross', name: 'accountMMRate', ...rates },
    { model: 'bybit/portfolio', name: 'accountMMRate', ...rates },
    {
      model: 'bybit/isolated',
      name: 'liquidation price',
      formula: 'no account rate: each position against the margin set aside for it',
      liquidatedWhen: 'when the mark reaches the liquidation price',
    },
  ],
  liquidation: [
    {
      model: 'bybit/cross',
      trigger: 1,
      steps: [
        {
          name: 'spot orders',
          does: 'spot margin orders that owe, or that lose collateral value, are cancelled',
          ...published(tradingRules),
        },
        {
          name: 'auto-repayment',
          does: 'liabilities are repaid, assets being converted in the liquidation order of coins',
          ...published(tradingRules),
        },
        {
          name: 'orders',
          does: 'all orders of derivatives are cancelled, and spot orders that may add to a position',
          action: { type: 'cancel-orders', which: 'all' },
          ...published(overview),
        },
        {
          name: 'reduction',
          does: 'above the lowest margin tier, a fill-or-kill order reduces a position to the tier below',
          action: { type: 'step-down-tier' },
          ...published(overview),
        },
        {
          name: 'short options',
          does: 'after the perpetuals short options are closed, first those that release most margin; long options are not',
          ...published(optionOrder),
        },
        {
          name: 'takeover',
          does: 'the rest is closed at the bankruptcy price',
          action: { type: 'take-over' },
          ...published(overview),
        },
      ],
      deleveraging,
      price: 'solved',
    },
    {
      model: 'bybit/isolated',
      trigger: 1,
      steps: [
        {
          name: 'orders',
          does: 'orders of that contract are cancelled',
          action: { type: 'cancel-orders', which: 'all' },
          ...published(tradingRules),
        },
        {
          name: 'reduction',
          does: 'above the first risk limit, a fill-or-kill order reduces the position to the limit below; again until it holds',
          action: { type: 'step-down-tier' },
          ...published(tradingRules),
        },
        {
          name: 'takeover',
          does: 'the rest is taken over at its bankruptcy price',
          action: { type: 'take-over' },
          ...published(tradingRules),
        },
      ],
      deleveraging,
      price: 'closed-form',
    },
    {
      model: 'bybit/portfolio',
      trigger: 1,
      steps: portfolioSteps,
      restoreUse: { use: 0.9, ...thirdParty(rewording) },
      deleveraging,
      price: 'solved',
    },
  ],
  coverage: [
    {
      rule: 'Isolated and cross: IM = value ÷ leverage, MM = value × rate − deduction, each with the fee to close',
      state: 'implemented',
      ...published('Bybit help, "Maintenance margin (USDT contract)", 2025-09-05'),
    },
    {
      rule: 'Risk limits of contracts on BTC',
      state: 'implemented',
      note: 'BTCUSDT in 20 rows, also used for BTC in USDC and dated; of BTCUSD the first row (to 150 BTC). A position larger than the last row is unknown.',
    },
    { rule: 'Risk limits of other contracts', state: 'parameter', note: 'riskLimits, by symbol or `ETH linear`' },
    {
      rule: 'Short options in cross: IM and MM of BTC options',
      state: 'implemented',
      ...published(optionHelp),
      note: 'rates of other coins are a parameter (options)',
    },
    {
      rule: 'Collateral value ratios by slice, debts at ratio 1',
      state: 'implemented',
      ...assumed('Bybit help, "Assets & Collateral Value Ratio List (UTA)", 2025-09-18'),
      note: 'BTC by the help page’s example values, stablecoins at 1; other coins are a parameter (collateral)',
    },
    {
      rule: 'Borrow margin',
      state: 'implemented',
      note: 'BTC by the API’s example rows, to 393; larger debts and other assets are a parameter',
    },
    {
      rule: 'IM rate, MM rate, available balance, order loss',
      state: 'implemented',
      ...published(glossary),
      note: 'rates cut to 4 digits as in the printed example; orders are on derivatives, so haircut loss of spot orders is a function only',
    },
    {
      rule: 'Portfolio: 33 cells, the volatility rule, worst volatility by price, maximum loss (BTC)',
      state: 'implemented',
      ...inferred(marginInfo),
      note: 'other coins’ price and volatility ranges are a parameter (coins)',
    },
    {
      rule: 'Portfolio: IM factor 1.2 and future contingency 0.03 % of BTC',
      state: 'implemented',
      ...inferred(marginInfo),
    },
    {
      rule: 'Portfolio: spot hedging, only the offsetting side credited',
      state: 'implemented',
      ...inferred(marginInfo),
      note: 'setting spotHedging; how the haircut of hedging spot changes is not known',
    },
    {
      rule: 'Portfolio: vega spread contingency',
      state: 'implemented',
      ...thirdParty(rewording),
      note: 'BTC 0.03 % a day; how expiries are paired is assumed',
    },
    {
      rule: 'Portfolio: short option contingency',
      state: 'parameter',
      note: 'shortOptionFrac; netted by series, which is assumed',
    },
    { rule: 'Portfolio: USDT/USDC contingency', state: 'parameter', note: 'stableSpreadFrac' },
    {
      rule: 'Portfolio: future delta contingency',
      state: 'parameter',
      note: 'basisFracPerYear; a rewording quotes 45–60 %, which does not give the 56.89 of the printed example',
    },
    {
      rule: 'Netting of opposite legs in hedge mode, cross and isolated',
      state: 'unknown',
      note: 'legs are margined one by one; portfolio margin has no hedge mode, and they are one position',
    },
    {
      rule: 'Portfolio: which set of open orders is margined',
      state: 'unknown',
      note: 'all buys or all sells of an instrument, whichever adds more; in initial margin alone',
    },
    { rule: 'Order of legs in a portfolio liquidation', state: 'unknown' },
    {
      rule: 'Auto-deleveraging rank: profit × effective leverage',
      state: 'unknown',
      note: 'said in words, no formula',
    },
  ],
}

/** The current set's ratios as haircuts, each with its source. */
function collateralEntries(): readonly CollateralEntry[] {
  const { parameters, exceptions } = bybit20260724
  const known = Object.entries(parameters.collateral).map(([asset, tiers]) => {
    const { provenance, source } = exceptions.find(({ path }) => path === `/collateral/${asset}`) ?? bybit20260724
    return {
      asset,
      tiers: tiers.map(({ quantityMax, valueRatioFrac }) => ({ quantityMax, haircutFrac: 1 - valueRatioFrac })),
      provenance,
      source,
    }
  })
  return known
}
