import { nudgeFrac, type PositionMarginals } from '../margin/marginals.ts'
import type { MarginModel, Pool } from '../margin/model.ts'
import type { PricedAccount, PricedBalance, PricedPosition } from '../margin/priced-account.ts'

/** Maintenance margin of a pool, told apart by what asks for it; pool currency. */
export interface Attribution {
  readonly positions: ReadonlyMap<PricedPosition, PositionAttribution>
  /** Shares of the collateral lines, by asset; coins held as collateral may need margin of their own. */
  readonly collateralShare: ReadonlyMap<string, number>
}

export interface PositionAttribution extends Omit<PositionMarginals, 'slope'> {
  /** Shares of positions and collateral add up to the pool's requirement. */
  readonly share: number
}

/** Gap, relative to the requirement, below which what positions add is taken as adding up. */
const additiveTolerance = 1e-9

/**
 * Splits a pool's maintenance margin.
 *
 * Where the requirement is a plain sum, a share is what the position adds. Elsewhere shares are Euler's: the slope of
 * the requirement along each position's size, which adds up for a requirement that doubles with the book; what tiers
 * and thresholds leave over is spread in proportion to the size of the shares.
 *
 * @see Tasche, D. (1999), Risk contributions and performance measurement, for Euler allocation.
 */
export function attribute(account: PricedAccount, model: MarginModel, pool: Pool): Attribution {
  const measure = poolMeasure(account, model, pool)
  const { positions } = pool
  const total = pool.maintenance.amount
  const known = model.marginals?.(account, pool) ?? new Map<PricedPosition, PositionMarginals>()
  const rows = positions.map((position, i) => known.get(position) ?? measuredMarginals(measure, account, pool, i))
  const coins = account.balances.filter(({ asset, amount }) => amount !== 0 && !account.stableAssets.has(asset))
  const coinSlopes = coins.map(
    (coin) => (measure(positions, grownBalances(account.balances, coin)) - total) / nudgeFrac,
  )
  const shares = sharesOf(total, rows, coinSlopes)
  return {
    positions: new Map(
      rows.map(({ alone, adds }, i) => [positions[i] as PricedPosition, { alone, adds, share: shares[i] as number }]),
    ),
    collateralShare: new Map(coins.map(({ asset }, i) => [asset, shares[positions.length + i] as number])),
  }
}

type Measure = (positions: readonly PricedPosition[], balances: readonly PricedBalance[]) => number

function poolMeasure(account: PricedAccount, model: MarginModel, { name }: Pool): Measure {
  return (positions, balances) => {
    const pools = model.pools({ ...account, positions, balances, orders: [] })
    return pools.find((pool) => pool.name === name)?.maintenance.amount ?? 0
  }
}

/** Marginals of the `i`-th position by margining the account again; the plain way, and the oracle of a model's shorter one. */
export function measuredMarginals(
  measure: Measure,
  { balances }: PricedAccount,
  { positions, maintenance }: Pool,
  i: number,
): PositionMarginals {
  const position = positions[i] as PricedPosition
  const total = maintenance.amount
  return {
    alone: measure([position], []),
    adds: total - measure(positions.toSpliced(i, 1), balances),
    slope: (measure(positions.with(i, grown(position)), balances) - total) / nudgeFrac,
  }
}

function grown(position: PricedPosition): PricedPosition {
  const factor = 1 + nudgeFrac
  return {
    ...position,
    contracts: position.contracts * factor,
    cost: position.cost === null ? null : position.cost * factor,
  }
}

function grownBalances(balances: readonly PricedBalance[], coin: PricedBalance): readonly PricedBalance[] {
  return balances.map((balance) =>
    balance === coin ? { ...balance, amount: balance.amount * (1 + nudgeFrac) } : balance,
  )
}

function sharesOf(total: number, rows: readonly PositionMarginals[], coinSlopes: readonly number[]): readonly number[] {
  const adds = [...rows.map((row) => row.adds), ...coinSlopes]
  const isAdditive = Math.abs(sum(adds) - total) <= additiveTolerance * Math.abs(total)
  return isAdditive ? adds : summingTo(total, [...rows.map((row) => row.slope), ...coinSlopes])
}

/** Spreads what is left of `total` in proportion to the sizes, evenly where all are zero. */
function summingTo(total: number, parts: readonly number[]): readonly number[] {
  const left = total - sum(parts)
  const size = sum(parts.map(Math.abs))
  return parts.map((part) => part + (size > 0 ? (left * Math.abs(part)) / size : left / parts.length))
}

function sum(parts: readonly number[]): number {
  let total = 0
  for (const part of parts) total += part
  return total
}
