import type { ParameterSet } from '../../margin/model.ts'
import type { BracketTable } from './bracket.ts'
import type { RatioTier } from './collateral-value.ts'
import type { FuturesTables } from './contract-table.ts'
import { coinmBrackets2021, coinmBtcSource, coinmEthSource, coinmInterfaceSource } from './params-coinm.ts'
import {
  flatTiers,
  multiAssetRatios2021,
  portfolioRatios20250613,
  portfolioRatios20260213,
  proTiers20250908,
  proTiers20260213,
  type Ratios,
} from './params-collateral.ts'
import { usdmBrackets20241024 } from './params-usdm-2024-10-24.ts'
import type { UniMmrBands } from './uni-mmr.ts'

/** Single-asset mode, isolated and cross. */
export type FuturesParameters = FuturesTables

/** USD-M in multi-assets mode. */
export interface MultiAssetsParameters extends FuturesTables {
  /** Share of an asset's equity that counts. */
  readonly ratios: Ratios
  /** By which an asset owned is valued below its index, and one owed above it. */
  readonly bidBufferFrac: number
  readonly askBufferFrac: number
}

/** What every programme of portfolio margin has. */
export interface UnifiedParameters {
  /** USD tiers of an asset's equity. */
  readonly collateral: Readonly<Record<string, readonly RatioTier[]>>
  /** Maintenance margin ÷ loan, by the margin leverage chosen. */
  readonly loanRatesFrac: Readonly<Record<string, number>>
  readonly bands: UniMmrBands
}

/** Portfolio margin, retail and Pro. */
export type PortfolioParameters = FuturesTables & UnifiedParameters

/** A move of the user's own grid. */
export interface GridScenario {
  /** Index after ÷ before − 1. */
  readonly moveFrac: number
  /** Volatility after ÷ before − 1. */
  readonly volMoveFrac: number
  /** Share of the loss that counts. */
  readonly lossWeight: number
}

/** PM Pro with risk units by scenario, whose grid the venue does not publish. */
export interface SpanParameters extends UnifiedParameters {
  /** By underlying, `*` for the rest; null until the user gives one. */
  readonly scenarios: Readonly<Record<string, readonly GridScenario[]>> | null
  /** Coins held move with their underlying's risk unit. */
  readonly collateralInScenarios: boolean
}

const usdmSource =
  'Binance USD-M interface, /fapi/v1/leverageBracket on 2024-10-24, kept in freqtrade at commit 3d9514d'
const bandsSource = 'Binance FAQ 5e33af8e6ac04d57a1d0a3398e0a0752 (Portfolio Margin Pro)'

type Exceptions = ParameterSet<unknown>['exceptions']

const coinmExceptions: Exceptions = [
  { path: '/coinmBrackets/BTCUSD', provenance: 'inferred', source: coinmBtcSource },
  { path: '/coinmBrackets/ETHUSD', provenance: 'inferred', source: coinmEthSource },
  { path: '/coinmBrackets/BNBUSD', provenance: 'third-party', source: coinmInterfaceSource },
  { path: '/coinmBrackets/THETAUSD', provenance: 'third-party', source: coinmInterfaceSource },
]

const usdmException: Exceptions = [{ path: '/usdmBrackets', provenance: 'third-party', source: usdmSource }]

const loanException: Exceptions = [
  { path: '/loanRatesFrac', provenance: 'published', source: `${bandsSource}, 2022-04-18` },
]

/** A set whose table is made when it is first read. */
function setOf<P>(info: Omit<ParameterSet<P>, 'parameters'>, make: () => P): ParameterSet<P> {
  let made: P | undefined
  return {
    ...info,
    get parameters() {
      made ??= make()
      return made
    },
  }
}

/** The current brackets, once for all sets that have them. */
const currentTables = setOf<FuturesTables>(
  { set: '2024-10-24', provenance: 'third-party', source: usdmSource, exceptions: coinmExceptions },
  () => ({ usdmBrackets: usdmBrackets20241024(), coinmBrackets: coinmBrackets2021 }),
)

