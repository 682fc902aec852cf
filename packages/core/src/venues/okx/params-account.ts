import type { ParameterSet } from '../../margin/model.ts'
import type { AccountParameters, DiscountTable, PositionTierTable } from './parameters.ts'

/** [contracts, maintenance rate, initial rate] up to the listed tiers; then so many contracts and 0.5 % a tier. */
function tiersOf(
  contractSize: number,
  contractUnit: PositionTierTable['contractUnit'],
  tiers: PositionTierTable['tiers'],
  stepContracts: number,
): PositionTierTable {
  return { contractSize, contractUnit, tiers, step: { contracts: stepContracts, rateFrac: 0.005 } }
}

const btcUsdt = tiersOf(
  0.01,
  'coin',
  [
    [500, 0.004, 0.008],
    [2000, 0.005, 0.01],
    [12_000, 0.01, 0.015],
  ],
  10_000,
)

const ethUsdt = tiersOf(
  0.1,
  'coin',
  [
    [3000, 0.004, 0.008],
    [6000, 0.005, 0.01],
    [12_000, 0.01, 0.015],
  ],
  12_000,
)

const solUsdt = tiersOf(
  1,
  'coin',
  [
    [500, 0.01, 0.013],
    [1000, 0.015, 0.02],
    [4000, 0.02, 0.05],
    [8000, 0.025, 0.055],
  ],
  4000,
)

const solUsd = tiersOf(
  10,
  'usd',
  [
    [1000, 0.01, 0.013],
    [2500, 0.015, 0.02],
    [5000, 0.02, 0.05],
    [10_000, 0.025, 0.055],
  ],
  5000,
)

const positionTiers: Readonly<Record<string, PositionTierTable | null>> = {
  'BTC/USDT:USDT': btcUsdt,
  'BTC/USDC:USDC': tiersOf(
    0.0001,
    'coin',
    [
      [15_000, 0.005, 0.0133],
      [30_000, 0.0075, 0.02],
      [60_000, 0.01, 0.025],
    ],
    60_000,
  ),
  'BTC/USDC:USDC futures': tiersOf(
    0.0001,
    'coin',
    [
      [2500, 0.01, 0.02],
      [5000, 0.015, 0.03],
      [10_000, 0.02, 0.05],
    ],
    10_000,
  ),
  'ETH/USDT:USDT': ethUsdt,
  'ETH/USDC:USDC': tiersOf(
    0.001,
    'coin',
    [
      [25_000, 0.005, 0.0133],
      [50_000, 0.0075, 0.02],
      [100_000, 0.01, 0.025],
    ],
    100_000,
  ),
  'SOL/USDT:USDT': solUsdt,
  'SOL/USD:SOL': solUsd,
  'SOL/USD:SOL futures': solUsd,
  'ADA/USDT:USDT': tiersOf(
    100,
    'coin',
    [
      [1500, 0.005, 0.0133],
      [3000, 0.0075, 0.02],
      [6000, 0.01, 0.025],
    ],
    6000,
  ),
  'AAVE/USDT:USDT': tiersOf(
    0.1,
    'coin',
    [
      [3500, 0.0065, 0.02],
      [7000, 0.01, 0.025],
      [15_000, 0.015, 0.05],
    ],
    15_000,
  ),
  BTC: btcUsdt,
  ETH: ethUsdt,
  SOL: solUsdt,
  '*': null,
}

/** Of May 2023, where they differ: the columns before the changes of August. */
const legacyPositionTiers: typeof positionTiers = {
  ...positionTiers,
  'BTC/USDC:USDC': tiersOf(
    0.0001,
    'coin',
    [
      [30_000, 0.004, 0.008],
      [60_000, 0.005, 0.01],
      [120_000, 0.0075, 0.015],
    ],
    120_000,
  ),
  'BTC/USDC:USDC futures': tiersOf(
    0.0001,
    'coin',
    [
      [5000, 0.0065, 0.02],
      [10_000, 0.01, 0.025],
      [20_000, 0.015, 0.05],
    ],
    20_000,
  ),
  'ETH/USDC:USDC': tiersOf(
    0.001,
    'coin',
    [
      [50_000, 0.004, 0.008],
      [100_000, 0.005, 0.01],
      [200_000, 0.0075, 0.015],
    ],
    200_000,
  ),
  'AAVE/USDT:USDT': tiersOf(
    0.1,
    'coin',
    [
      [1000, 0.0065, 0.02],
      [3000, 0.01, 0.025],
      [8000, 0.015, 0.05],
    ],
    8000,
  ),
}

