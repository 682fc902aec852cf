import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, leaf, maxOf, scaleOf, sumOf } from '../../margin/charge.ts'
import type { Pool, RiskUnit } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { netRow } from '../../scenario/row-memory.ts'
import type { AssetEquity } from './asset-equity.ts'
import { countedEquity, portfolioEquity, type TiersOf } from './portfolio-equity.ts'
import { type LoanRules, loanCharges } from './portfolio-pools.ts'
import type { Grid } from './span-grid.ts'
import type { UniMmrBands } from './uni-mmr.ts'

export interface SpanRules {
  readonly gridOf: (underlying: string) => Grid | null
  readonly tiersOf: TiersOf
  readonly loans: LoanRules
  readonly bands: UniMmrBands
  readonly collateralInScenarios: boolean
  readonly openLossUsd: number
  readonly otherMaintenanceUsd: number
}

/**
 * Maintenance margin = Σ over risk units of the worst loss in the user's scenarios + margin of loans + what else the
 * account is told of. One pool, in the market's currency.
 */
export function spanPools(account: PricedAccount, rules: SpanRules): readonly Pool[] {
  const positions = account.positions.filter(isHeld)
  const equity = portfolioEquity(account, positions, rules.tiersOf)
  const coins = rules.collateralInScenarios ? coinValues(account, equity.assets, rules) : new Map<string, number>()
  const units = unitsOf(positions, coins, rules)
  const loans = loanCharges(equity.assets, rules.loans, 'maintenance')
  const other = rules.otherMaintenanceUsd === 0 ? [] : [leaf('other', rules.otherMaintenanceUsd)]
  const maintenance = sumOf('maintenance', [...units.map(({ charge }) => charge), ...loans, ...other])
  const added = addedByOrders(account, {
    held: unitSum(units),
    of: (filled) => unitSum(unitsOf(filled, coins, rules)),
    factor: rules.bands.reduceOnly,
  })
  return [
    {
      name: 'account',
      currency: account.currency,
      currencyPrice: 1,
      equity: equity.actual,
      adjustedEquity: equity.account - rules.openLossUsd,
      initial: sumOf('initial', [scaleOf('uniMMR to open', rules.bands.reduceOnly, maintenance), ...added]),
      maintenance,
      trigger: 1 / rules.bands.liquidation,
      collateral: equity.collateral,
      positions,
      riskUnits: units.flatMap(({ unit }) => (unit === null ? [] : [unit])),
      unknown: missingGrids([...positions, ...account.orders], rules),
      unknownBacking: equity.unknown,
    },
  ]
}

/** What the account's coins count for, by underlying, market currency. */
function coinValues(
  { stableAssets }: PricedAccount,
  assets: readonly AssetEquity[],
  { tiersOf }: SpanRules,
): ReadonlyMap<string, number> {
  return new Map(
    assets
      .filter(({ asset, balance }) => !stableAssets.has(asset) && balance !== 0)
      .map(({ asset, price, balance, profit }) => [asset, countedEquity(tiersOf(asset), (balance + profit) * price)]),
  )
}

interface MarginedUnit {
  readonly charge: Charge
  readonly unit: RiskUnit | null
}

function unitSum(units: readonly MarginedUnit[]): number {
  let sum = 0
  for (const { charge } of units) sum += charge.amount
  return sum
}

function unitsOf(
  positions: readonly PricedPosition[],
  coins: ReadonlyMap<string, number>,
  rules: SpanRules,
): readonly MarginedUnit[] {
  const byUnderlying = Map.groupBy(positions, ({ priced }) => priced.instrument.underlying)
  return [...new Set([...byUnderlying.keys(), ...coins.keys()])].map((underlying) =>
    unitOf(underlying, byUnderlying.get(underlying) ?? [], coins.get(underlying) ?? 0, rules.gridOf(underlying)),
  )
}

function unitOf(
  underlying: string,
  positions: readonly PricedPosition[],
  coinValue: number,
  grid: Grid | null,
): MarginedUnit {
  if (grid === null) return { charge: leaf(`risk unit ${underlying}`, 0, underlying), unit: null }
  const pnl = new Float64Array(grid.names.length)
  for (let i = 0; i < pnl.length; i++) pnl[i] = coinValue * (grid.moves[i] as number) * (grid.weights[i] as number)
  netRow(
    positions.map(({ contracts, priced }) => ({ contracts, row: grid.rowOf(priced) })),
    pnl,
  )
  const worst = worstCell(pnl)
  const charge = maxOf(`risk unit ${underlying}`, [
    leaf('no loss', 0),
    leaf(`loss at ${grid.names[worst]}`, -(pnl[worst] as number)),
  ])
  return {
    charge: { ...charge, riskFactor: underlying },
    unit: { name: underlying, scenarios: grid.names, pnl, worst, worstAtEdge: grid.isEdge(worst) },
  }
}

function missingGrids(rows: readonly Pick<PricedPosition, 'priced'>[], { gridOf }: SpanRules): readonly Failure[] {
  const underlyings = new Set(rows.map(({ priced }) => priced.instrument.underlying))
  return [...underlyings]
    .filter((underlying) => gridOf(underlying) === null)
    .map((underlying) =>
      problem(
        'params.missing',
        pointer('parameters', 'scenarios', underlying),
        `scenarios of ${underlying} must be given: the venue does not publish its grid`,
      ),
    )
}