const fiftyTimes: BracketTable = [
  [5000, 0.01, 0, 50],
  [25_000, 0.025, 75, 20],
  [100_000, 0.05, 700, 10],
  [250_000, 0.1, 5700, 5],
  [1_000_000, 0.125, 11_950, 2],
  [null, 0.5, 386_950, 1],
]

const tables2021: FuturesTables = {
  usdmBrackets: {
    BTCUSDT: [
      [50_000, 0.004, 0, 125],
      [250_000, 0.005, 50, 100],
      [1_000_000, 0.01, 1300, 50],
      [10_000_000, 0.025, 16_300, 20],
      [20_000_000, 0.05, 266_300, 10],
      [50_000_000, 0.1, 1_266_300, 5],
      [100_000_000, 0.125, 2_516_300, 4],
      [200_000_000, 0.15, 5_016_300, 3],
      [300_000_000, 0.25, 25_016_300, 2],
      [500_000_000, 0.5, 100_016_300, 1],
    ],
    XEMUSDT: fiftyTimes,
    COTIUSDT: fiftyTimes,
    CHRUSDT: fiftyTimes,
    MANAUSDT: fiftyTimes,
    HBARUSDT: fiftyTimes,
    ALICEUSDT: fiftyTimes,
  },
  coinmBrackets: { BTCUSD: coinmBrackets2021['BTCUSD'] ?? [] },
}

/** Isolated and cross, the current set first. */
export const futuresSets: readonly ParameterSet<FuturesParameters>[] = [
  currentTables,
  setOf(
    {
      set: '2021-03-18',
      provenance: 'published',
      source: 'Binance announcement 86cf9aa472574b8cb2e05bb751c2a9a6 (2021-03-18), tiers of seven contracts',
      exceptions: coinmExceptions.slice(0, 1),
    },
    () => tables2021,
  ),
]

export const multiAssetsSets: readonly ParameterSet<MultiAssetsParameters>[] = [
  setOf(
    {
      set: '2021-05-28',
      provenance: 'published',
      source: 'Binance FAQ 29b45c485d664028b9ca1cdf90b24f6f (Multi-Assets Mode, 2021-05-28)',
      exceptions: [
        ...usdmException,
        ...coinmExceptions,
        ...['/bidBufferFrac', '/askBufferFrac'].map((path) => ({
          path,
          provenance: 'assumed' as const,
          source: 'the interface has such a field by asset, its values are not published: none',
        })),
      ],
    },
    () => ({ ...currentTables.parameters, ratios: multiAssetRatios2021, bidBufferFrac: 0, askBufferFrac: 0 }),
  ),
]

/** By margin leverage 3, 5 and 10. */
const loanRatesFrac = { '3': 0.1, '5': 0.08, '10': 0.05 }

const proBands: UniMmrBands = { marginCall: 1.5, reduceOnly: 1.2, liquidation: 1.05, claim: 1 }
/** Without a band of reminders. */
const retailBands: UniMmrBands = { marginCall: 1.2, reduceOnly: 1.2, liquidation: 1.05, claim: 1 }

/** The coins that accounts mostly hold: their portfolio ratios are on the venue's site only, so those of multi-assets mode stand in. */
const assumedMajors: Exceptions = Object.keys(multiAssetRatios2021)
  .filter((asset) => !Object.hasOwn(portfolioRatios20250613, asset))
  .map((asset) => ({
    path: `/collateral/${asset}`,
    provenance: 'assumed',
    source: 'ratio of multi-assets mode (2021-05-28); that of portfolio margin was not found published',
  }))

const retailException: Exceptions = [
  {
    path: '/bands',
    provenance: 'third-party',
    source: 'accounts of the retail programme; no page of the venue was read',
  },
  { path: '/bands/claim', provenance: 'assumed', source: `as in ${bandsSource}` },
]

function retailSet(set: string, source: string, ratios: Ratios): ParameterSet<PortfolioParameters> {
  const exceptions = [...usdmException, ...coinmExceptions, ...assumedMajors, ...loanException, ...retailException]
  return setOf({ set, provenance: 'third-party', source, exceptions }, () => ({
    ...currentTables.parameters,
    collateral: flatTiers({ ...multiAssetRatios2021, ...ratios }),
    loanRatesFrac,
    bands: retailBands,
  }))
}