const legacyMajor: DiscountTable = {
  unit: 'usd',
  tiers: [
    [5_000_000, 1],
    [10_000_000, 0.975],
    [20_000_000, 0.975],
    [40_000_000, 0.95],
    [100_000_000, 0.9],
    [null, 0],
  ],
}

const legacySecond: DiscountTable = {
  unit: 'usd',
  tiers: [
    [2_000_000, 0.95],
    [4_000_000, 0.85],
    [8_000_000, 0.5],
    [null, 0],
  ],
}

const legacyThird: DiscountTable = {
  unit: 'usd',
  tiers: [
    [1_000_000, 0.9],
    [2_000_000, 0.8],
    [4_000_000, 0.5],
    [null, 0],
  ],
}

const legacyFourth: DiscountTable = {
  unit: 'usd',
  tiers: [
    [1_000_000, 0.85],
    [2_000_000, 0.75],
    [4_000_000, 0.5],
    [null, 0],
  ],
}

const legacyDiscounts: Readonly<Record<string, DiscountTable>> = {
  USD: { unit: 'coin', tiers: [[null, 1]] },
  BTC: legacyMajor,
  ETH: legacyMajor,
  USDT: legacyMajor,
  USDC: legacyMajor,
  TUSD: legacyMajor,
  EOS: legacySecond,
  LTC: legacySecond,
  BCH: legacySecond,
  BETH: legacySecond,
  OKB: legacyThird,
  DOT: legacyThird,
  DOGE: legacyThird,
  SOL: legacyFourth,
  XRP: legacyFourth,
  '*': {
    unit: 'usd',
    tiers: [
      [50_000, 0.5],
      [null, 0],
    ],
  },
}

const rest = {
  borrowTiers: { USDT: [[null, 0.02, 0.1]], '*': [[null, 0.03, 0.1]] },
  positionTiers,
  optionMargin: {
    BTC: { aFrac: 0.1, bFrac: 0.15, cFrac: 0.03, orderMinFrac: 0.1 },
    ETH: { aFrac: 0.1, bFrac: 0.15, cFrac: 0.05, orderMinFrac: 0.1 },
  },
  optionFactors: { '*': [[null, 1]] },
  shortOptionValueCounts: true,
  liquidationFee: { futuresFrac: 0.0005, optionsFrac: 0.0002, optionPremiumMaxFrac: 0.125 },
} satisfies Omit<AccountParameters, 'discounts'>

/** Of 2026: the first two coin tiers of BTC, which the API's example prints; the rest as last seen. */
export const currentAccount: AccountParameters = {
  discounts: {
    ...legacyDiscounts,
    BTC: {
      unit: 'coin',
      tiers: [
        [20, 0.98],
        [25, 0.9775],
      ],
    },
  },
  ...rest,
}

/** Of 2023, when the bounds of discount tiers were in dollars. */
export const legacyAccount: AccountParameters = {
  ...rest,
  discounts: legacyDiscounts,
  positionTiers: legacyPositionTiers,
}

type Exceptions = ParameterSet<AccountParameters>['exceptions']

const capture2023 = 'github.com/Coinrisings/cr_monitor, disacount_data.py: what the API said in 2023'

