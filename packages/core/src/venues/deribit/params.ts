import type { ParameterSet } from '../../margin/model.ts'
import type { Provenance } from '../../margin/provenance.ts'
import type {
  CollateralParameters,
  LegacyParameters,
  MatrixParameters,
  MatrixReadings,
  PairParameters,
  PortfolioParameters,
} from './parameters.ts'

type Exceptions = ParameterSet<unknown>['exceptions']

const samplePage = 'docs.deribit.com, API reference, private/pme/simulate, sample response of 2024-06-17'
const capture = 'response of private/pme/simulate in production, captured by a user on 2026-02-15, found in public code'
const transcript = 'public/pme/get_params as transcribed by a user on 2026-09-23, found in public code'
const haircutNotes =
  'cross-collateral specifications of Deribit, support.deribit.com article 25944777203869, as quoted by users in 2026-09'
const carried = (page: string): string => `not in the source of this set; carried over from the ${page}`

function exceptions(provenance: Provenance, source: string, paths: readonly string[]): Exceptions {
  return paths.map((path) => ({ path, provenance, source }))
}

/** What the sources leave open; each is an option of its own in a set of one's own. */
const readings: MatrixReadings = {
  volOrder: ['up', 'same', 'down'],
  volFloorOn: 'shocked',
  rollShockForm: 'exponential',
  deltaShockForm: 'per-coin-above-threshold',
  offsetablePnlCaps: true,
  currenciesNet: 'same-cell',
  haircutOn: 'initial',
}

const readingExceptions: Exceptions = [
  ...exceptions('assumed', 'order of the support article’s list; samples hold futures alone, which do not show it', [
    '/readings/volOrder',
  ]),
  ...exceptions('assumed', 'Derive and Paradex, which took over the parameter, floor the shocked volatility', [
    '/readings/volFloorOn',
  ]),
  ...exceptions('assumed', 'the larger of the two forms in use; in the samples the minimum decides', [
    '/readings/rollShockForm',
  ]),
  ...exceptions('assumed', 'units of m_inc and of the threshold; in the samples the shock is 0', [
    '/readings/deltaShockForm',
  ]),
  ...exceptions('assumed', 'the name max_offsetable_pnl; in the samples it does not bind', [
    '/readings/offsetablePnlCaps',
  ]),
  ...exceptions('assumed', 'the response names one worst bucket for all currencies', ['/readings/currenciesNet']),
  ...exceptions('published', 'support.deribit.com: haircuts are for the purpose of initial margin', [
    '/readings/haircutOn',
  ]),
]

const none = { equitySideImpact: 'none' } as const

/** Null: the asset is taken, its haircut is not known here. */
const collateral: Readonly<Record<string, CollateralParameters>> = {
  BTC: { haircutFrac: 0, equitySideImpact: 'both' },
  ETH: { haircutFrac: 0, equitySideImpact: 'both' },
  USDC: { haircutFrac: 0, ...none },
  USDT: { haircutFrac: 0.02, ...none },
  USDe: { haircutFrac: 0.05, ...none },
  stETH: { haircutFrac: 0.075, ...none },
  USYC: { haircutFrac: 0.02, ...none },
  BUIDL: { haircutFrac: 0.02, ...none },
  USD: { haircutFrac: 0, ...none },
  SOL: { haircutFrac: null, equitySideImpact: 'both' },
  XRP: { haircutFrac: null, equitySideImpact: 'both' },
  PAXG: { haircutFrac: null, equitySideImpact: 'both' },
  EURR: { haircutFrac: null, ...none },
  BNB: { haircutFrac: null, equitySideImpact: 'right' },
}

/** The same for `deribit/standard`, which has no matrix. */
export const standardCollateral: Readonly<Record<string, Pick<CollateralParameters, 'haircutFrac'>>> =
  Object.fromEntries(Object.entries(collateral).map(([asset, { haircutFrac }]) => [asset, { haircutFrac }]))

