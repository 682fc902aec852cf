import type { ParameterSet } from '../../margin/model.ts'
import type { AccountParameters, PortfolioAccount, PortfolioParameters, PortfolioRules } from './parameters.ts'
import { accountSets, currentAccount, legacyAccount } from './params-account.ts'

const classA = ['BTC', 'ETH'] as const
const classB = ['SOL', 'DOGE', 'PEPE', 'XRP', 'BNB', 'SHIB', 'LTC', 'ORDI', 'WLD', 'BCH', 'ADA'] as const
/** Until the end of 2024 spot shocks and basis had a list of their own. */
const classB2023 = ['LTC', 'BCH', 'EOS', 'OKB', 'DOT', 'BSV', 'LINK', 'FIL', 'ADA', 'TRX', 'UNI', 'XRP'] as const

/** Bands of 2021, the list cut off in the copies that remain. */
const bandsB2021 = [
  [7000, 1],
  [16_000, 2],
  [29_000, 3],
  [43_000, 4],
  [69_000, 5],
  [95_000, 6],
  [121_000, 7],
] as const

const unknownToAll = {
  volShocks: null,
  vegaTermShocks: null,
  rateMoveFrac: null,
  extremeLossFrac: 0.5,
  initialFactor: 1.3,
  borrowFeeFrac: 0.001,
} as const

const rules2025: PortfolioRules = {
  unitBy: 'coin',
  spotShocks: [
    { coins: classA, movesFrac: [0, 0.04, 0.08, 0.12] },
    { coins: classB, movesFrac: [0, 0.06, 0.12, 0.18] },
    { coins: ['*'], movesFrac: [0, 0.08, 0.16, 0.25] },
  ],
  basisMoves: [
    { coins: classA, legFrac: 0.002, perYearFrac: 0.05 },
    { coins: classB, legFrac: 0.008, perYearFrac: 0.15 },
    { coins: ['*'], legFrac: null, perYearFrac: 0.3 },
  ],
  extremeMoves: [
    { coins: classA, moveFrac: 0.24 },
    { coins: classB, moveFrac: 0.36 },
    { coins: ['*'], moveFrac: 0.5 },
  ],
  reductionCosts: [
    {
      coins: classA,
      perpetualFrac: 0.0045,
      futureFrac: 0.0045,
      optionFrac: null,
      bands: [
        [250_000, 1],
        [500_000, 2],
        [1_000_000, 4],
        [2_000_000, 6],
        [3_000_000, 8],
        [4_000_000, 10],
        [null, 12],
      ],
    },
    { coins: classB, perpetualFrac: 0.007, futureFrac: 0.007, optionFrac: null, bands: bandsB2021 },
    { coins: ['*'], perpetualFrac: null, futureFrac: null, optionFrac: null, bands: null },
  ],
  stableHedge: [
    [
      1_000_000,
      [
        [0.8, 0.4],
        [0.99, 0.005],
      ],
    ],
    [
      5_000_000,
      [
        [0.8, 0.4],
        [0.99, 0.015],
        [0.995, 0.01],
      ],
    ],
  ],
  ...unknownToAll,
}

const rules2023: PortfolioRules = {
  unitBy: 'coin and quote',
  spotShocks: [
    { coins: classA, movesFrac: [0, 0.05, 0.1, 0.15] },
    { coins: classB2023, movesFrac: [0, 0.07, 0.14, 0.2] },
    { coins: ['*'], movesFrac: [0, 0.08, 0.16, 0.25] },
  ],
  basisMoves: [
    { coins: classA, legFrac: 0.006, perYearFrac: 0 },
    { coins: classB2023, legFrac: 0.008, perYearFrac: 0 },
    { coins: ['*'], legFrac: 0.01, perYearFrac: 0 },
  ],
  extremeMoves: [
    { coins: classA, moveFrac: 0.3 },
    { coins: classB, moveFrac: 0.4 },
    { coins: ['*'], moveFrac: 0.5 },
  ],
  reductionCosts: [
    {
      coins: classA,
      perpetualFrac: 0.0045,
      futureFrac: 0.0045,
      optionFrac: null,
      bands: [
        [10_000, 1],
        [70_000, 2],
        [170_000, 4],
        [300_000, 6],
        [470_000, 8],
        [700_000, 10],
        [null, 12],
      ],
    },
    { coins: classB, perpetualFrac: 0.007, futureFrac: 0.007, optionFrac: null, bands: bandsB2021 },
    { coins: ['*'], perpetualFrac: null, futureFrac: null, optionFrac: null, bands: null },
  ],
  stableHedge: null,
  ...unknownToAll,
}

type Exceptions = ParameterSet<PortfolioParameters>['exceptions']

const builderExample = 'position builder’s example, okx.com/docs-v5/en, 2025-01-15'
const unseen = 'not in any copy seen: supply it for accounts with options; until then their requirement is unknown'