const restExceptions: Exceptions = [
  {
    path: '/discounts/USD',
    provenance: 'assumed',
    source: 'Plimsoll: US dollars count in full; the capture of 2023 lists coins alone',
  },
  {
    path: '/borrowTiers/USDT',
    provenance: 'inferred',
    source:
      'position builder’s example of 2025-01-15: 2 % and 10 % of 78 589 USDT owed; that the first tier goes on is assumed. Tiers: GET /api/v5/public/position-tiers?instType=MARGIN',
  },
  {
    path: '/borrowTiers/*',
    provenance: 'assumed',
    source:
      'the first margin tier of BTC-USDT in the API’s example of Get position tiers (3 %, 10 %, 2026-07-16), for every coin and size',
  },
  {
    path: '/positionTiers/BTC~1USDT:USDT',
    provenance: 'third-party',
    source:
      'github.com/ccxt/ccxt pull request 11938, 2022-02-11: the API’s tiers 1 and 100, the ones between by their steps; contract of 0.01 BTC',
  },
  {
    path: '/positionTiers/BTC~1USDC:USDC',
    provenance: 'published',
    source:
      'OKX, einpresswire.com/article/651488898, 2023-08-23, columns after and (May) before; contract of 0.0001 BTC',
  },
  {
    path: '/positionTiers/BTC~1USDC:USDC futures',
    provenance: 'published',
    source:
      'OKX, einpresswire.com/article/651488898, 2023-08-23, columns after and (May) before; step after the third tier inferred',
  },
  {
    path: '/positionTiers/ETH~1USDT:USDT',
    provenance: 'published',
    source: 'OKX announcement of 2021-06-11; contract of 0.1 ETH',
  },
  {
    path: '/positionTiers/ETH~1USDC:USDC',
    provenance: 'published',
    source:
      'OKX, einpresswire.com/article/651488898, 2023-08-23, columns after and (May) before; contract of 0.001 ETH',
  },
  {
    path: '/positionTiers/SOL~1USDT:USDT',
    provenance: 'third-party',
    source:
      'news.wikibit.com/th/notice/bdetail/202211086194920001.html: OKX announcement of 2022-11-08; contract of 1 SOL',
  },
  ...['SOL~1USD:SOL', 'SOL~1USD:SOL futures'].map((family) => ({
    path: `/positionTiers/${family}`,
    provenance: 'third-party' as const,
    source: 'news.wikibit.com, OKX announcement of 2022-11-08, the same for futures; contract of 10 USD',
  })),
  {
    path: '/positionTiers/ADA~1USDT:USDT',
    provenance: 'published',
    source: 'OKX, “OKX to adjust position tiers of perpetual swaps”, 2023-05-15; contract of 100 ADA',
  },
  {
    path: '/positionTiers/AAVE~1USDT:USDT',
    provenance: 'published',
    source: 'OKX, einpresswire.com/article/647731350, 2023-08-02, columns after and (May) before; contract of 0.1 AAVE',
  },
  ...['BTC', 'ETH', 'SOL'].map((coin) => ({
    path: `/positionTiers/${coin}`,
    provenance: 'assumed' as const,
    source: `the USDT perpetual’s tiers read in coins, for families of ${coin} whose own are not known here`,
  })),
  {
    path: '/positionTiers/*',
    provenance: 'assumed',
    source:
      'not known here: supply what GET /api/v5/public/position-tiers gives; until then the requirement is unknown',
  },
  {
    path: '/optionFactors',
    provenance: 'assumed',
    source: 'factor 1 of the first tier at every size; the tiers are at okx.com/trade-market/position/option',
  },
  {
    path: '/shortOptionValueCounts',
    provenance: 'assumed',
    source:
      'equity of a currency holds the value of its options (API field eq); whether the margin formula’s mark then counts twice is not said',
  },
  {
    path: '/liquidationFee',
    provenance: 'assumed',
    source:
      'okx.com/fees: taker fee × notional, options at most 12.5 % of the mark. Rates of the lowest tier, 0.05 % (prjmp.com/7007) and 0.02 % (365shuku.com/13503); the setting takerFee says one’s own',
  },
]

const optionSource = 'option margin: okx.com/help/ii-option-margin, updated 2026-05-01'

/** The sets of every model that margins position by position, the current one first. */
export const accountSets: readonly [ParameterSet<AccountParameters>, ParameterSet<AccountParameters>] = [
  {
    set: '2026-07-16',
    provenance: 'published',
    source: `BTC discounts: OKX API, Get discount rate, 2026-07-10, the first two tiers; ${optionSource}`,
    exceptions: [
      { path: '/discounts', provenance: 'third-party', source: capture2023 },
      {
        path: '/discounts/BTC',
        provenance: 'published',
        source:
          'OKX API, Get discount rate, 2026-07-10: the first two tiers, which its example has; the venue’s list goes on: supply it for more than 25 BTC',
      },
      ...restExceptions,
    ],
    parameters: currentAccount,
  },
  {
    set: '2023-05-19',
    provenance: 'third-party',
    source: capture2023,
    exceptions: [{ path: '/optionMargin', provenance: 'published', source: optionSource }, ...restExceptions],
    parameters: legacyAccount,
  },
]