export const haircutExceptions: Exceptions = [
  ...exceptions(
    'third-party',
    haircutNotes,
    ['BTC', 'ETH', 'USDC', 'USDT', 'USDe', 'stETH', 'USYC', 'BUIDL'].map((asset) => `/collateral/${asset}/haircutFrac`),
  ),
  ...exceptions('assumed', 'dollars of an account that is not the venue’s count in full', [
    '/collateral/USD/haircutFrac',
  ]),
]

const collateralExceptions: Exceptions = [
  ...haircutExceptions,
  ...exceptions('published', samplePage, ['/collateral/BTC/equitySideImpact', '/collateral/USD/equitySideImpact']),
  ...exceptions('third-party', capture, ['/collateral/ETH/equitySideImpact']),
  ...exceptions('assumed', 'as BTC and ETH in the samples; not published for these', [
    '/collateral/SOL/equitySideImpact',
    '/collateral/XRP/equitySideImpact',
    '/collateral/PAXG/equitySideImpact',
  ]),
  ...exceptions('published', 'cross-collateral specifications: an offset currency, for upside risk alone', [
    '/collateral/BNB/equitySideImpact',
  ]),
  ...exceptions('assumed', 'as the dollar in the samples; not published for these', [
    '/collateral/USDC/equitySideImpact',
    '/collateral/USDT/equitySideImpact',
    '/collateral/USDe/equitySideImpact',
    '/collateral/stETH/equitySideImpact',
    '/collateral/USYC/equitySideImpact',
    '/collateral/BUIDL/equitySideImpact',
    '/collateral/EURR/equitySideImpact',
  ]),
]

const btc2024: PairParameters = {
  priceRangeFrac: 0.16,
  volUpFrac: 0.5,
  volDownFrac: 0.25,
  volUpMin: 0.5,
  vegaPowerShort: 0.3,
  vegaPowerLong: 0.13,
  extendedTableFactor: 1,
  extendedDampenerUsd: 100_000,
  pnlOffsetFrac: 0,
  offsetablePnlMaxUsd: 0,
  annualisedMoveFrac: 0.075,
  annualisedMoveMinFrac: 0.01,
  deltaShockFromUsd: 20_000_000,
  deltaShockPerCoinFrac: 0.00005,
  deltaShockMaxFrac: 0.1,
}

const eth2026: PairParameters = {
  priceRangeFrac: 0.18,
  volUpFrac: 0.4,
  volDownFrac: 0.25,
  volUpMin: 0.5,
  vegaPowerShort: 0.3,
  vegaPowerLong: 0.13,
  extendedTableFactor: 1,
  extendedDampenerUsd: 200_000,
  pnlOffsetFrac: 0.6,
  offsetablePnlMaxUsd: 20_000_000,
  annualisedMoveFrac: 0.05,
  annualisedMoveMinFrac: 0.005,
  deltaShockFromUsd: 20_000_000,
  deltaShockPerCoinFrac: 0.000004,
  deltaShockMaxFrac: 0.1,
}

const btc2026: PairParameters = {
  ...btc2024,
  priceRangeFrac: 0.14,
  volUpFrac: 0.4,
  extendedDampenerUsd: 200_000,
  annualisedMoveMinFrac: 0.005,
}

const common: Omit<MatrixParameters, 'pairs'> = {
  rule: 'extended-risk-matrix',
  maintenanceFactor: 0.8,
  bucketsCount: 4,
  extendedMovesFrac: [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5],
  collateral,
  readings,
}

const movesException: Exceptions = exceptions(
  'published',
  'support.deribit.com, Portfolio Margin: the extended table has these moves',
  ['/extendedMovesFrac'],
)

