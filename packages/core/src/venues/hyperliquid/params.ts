import type { ParameterSet } from '../../margin/model.ts'
import type { TableRow } from './margin-table.ts'

/** A token that portfolio margin borrows against. */
export interface CollateralTerms {
  readonly ltvFrac: number
  /** Most units of one user that count. */
  readonly userSupplyMax: number
}

export interface HyperliquidParameters {
  /** By name; floors of notional rise from 0. */
  readonly marginTables: Readonly<Record<string, readonly TableRow[]>>
  /** Margin table of each coin, `*` for the rest; null is not known. */
  readonly markets: Readonly<Record<string, string | null>>
  /** Maintenance ÷ initial margin at the largest leverage. */
  readonly maintenanceShareFrac: number
  /** Of notional: what must stay when margin or profit is taken out. */
  readonly transferFrac: number
  /** Of maintenance margin: below it the backstop vault takes over. */
  readonly backstopFrac: number
  readonly portfolio: {
    /** Requirement ÷ liquidation value at which an account is liquidated. */
    readonly liquidationRatioFrac: number
    /** Added to every requirement, USDC. */
    readonly minBorrowOffsetUsdc: number
    /** Most that one user borrows, USDC. */
    readonly userBorrowMaxUsdc: number
    /** Whether that is for everything held together or for each token. */
    readonly borrowCapCovers: 'account' | 'token'
    /** By asset. */
    readonly collateral: Readonly<Record<string, CollateralTerms>>
  }
}

/** Coins of the table that halves leverage at 20 million. */
const mid =
  'DOGE kPEPE SUI WLD TRUMP LTC ENA POPCAT WIF AAVE kBONK LINK CRV AVAX ADA UNI NEAR TIA APT BCH HYPE FARTCOIN'.split(
    ' ',
  )
/** And at 3 million. */
const small = 'OP ARB LDO TON MKR ONDO JUP INJ kSHIB SEI TRX BNB DOT'.split(' ')

function table(leverageMax: number, notionalMin: number, leverageAbove: number): readonly TableRow[] {
  return [
    { notionalMin: 0, leverageMax },
    { notionalMin, leverageMax: leverageAbove },
  ]
}

function inTable(coins: readonly string[], name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(coins.map((coin) => [coin, name]))
}

const margining = {
  marginTables: {
    'tiered 40x': table(40, 150_000_000, 20),
    'tiered 25x': table(25, 100_000_000, 15),
    'tiered 20x at 70m': table(20, 70_000_000, 10),
    'tiered 20x at 40m': table(20, 40_000_000, 10),
    'tiered 10x at 20m': table(10, 20_000_000, 5),
    'tiered 10x at 3m': table(10, 3_000_000, 5),
  },
  markets: {
    BTC: 'tiered 40x',
    ETH: 'tiered 25x',
    SOL: 'tiered 20x at 70m',
    XRP: 'tiered 20x at 40m',
    ...inTable(mid, 'tiered 10x at 20m'),
    ...inTable(small, 'tiered 10x at 3m'),
    '*': null,
  },
  maintenanceShareFrac: 0.5,
  transferFrac: 0.1,
  backstopFrac: 0.6666666666666666,
} as const

const docs = 'hyperliquid.gitbook.io/hyperliquid-docs'

const exceptions: ParameterSet<HyperliquidParameters>['exceptions'] = [
  {
    path: '/markets/*',
    provenance: 'assumed',
    source: 'not known: the `meta` endpoint lists the margin table of every coin; an id below 50 is that one leverage',
  },
  {
    path: '/transferFrac',
    provenance: 'third-party',
    source: 'docs.tings.xyz/core-mechanics/margining, which restates the venue’s rule',
  },
  {
    path: '/portfolio/borrowCapCovers',
    provenance: 'assumed',
    source: `the page (${docs}/trading/portfolio-margin) uses one name for collateral and borrowed token; read as one cap for the account`,
  },
]

export const hyperliquidAlpha: ParameterSet<HyperliquidParameters> = {
  set: 'alpha',
  provenance: 'published',
  source: `${docs}, trading/margin-tiers, trading/portfolio-margin (alpha) and support/faq/portfolio-margin, copies of 2026`,
  exceptions,
  parameters: {
    ...margining,
    portfolio: {
      liquidationRatioFrac: 0.95,
      minBorrowOffsetUsdc: 20,
      userBorrowMaxUsdc: 1_000_000,
      borrowCapCovers: 'account',
      collateral: {
        HYPE: { ltvFrac: 0.5, userSupplyMax: 50_000 },
        BTC: { ltvFrac: 0.5, userSupplyMax: 20 },
      },
    },
  },
}

/** Before the alpha, with caps meant for trying it out. */
const hyperliquidPreAlpha: ParameterSet<HyperliquidParameters> = {
  set: 'pre-alpha',
  provenance: 'published',
  source: `${docs}, trading/margin-tiers and trading/portfolio-margin (pre-alpha caps), copies of 2025 and 2026`,
  exceptions,
  parameters: {
    ...margining,
    portfolio: {
      liquidationRatioFrac: 0.95,
      minBorrowOffsetUsdc: 20,
      userBorrowMaxUsdc: 1000,
      borrowCapCovers: 'account',
      collateral: { HYPE: { ltvFrac: 0.5, userSupplyMax: 200 } },
    },
  },
}

export const hyperliquidSets: readonly ParameterSet<HyperliquidParameters>[] = [hyperliquidAlpha, hyperliquidPreAlpha]
