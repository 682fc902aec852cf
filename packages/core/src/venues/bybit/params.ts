import type { ParameterSet } from '../../margin/model.ts'
import type { RiskLimit } from './brackets.ts'
import { btcUsdtRiskLimits } from './params-risk-limits.ts'
import type { ShortOptionTerms } from './short-option.ts'

/** A slice of an asset's quantity that counts at one ratio. */
export interface CollateralTier {
  /** Largest quantity of this slice, inclusive; null ends the list. */
  readonly quantityMax: number | null
  /** Collateral value ÷ value. */
  readonly valueRatioFrac: number
}

/** Margin of what is borrowed; the row of the whole quantity applies to all of it. */
export interface BorrowTier {
  /** Largest quantity borrowed in this row, inclusive; null ends the list. */
  readonly quantityMax: number | null
  readonly initialFrac: number
  readonly maintenanceFrac: number
}

/** A short option's rates with the fee of an option order. */
export interface OptionTerms extends ShortOptionTerms {
  /** Of the index. */
  readonly takerFeeFrac: number
  /** The fee at most, of the option's price. */
  readonly feeCapFrac: number
}

/** What a base coin's portfolio margin is made from; null is not published and must be given by the user. */
export interface CoinTerms {
  /** Price moves of the stress grid, ascending. */
  readonly priceMovesFrac: readonly number[] | null
  readonly volUpFrac: number
  /** Below zero. */
  readonly volDownFrac: number
  readonly volPivotDays: number
  readonly volPower: number
  /** Initial ÷ maintenance margin. */
  readonly initialFactor: number
  /** Of the index, of every future and perpetual. */
  readonly futureContingencyFrac: number
  /** Of the index, of net short options. */
  readonly shortOptionFrac: number | null
  /** Of the index, for each day between option expiries that hedge each other. */
  readonly vegaSpreadFracPerDay: number | null
  /** Of the index, of delta that contracts in different currencies hedge. */
  readonly stableSpreadFrac: number | null
  /** Of the index, for each year between expiries whose deltas hedge each other. */
  readonly basisFracPerYear: number | null
}

/** One object for the three modes: an account has one of them, and the same tables. */
export interface BybitParameters {
  /** What a position's value is taken at. */
  readonly valuedAt: 'mark' | 'entry'
  /** Of the value at the bankruptcy price, in initial and maintenance margin alike: the fee to close. */
  readonly takerFeeFrac: number
  /** By symbol, or by `BTC linear`, `BTC inverse` for every such contract on a coin. */
  readonly riskLimits: Readonly<Record<string, readonly RiskLimit[]>>
  /** By underlying. */
  readonly options: Readonly<Record<string, OptionTerms>>
  /** By asset. */
  readonly collateral: Readonly<Record<string, readonly CollateralTier[]>>
  /** By asset. */
  readonly borrowing: Readonly<Record<string, readonly BorrowTier[]>>
  /** By base coin. */
  readonly coins: Readonly<Record<string, CoinTerms>>
}

const apiDocs = 'Bybit API documentation, repository bybit-exchange/docs at 072c197 of 2026-07-24'
const marginInfo = 'Bybit API, "Get Portfolio Margin Info" (/v5/asset/portfolio-margin), example of 2026-03-24'
const collateralHelp = 'Bybit help, "Assets & Collateral Value Ratio List (UTA)", 2025-09-18'
const optionHelp = 'Bybit help, "Initial and Maintenance Margin Calculation (Options)", 2023-12-04'
const rewording = 'scallope.com/9990, a rewording of "Margin Calculations under Portfolio Margin", 2025'

const tables: Omit<BybitParameters, 'valuedAt' | 'coins'> = {
  takerFeeFrac: 0.00055,
  riskLimits: {
    'BTC linear': btcUsdtRiskLimits,
    'BTC inverse': [{ valueMax: 150, leverageMax: 100, maintenanceRateFrac: 0.005 }],
  },
  options: {
    BTC: {
      initialFrac: 0.15,
      initialFloorFrac: 0.1,
      maintenanceFrac: 0.03,
      liquidationFeeFrac: 0.002,
      takerFeeFrac: 0.0003,
      feeCapFrac: 0.125,
    },
  },
  collateral: {
    USDT: [{ quantityMax: null, valueRatioFrac: 1 }],
    USDC: [{ quantityMax: null, valueRatioFrac: 1 }],
    USD: [{ quantityMax: null, valueRatioFrac: 1 }],
    BTC: [
      { quantityMax: 10, valueRatioFrac: 0.98 },
      { quantityMax: 20, valueRatioFrac: 0.95 },
      { quantityMax: 30, valueRatioFrac: 0.9 },
      { quantityMax: 40, valueRatioFrac: 0.85 },
      { quantityMax: 50, valueRatioFrac: 0.8 },
      { quantityMax: null, valueRatioFrac: 0 },
    ],
  },
  borrowing: {
    BTC: [
      { quantityMax: 390, initialFrac: 0.2, maintenanceFrac: 0.04 },
      { quantityMax: 391, initialFrac: 0.25, maintenanceFrac: 0.04 },
      { quantityMax: 392, initialFrac: 0.33333333, maintenanceFrac: 0.04 },
      { quantityMax: 393, initialFrac: 0.5, maintenanceFrac: 0.04 },
    ],
  },
}