const unseenAtAll = 'not in any copy seen: supply it; until then the requirement of these coins is unknown'

const bothExceptions: Exceptions = [
  { path: '/rules/volShocks', provenance: 'assumed', source: `${unseen}. Only 30 points at 0 days are printed` },
  { path: '/rules/vegaTermShocks', provenance: 'assumed', source: `${unseen}; the form of the charge is assumed` },
  { path: '/rules/rateMoveFrac', provenance: 'assumed', source: `${unseen}; the form of the charge is assumed` },
  { path: '/rules/extremeLossFrac', provenance: 'inferred', source: `${builderExample}: MR6 is half the printed loss` },
  { path: '/rules/borrowFeeFrac', provenance: 'inferred', source: `${builderExample}: from the printed margin ratio` },
  ...[0, 1].flatMap((row): Exceptions => {
    const path = `/rules/reductionCosts/${row}`
    return [
      {
        path: `${path}/perpetualFrac`,
        provenance: 'inferred',
        source: `${builderExample}: 0.45 % for BTC and 0.70 % for LTC, taken for the rest of their classes`,
      },
      { path: `${path}/futureFrac`, provenance: 'assumed', source: 'the rate of the perpetual, for dated futures too' },
      { path: `${path}/optionFrac`, provenance: 'assumed', source: unseen },
    ]
  }),
  { path: '/rules/reductionCosts/2', provenance: 'assumed', source: `class C: ${unseenAtAll}` },
]

function portfolioAccount(account: AccountParameters): PortfolioAccount {
  const { discounts, borrowTiers, positionTiers, optionMargin, liquidationFee } = account
  return {
    discounts,
    borrowTiers,
    positionTiers,
    optionCoins: Object.keys(optionMargin),
    liquidationFeeFrac: liquidationFee.futuresFrac,
  }
}

/** Those of what portfolio mode takes over. */
function accountExceptions(exceptions: Exceptions): Exceptions {
  const own = exceptions.filter(({ path }) => /^\/(discounts|borrowTiers|positionTiers|liquidationFee)/.test(path))
  return own.map((exception) => ({ ...exception, path: `/account${exception.path.replace('Fee', 'FeeFrac')}` }))
}

const [current2026, legacy2023] = accountSets

/** Since 2025-01. */
export const currentPortfolio: PortfolioParameters = { rules: rules2025, account: portfolioAccount(currentAccount) }

/** Sets of the portfolio model, the current one first. */
export const portfolioSets: readonly ParameterSet<PortfolioParameters>[] = [
  {
    set: '2025-01-15',
    provenance: 'published',
    source:
      'OKX, “OKX will further adjust portfolio margin parameters”, 2025-01-02, and “… update margin calculation rules …”, 2024-11-25; unchanged in the help page of 2025-12-04',
    exceptions: [
      ...bothExceptions,
      ...[0, 1].map((row) => ({
        path: `/rules/basisMoves/${row}/legFrac`,
        provenance: 'inferred' as const,
        source: `${builderExample}: 0.2 % of a BTC and 0.8 % of an LTC perpetual; how it combines with the yearly move is assumed`,
      })),
      { path: '/rules/basisMoves/2/legFrac', provenance: 'assumed', source: `class C: ${unseenAtAll}` },
      {
        path: '/rules/reductionCosts/0/bands',
        provenance: 'third-party',
        source: 'scallope.com/6757, rewording OKX’s announcement of 2025-01-02',
      },
      {
        path: '/rules/reductionCosts/1/bands',
        provenance: 'assumed',
        source: 'class B: the bands of 2021 stand in, cut off after 121 000 USD; those since 2025 were not seen',
      },
      {
        path: '/rules/stableHedge',
        provenance: 'third-party',
        source:
          'pastorq.com/13690, rewording OKX’s announcement of 2024-11-25: two bands, three prices; straight lines between them are assumed; above 5 million USD not known',
      },
      ...accountExceptions(current2026.exceptions),
    ],
    parameters: currentPortfolio,
  },
  {
    set: '2023-07-12',
    provenance: 'published',
    source:
      'OKX, “OKX to change MR4 basis risk factor parameters …”, 2023-07-07; the “before” columns of “OKX will further adjust portfolio margin parameters”, 2025-01-02',
    exceptions: [
      ...bothExceptions,
      ...['/rules/extremeMoves/1/coins', '/rules/reductionCosts/1/coins'].map((path) => ({
        path,
        provenance: 'assumed' as const,
        source: 'class B as listed since 2025; the list of 2023 was seen for spot moves and basis alone',
      })),
      {
        path: '/rules/reductionCosts/1/bands',
        provenance: 'published',
        source: 'class B: support article 4417291853837, 2021-12, cut off after 121 000 USD',
      },
      ...accountExceptions(legacy2023.exceptions),
    ],
    parameters: { rules: rules2023, account: portfolioAccount(legacyAccount) },
  },
]
