import type { ParameterSet } from '../../margin/model.ts'
import type { Asset, Underlying } from '../../market/instrument.ts'

/** How one token counts, fractions of its value. */
export interface DriftToken {
  readonly initialAssetFrac: number
  readonly maintenanceAssetFrac: number
  readonly initialLiabilityFrac: number
  readonly maintenanceLiabilityFrac: number
  /** Grows margin and shrinks weight with the root of the size. */
  readonly imfFactor: number
  /** From `startUsd` of deposits of all users the initial weight shrinks as start ÷ deposits; null: it does not. */
  readonly scale: { readonly startUsd: number; readonly depositsUsd: number } | null
}

/** How one perpetual is margined, fractions of its notional, and what share of an unsettled profit counts. */
export interface DriftPerp {
  readonly initialMarginFrac: number
  readonly maintenanceMarginFrac: number
  readonly imfFactor: number
  readonly initialProfitFrac: number
  readonly maintenanceProfitFrac: number
  /** Shrinks the share that counts to open with the root of the profit. */
  readonly profitImfFactor: number
}

export interface DriftParameters {
  /** Token in which perpetuals settle; its weights are one. */
  readonly quoteToken: Asset
  /** What a book may call a token, and what the venue calls it. */
  readonly aliases: Readonly<Record<string, Asset>>
  readonly tokens: Readonly<Record<Asset, DriftToken>>
  /** By underlying, `*` for the rest; null must be given by the user. */
  readonly perps: Readonly<Record<Underlying, DriftPerp | null>>
  /** Most profit of one perpetual that counts to open, quote currency; null: no bound. */
  readonly initialProfitMaxUsd: number | null
  /** Asked for each open order, quote currency. */
  readonly openOrderUsd: number
}

type Row = readonly [name: string, initialAsset: number, maintenanceAsset: number, imfFactor: number]

/** Liability weights mirror asset weights around one in every row of the tables: 0.8 stands with 1.2. */
function tokensOf(rows: readonly Row[]): DriftParameters['tokens'] {
  return Object.fromEntries(
    rows.map(([name, initialAssetFrac, maintenanceAssetFrac, imfFactor]) => [
      name,
      {
        initialAssetFrac,
        maintenanceAssetFrac,
        initialLiabilityFrac: mirrored(initialAssetFrac),
        maintenanceLiabilityFrac: mirrored(maintenanceAssetFrac),
        imfFactor,
        scale: null,
      },
    ]),
  )
}

/** 2 − weight, without the dust of binary fractions. */
function mirrored(weightFrac: number): number {
  return (200 - Math.round(weightFrac * 100)) / 100
}

const rest = {
  quoteToken: 'USDC',
  aliases: {
    BTC: 'WBTC',
    ETH: 'WETH',
    USD: 'USDC',
    wBTC: 'WBTC',
    wETH: 'WETH',
    mSOL: 'MSOL',
    bSOL: 'BSOL',
    dSOL: 'DSOL',
    jitoSOL: 'JitoSOL',
    JITOSOL: 'JitoSOL',
    sUSDe: 'SUSDE',
  },
  perps: { '*': null },
  initialProfitMaxUsd: 100,
  openOrderUsd: 0.01,
}

/** Commits at which the constants and their use were read; the rest of the program at 0ae3e3b. */
const constants = 'drift-labs/protocol-v2 at 01597ba, programs/drift/src/math/constants.rs'

const exceptions: ParameterSet<DriftParameters>['exceptions'] = [
  {
    path: '/aliases',
    provenance: 'assumed',
    source: 'Plimsoll: bitcoin and ether on Solana are the wrapped ones; dollars of a book are its quote token',
  },
  {
    path: '/tokens/*/scale',
    provenance: 'assumed',
    source:
      'The page says that initial weights shrink with all deposits, and gives neither start nor deposits: not scaled',
  },
  {
    path: '/perps',
    provenance: 'assumed',
    source: 'Margin ratios of perpetuals are on chain and not on the page: to be given',
  },
  { path: '/initialProfitMaxUsd', provenance: 'published', source: `${constants}; math/margin.rs at 006ba85` },
  { path: '/openOrderUsd', provenance: 'published', source: constants },
]

/** The later table, which lists tokens of autumn 2024. */
export const drift2024Autumn: ParameterSet<DriftParameters> = {
  set: '2024-10',
  provenance: 'published',
  source: 'docs.drift.trade, Cross-collateral deposits, copy without a date that lists BNSOL (autumn 2024)',
  exceptions,
  parameters: {
    ...rest,
    tokens: tokensOf([
      ['USDC', 1, 1, 0],
      ['SOL', 0.8, 0.9, 0.00125],
      ['MSOL', 0.8, 0.9, 0.003],
      ['WBTC', 0.8, 0.9, 0.105],
      ['WETH', 0.8, 0.9, 0.025],
      ['USDT', 0.9, 0.95, 0.0004],
      ['JitoSOL', 0.8, 0.9, 0.00055],
      ['PYTH', 0.5, 0.75, 0.001],
      ['BSOL', 0.8, 0.9, 0.003],
      ['JTO', 0.5, 0.75, 0.001],
      ['WIF', 0.25, 0.5, 0.004],
      ['JUP', 0.5, 0.75, 0.001],
      ['RENDER', 0.5, 0.75, 0.001],
      ['W', 0.5, 0.75, 0.001],
      ['TNSR', 0.25, 0.5, 0.01],
      ['DRIFT', 0.25, 0.5, 0.0005],
      ['INF', 0.8, 0.9, 0.0005],
      ['DSOL', 0.8, 0.9, 0.0005],
      ['USDY', 0.9, 0.95, 0.0005],
      ['JLP', 0.8, 0.9, 0.0005],
      ['POPCAT', 0.25, 0.5, 0.0005],
      ['CLOUD', 0.25, 0.5, 0.00001],
      ['PYUSD', 0.9, 0.95, 0.0005],
      ['USDe', 0.5, 0.75, 0.0001],
      ['SUSDE', 0.5, 0.75, 0.0001],
      ['BNSOL', 0.8, 0.9, 0.0005],
    ]),
  },
}

export const drift2024Spring: ParameterSet<DriftParameters> = {
  set: '2024-03',
  provenance: 'published',
  source: 'docs.drift.trade, Cross-collateral deposits, copy without a date that lists WIF and JUP (early 2024)',
  exceptions,
  parameters: {
    ...rest,
    tokens: tokensOf([
      ['USDC', 1, 1, 0],
      ['SOL', 0.8, 0.9, 0.003],
      ['MSOL', 0.8, 0.9, 0.003],
      ['WBTC', 0.8, 0.9, 0.105],
      ['WETH', 0.8, 0.9, 0.025],
      ['USDT', 0.9, 0.95, 0.0004],
      ['JitoSOL', 0.8, 0.9, 0.00055],
      ['BSOL', 0.8, 0.9, 0.00055],
      ['PYTH', 0.5, 0.75, 0.00055],
      ['JTO', 0.5, 0.75, 0.00055],
      ['WIF', 0.25, 0.5, 0.00055],
      ['JUP', 0.5, 0.75, 0.00055],
    ]),
  },
}