const current: ParameterSet<MatrixParameters> = {
  set: '2026-09-23',
  provenance: 'third-party',
  source: transcript,
  exceptions: [
    ...exceptions('third-party', capture, ['/pairs/ETH']),
    ...exceptions(
      'assumed',
      carried('sample of 2024-06-17'),
      [
        'extendedTableFactor',
        'pnlOffsetFrac',
        'offsetablePnlMaxUsd',
        'annualisedMoveFrac',
        'deltaShockPerCoinFrac',
        'deltaShockMaxFrac',
      ].map((name) => `/pairs/BTC/${name}`),
    ),
    ...movesException,
    ...collateralExceptions,
    ...readingExceptions,
  ],
  parameters: { ...common, pairs: { BTC: btc2026, ETH: eth2026 } },
}

const captured: ParameterSet<MatrixParameters> = {
  set: '2026-02-15',
  provenance: 'third-party',
  source: capture,
  exceptions: [...movesException, ...collateralExceptions, ...readingExceptions],
  parameters: { ...common, pairs: { ETH: eth2026 } },
}

const sample: ParameterSet<MatrixParameters> = {
  set: '2024-06-17',
  provenance: 'published',
  source: samplePage,
  exceptions: [...collateralExceptions, ...readingExceptions],
  parameters: { ...common, pairs: { BTC: btc2024 } },
}

const deck: ParameterSet<LegacyParameters> = {
  set: '2020-deck',
  provenance: 'third-party',
  source: 'statics.deribit.com, DeribitPortfolioMarginModel.pdf, about 2020 to 2023, as summarised in public code',
  exceptions: exceptions('assumed', 'the summary calls the shock relative; it is so in its one figure, 60 % to 87 %', [
    '/volShockIs',
  ]),
  parameters: {
    rule: 'legacy-matrix',
    underlyings: ['BTC', 'ETH'],
    priceRangeFrac: 0.15,
    columnsCount: 11,
    volUpFrac: 0.45,
    volDownFrac: 0.3,
    vegaPowerShort: 0.3,
    vegaPowerLong: 0.13,
    volShockIs: 'relative',
    initialOverMaintenance: 1.2,
    futuresContingencyFrac: 0.006,
    futuresContingencyOn: 'absolute',
    optionContingencyCoins: 0.01,
    optionContingencyOn: 'rolled-strike',
    atTheMoneyRangeFrac: 0.1,
    vegaContingencyFrac: 0,
  },
}

const early: Exceptions = exceptions('assumed', carried('deck of about 2020'), [
  '/columnsCount',
  '/volShockIs',
  '/initialOverMaintenance',
])

const page2019: ParameterSet<LegacyParameters> = {
  set: '2019',
  provenance: 'published',
  source: 'www.deribit.com/pages/docs/portfoliomargin, about 2018 to 2019',
  exceptions: early,
  parameters: {
    ...deck.parameters,
    underlyings: ['BTC'],
    priceRangeFrac: 0.1,
    volUpFrac: 0.38,
    volDownFrac: 0.38,
    vegaPowerLong: 0.3,
    futuresContingencyFrac: 0.01,
    futuresContingencyOn: 'offsetting',
    optionContingencyOn: 'net-short-strike',
    atTheMoneyRangeFrac: 0,
  },
}

const page2017: ParameterSet<LegacyParameters> = {
  set: '2017',
  provenance: 'published',
  source: 'www.deribit.com/docs/category/uncategorized, 2017',
  exceptions: [
    ...early,
    ...exceptions('assumed', 'of the profit and loss under the upward shock, an expiry at a time', [
      '/vegaContingencyFrac',
    ]),
  ],
  parameters: {
    ...page2019.parameters,
    priceRangeFrac: 0.125,
    volUpFrac: 0.4,
    volDownFrac: 0.4,
    vegaPowerShort: 0.5,
    vegaPowerLong: 0.5,
    futuresContingencyFrac: 0.02,
    optionContingencyOn: 'every-option',
    vegaContingencyFrac: 0.25,
  },
}

/** Cross collateral came with the extended risk matrix. */
export const crossPortfolioSets: readonly ParameterSet<PortfolioParameters>[] = [current, captured, sample]

export const segregatedPortfolioSets: readonly ParameterSet<PortfolioParameters>[] = [
  ...crossPortfolioSets,
  deck,
  page2019,
  page2017,
]
