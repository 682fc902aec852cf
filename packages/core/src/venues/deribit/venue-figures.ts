import type { Pool } from '../../margin/model.ts'

/** `MM%` and `IM%` of each pool, margin over margin balance in percent, and what is left of the balance. */
export function venueFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  const isOne = pools.length === 1
  return Object.fromEntries(
    pools.flatMap((pool) => figuresOf(pool).map(([name, figure]) => [isOne ? name : `${pool.name} ${name}`, figure])),
  )
}

function figuresOf(pool: Pool): readonly (readonly [name: string, figure: number])[] {
  const { adjustedEquity, initial, maintenance, unknown = [] } = pool
  if (unknown.length > 0) return []
  const shares = [
    ['MM%', (100 * maintenance.amount) / adjustedEquity],
    ['IM%', (100 * initial.amount) / adjustedEquity],
  ] as const
  return [
    ...(adjustedEquity > 0 ? shares.filter(([, share]) => Number.isFinite(share)) : []),
    ['margin_balance', adjustedEquity],
    ['available_funds', adjustedEquity - initial.amount],
  ]
}