const btcTerms: CoinTerms = {
  priceMovesFrac: [-0.1, -0.08, -0.06, -0.04, -0.02, 0, 0.02, 0.04, 0.06, 0.08, 0.1],
  volUpFrac: 0.24,
  volDownFrac: -0.2,
  volPivotDays: 30,
  volPower: 0.3,
  initialFactor: 1.2,
  futureContingencyFrac: 0.0003,
  shortOptionFrac: null,
  vegaSpreadFracPerDay: 0.0003,
  stableSpreadFrac: null,
  basisFracPerYear: null,
}

const tableExceptions: ParameterSet<BybitParameters>['exceptions'] = [
  {
    path: '/riskLimits/BTC linear',
    provenance: 'published',
    source:
      'bybit.com/zh-TW/announcement-info/margin-parameters, BTCUSDT, undated copy (2024–25); that it also margins BTC contracts in USDC and dated ones is assumed',
  },
  {
    path: '/riskLimits/BTC inverse',
    provenance: 'published',
    source: `${apiDocs}, "Get Risk Limit", example row of BTCUSD: the first row alone; larger positions are unknown`,
  },
  { path: '/options/BTC', provenance: 'published', source: optionHelp },
  {
    path: '/options/BTC/takerFeeFrac',
    provenance: 'published',
    source: `${optionHelp}; the fee of 0.03 % and its cap of 12.5 % are of 2022`,
  },
  { path: '/collateral/USDT', provenance: 'published', source: collateralHelp },
  {
    path: '/collateral/BTC',
    provenance: 'assumed',
    source: `${collateralHelp}: the values it works its example with; those in force are behind /v5/spot-margin-trade/collateral`,
  },
  {
    path: '/collateral/USDC',
    provenance: 'third-party',
    source: 'wuyelx.com/986, a guide to the Unified Trading Account, 2025: USDC 100 %',
  },
  {
    path: '/collateral/USD',
    provenance: 'assumed',
    source: 'Plimsoll: cash in the currency of the account counts in full; the venue keeps accounts in USD',
  },
  {
    path: '/borrowing/BTC',
    provenance: 'published',
    source: `${apiDocs}, "Get Position Tiers" of spot margin, example rows of BTC`,
  },
]

const inferredFrom = `${marginInfo}: read off its 33 option values, which it reproduces to 8 digits`

/** The set in force when none is named. */
export const bybit20260724: ParameterSet<BybitParameters> = {
  set: '2026-07-24',
  provenance: 'published',
  source: apiDocs,
  exceptions: [
    {
      path: '/takerFeeFrac',
      provenance: 'published',
      source: `${apiDocs}, "Get Position Info": the rate its break-even price takes at least; an account of a higher tier pays less and says so in its settings`,
    },
    ...tableExceptions,
    { path: '/coins/BTC/priceMovesFrac', provenance: 'published', source: marginInfo },
    { path: '/coins/BTC/volUpFrac', provenance: 'inferred', source: inferredFrom },
    { path: '/coins/BTC/volDownFrac', provenance: 'published', source: marginInfo },
    { path: '/coins/BTC/volPivotDays', provenance: 'inferred', source: inferredFrom },
    { path: '/coins/BTC/volPower', provenance: 'inferred', source: inferredFrom },
    { path: '/coins/BTC/initialFactor', provenance: 'inferred', source: `${marginInfo}: assetIM ÷ assetMM` },
    {
      path: '/coins/BTC/futureContingencyFrac',
      provenance: 'inferred',
      source: `${marginInfo}: futureContingency ÷ quantity ÷ index`,
    },
    {
      path: '/coins/BTC/vegaSpreadFracPerDay',
      provenance: 'third-party',
      source: `${rewording}: 0.03 % for BTC and ETH`,
    },
  ],
  parameters: { valuedAt: 'mark', ...tables, coins: { BTC: btcTerms } },
}

/** Before 2025: positions valued at their entry; the stress ranges of that time are not known. */
const bybit20240904: ParameterSet<BybitParameters> = {
  set: '2024-09-04',
  provenance: 'published',
  source: 'Bybit help, "Liquidation Price Calculation under Isolated Mode (Unified Trading Account)", 2024',
  exceptions: [
    {
      path: '/takerFeeFrac',
      provenance: 'assumed',
      source: 'the rate of the 2026-07-24 set; the fee of 2024 is not known',
    },
    ...tableExceptions,
    {
      path: '/coins',
      provenance: 'assumed',
      source: `unknown before 2025-01-10, when BTC and ETH changed: ${rewording}`,
    },
  ],
  parameters: { valuedAt: 'entry', ...tables, coins: {} },
}

/** Newest first. */
export const bybitSets: readonly ParameterSet<BybitParameters>[] = [bybit20260724, bybit20240904]
