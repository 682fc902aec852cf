import type { MarginModel, Pool } from '../margin/model.ts'
import type { PricedAccount, PricedBalance, PricedPosition } from '../margin/priced-account.ts'

/** Maintenance margin of a pool, told apart by what asks for it; pool currency. */
export interface Attribution {
  readonly positions: ReadonlyMap<PricedPosition, PositionAttribution>
  /** Shares of the collateral lines, by asset; coins held as collateral may need margin of their own. */
  readonly collateralShare: ReadonlyMap<string, number>
}

export interface PositionAttribution {
  /** Requirement of this position with nothing else in the account. */
  readonly alone: number
  /** Pool's requirement less that without this position; negative is a hedge. */
  readonly adds: number
  /** Shares of positions and collateral add up to the pool's requirement. */
  readonly share: number
}

/** Size of the change by which marginal shares are measured, as a fraction of the position. */
const nudgeFrac = 1e-4

/**
 * Splits a pool's maintenance margin three ways.
 *
 * Shares are Euler's: the derivative of the requirement along each position's size, which adds up for a requirement
 * that doubles with the book. What it does not add up to, from tiers and thresholds, is spread in proportion to the
 * size of the shares.
 *
 * @see Tasche, D. (1999), Risk contributions and performance measurement, for Euler allocation.
 */
export function attribute(account: PricedAccount, model: MarginModel, pool: Pool): Attribution {
  const measure = poolMeasure(account, model, pool)
  const { positions } = pool
  if (positions.length === 1 && positions[0]?.isIsolated) return wholly(positions[0], pool.maintenance.amount)
  const total = pool.maintenance.amount
  const derivatives = positions.map((position, i) => (measure(positions.with(i, grown(position)), account.balances) - total) / nudgeFrac)
  const coins = account.balances.filter(({ asset, amount }) => amount !== 0 && !account.stableAssets.has(asset))
  const coinDerivatives = coins.map((coin) => (measure(positions, grownBalances(account.balances, coin)) - total) / nudgeFrac)
  const shares = summingTo(total, [...derivatives, ...coinDerivatives])
  const rows = positions.map((position, i): [PricedPosition, PositionAttribution] => [
    position,
    { alone: measure([position], []), adds: total - measure(positions.toSpliced(i, 1), account.balances), share: shares[i] ?? 0 },
  ])
  return {
    positions: new Map(rows),
    collateralShare: new Map(coins.map(({ asset }, i) => [asset, shares[positions.length + i] ?? 0])),
  }
}

type Measure = (positions: readonly PricedPosition[], balances: readonly PricedBalance[]) => number

function poolMeasure(account: PricedAccount, model: MarginModel, { name }: Pool): Measure {
  return (positions, balances) => {
    const pools = model.pools({ ...account, positions, balances, orders: [] })
    return pools.find((pool) => pool.name === name)?.maintenance.amount ?? 0
  }
}

function wholly(position: PricedPosition, amount: number): Attribution {
  return { positions: new Map([[position, { alone: amount, adds: amount, share: amount }]]), collateralShare: new Map() }
}

function grown(position: PricedPosition): PricedPosition {
  const factor = 1 + nudgeFrac
  return { ...position, contracts: position.contracts * factor, cost: position.cost === null ? null : position.cost * factor }
}

function grownBalances(balances: readonly PricedBalance[], coin: PricedBalance): readonly PricedBalance[] {
  return balances.map((balance) => (balance === coin ? { ...balance, amount: balance.amount * (1 + nudgeFrac) } : balance))
}

/** Spreads what is left of `total` in proportion to the sizes, evenly where all are zero. */
function summingTo(total: number, parts: readonly number[]): readonly number[] {
  let sum = 0
  let size = 0
  for (const part of parts) {
    sum += part
    size += Math.abs(part)
  }
  const left = total - sum
  return parts.map((part) => part + (size > 0 ? (left * Math.abs(part)) / size : left / parts.length))
}