export const portfolioSets: readonly ParameterSet<PortfolioParameters>[] = [
  retailSet(
    '2026-02-13',
    'Binance announcements on collateral ratios from 2025-05-16 to 2026-02-13, as quoted on Binance Square and by news sites',
    portfolioRatios20260213,
  ),
  retailSet(
    '2025-06-13',
    'Binance announcements on collateral ratios of 2025-05-16 and 2025-06-13, as quoted on Binance Square',
    portfolioRatios20250613,
  ),
]

type Tiers = PortfolioParameters['collateral']

function proParameters(ratios: Ratios, tiers: Tiers): UnifiedParameters {
  return {
    collateral: { ...flatTiers({ ...multiAssetRatios2021, ...ratios }), ...tiers },
    loanRatesFrac,
    bands: proBands,
  }
}

/** Pro has tiers of every asset, of which few are announced: where none were found, the one ratio of the retail programme stands in. */
function unifiedExceptions(tiers: Tiers, source: string, byRank: readonly string[] = []): Exceptions {
  return [
    {
      path: '/collateral',
      provenance: 'assumed',
      source:
        'the one ratio of retail portfolio margin, else that of multi-assets mode: its tiers in Pro were not found',
    },
    ...Object.keys(tiers).map((asset) => ({
      path: `/collateral/${asset}`,
      provenance: byRank.includes(asset) ? ('inferred' as const) : ('third-party' as const),
      source: byRank.includes(asset) ? rankSource : source,
    })),
    ...loanException,
    { path: '/bands', provenance: 'published', source: bandsSource },
  ]
}

const rankSource =
  'Binance announcement for 2026-01-23, of which a summary on Binance Square (35334156563625) names the rank, not its tiers: those of that rank in 2025-09-09'

const tiersSource =
  'Binance announcements on tiered collateral ratios from 2025-09-09 to 2026-02-13, as quoted on Binance Square'

const collateral20260213 = unifiedExceptions(proTiers20260213, tiersSource, ['WLD', 'APT'])

function proSet(
  { set, source, exceptions }: Pick<ParameterSet<unknown>, 'set' | 'source' | 'exceptions'>,
  ratios: Ratios,
  tiers: Tiers,
): ParameterSet<PortfolioParameters> {
  const all = [...usdmException, ...coinmExceptions, ...exceptions]
  return setOf({ set, provenance: 'third-party', source, exceptions: all }, () => ({
    ...currentTables.parameters,
    ...proParameters(ratios, tiers),
  }))
}

const tiersBeforeSource =
  'Tiers that the announcements of 2025-09-09 to 2025-11-07 print as those before, as quoted on Binance Square'

export const proSets: readonly ParameterSet<PortfolioParameters>[] = [
  proSet(
    { set: '2026-02-13', source: tiersSource, exceptions: collateral20260213 },
    portfolioRatios20260213,
    proTiers20260213,
  ),
  proSet(
    {
      set: '2025-09-08',
      source: tiersBeforeSource,
      exceptions: unifiedExceptions(proTiers20250908, tiersBeforeSource),
    },
    portfolioRatios20250613,
    proTiers20250908,
  ),
]

const gridSource = 'not published: the interface gives the sums by asset, not the scenarios'

export const spanSets: readonly ParameterSet<SpanParameters>[] = [
  setOf(
    {
      set: '2026-02-13',
      provenance: 'third-party',
      source:
        'Binance interface /sapi/v2/portfolio/account for the sums; collateral as in PM Pro; scenarios are the user’s own',
      exceptions: [
        ...collateral20260213,
        { path: '/scenarios', provenance: 'assumed', source: gridSource },
        { path: '/collateralInScenarios', provenance: 'assumed', source: gridSource },
      ],
    },
    () => ({
      ...proParameters(portfolioRatios20260213, proTiers20260213),
      scenarios: null,
      collateralInScenarios: true,
    }),
  ),
]
