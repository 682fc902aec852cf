import type { HaircutTier } from '../../margin/collateral.ts'
import type { CountedCollateral } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
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
}

/** Equity by asset: balance less loan, with the profit of what settles in it, each counted at its tiers. */
export function portfolioEquity(
  { balances }: PricedAccount,
  positions: readonly PricedPosition[],
  tiersOf: (asset: string) => readonly HaircutTier[],
): PortfolioEquity {
  const assets = assetEquities(balances, positions)
  let actual = 0
  let account = 0
  for (const { asset, price, balance, profit } of assets) {
    const value = (balance + profit) * price
    actual += value
    account += countedValue(tiersOf(asset), value)
  }
  const collateral = assets.filter(({ balance }) => balance !== 0).map((row) => collateralOf(row, tiersOf(row.asset)))
  return { assets, actual, account, collateral }
}

function collateralOf({ asset, held, price, balance }: AssetEquity, tiers: readonly HaircutTier[]): CountedCollateral {
  const value = balance * price
  const share = value > 0 ? countedValue(tiers, value) / value : 1
  return { asset, held, price, counted: balance * share, haircutFrac: 1 - share }
}

const backsNothing: readonly HaircutTier[] = [{ quantityMax: null, haircutFrac: 1 }]

/** Tiers by asset, made once; an asset without any backs nothing. */
export function tiersBy({
  collateral,
}: Pick<UnifiedParameters, 'collateral'>): (asset: string) => readonly HaircutTier[] {
  const known = new Map(Object.entries(collateral).map(([asset, tiers]) => [asset, haircutsOf(tiers)]))
  return (asset) => known.get(asset) ?? backsNothing
}
