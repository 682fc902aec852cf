import type { HaircutTier } from '../../margin/collateral.ts'
import type { CountedCollateral } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { type AssetEquity, assetEquities } from './asset-equity.ts'
import { countedValue, haircutsOf } from './collateral-value.ts'
import type { UnifiedParameters } from './params.ts'

/** What a portfolio margin account is worth, market currency. */
export interface PortfolioEquity {
  readonly assets: readonly AssetEquity[]
  /** Before ratios: the venue's `actualEquity`. */
  readonly actual: number
  /** Σ min(equity × ratio, equity): the venue's `accountEquity`, before open losses. */
  readonly account: number
  readonly collateral: readonly CountedCollateral[]
  /** Assets of which it is not known how they count; they are left out of `account`. */
  readonly unknown: readonly Failure[]
}

/** How the equity of an asset counts, by tiers of its value; null where the set does not say. */
export type TiersOf = (asset: string) => readonly HaircutTier[] | null

/** Equity by asset: balance less loan, with the profit of what settles in it, each counted at its tiers. */
export function portfolioEquity(
  { balances }: PricedAccount,
  positions: readonly PricedPosition[],
  tiersOf: TiersOf,
): PortfolioEquity {
  const assets = assetEquities(balances, positions)
  let actual = 0
  let account = 0
  for (const { asset, price, balance, profit } of assets) {
    const value = (balance + profit) * price
    actual += value
    account += countedEquity(tiersOf(asset), value)
  }
  const collateral = assets.filter(({ balance }) => balance !== 0).map((row) => collateralOf(row, tiersOf(row.asset)))
  return { assets, actual, account, collateral, unknown: missingRatios(assets, tiersOf) }
}

/** Of a negative equity no ratio is needed: it is owed in full. */
function missingRatios(assets: readonly AssetEquity[], tiersOf: TiersOf): readonly Failure[] {
  return assets
    .filter(({ asset, balance, profit }) => balance + profit > 0 && tiersOf(asset) === null)
    .map(({ asset, balance, profit }) =>
      problem(
        'params.missing',
        pointer('parameters', 'collateral', asset),
        `the collateral ratio of ${asset} must be given to count ${balance + profit} of it`,
      ),
    )
}

/** What an equity counts for; nothing where that is not known, and in full where it is owed. */
export function countedEquity(tiers: readonly HaircutTier[] | null, valueUsd: number): number {
  return tiers === null ? Math.min(0, valueUsd) : countedValue(tiers, valueUsd)
}

function collateralOf(
  { asset, held, price, balance }: AssetEquity,
  tiers: readonly HaircutTier[] | null,
): CountedCollateral {
  const value = balance * price
  if (value <= 0) return { asset, held, price, counted: balance, haircutFrac: 0 }
  if (tiers === null) return { asset, held, price, counted: null, haircutFrac: null }
  const share = countedValue(tiers, value) / value
  return { asset, held, price, counted: balance * share, haircutFrac: 1 - share }
}

/** Tiers by asset, made once. */
export function tiersBy({ collateral }: Pick<UnifiedParameters, 'collateral'>): TiersOf {
  const known = new Map(Object.entries(collateral).map(([asset, tiers]) => [asset, haircutsOf(tiers)]))
  return (asset) => known.get(asset) ?? null
}
