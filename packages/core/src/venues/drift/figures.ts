import { knownPools } from '../../margin/cash-pools.ts'
import type { Pool } from '../../margin/model.ts'

/** As the venue shows them: health from 100 down to 0 where liquidation begins, and free collateral, dollars. */
export function driftFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  const [pool] = knownPools(pools)
  if (pool === undefined) return {}
  const { adjustedEquity, initial, maintenance } = pool
  const free = Math.max(0, adjustedEquity - initial.amount)
  return { 'health %': healthPercent(adjustedEquity, maintenance.amount), 'free collateral': free }
}

function healthPercent(collateral: number, requirement: number): number {
  if (requirement === 0 && collateral >= 0) return 100
  if (collateral <= 0) return 0
  return Math.round(Math.min(100, Math.max(0, (1 - requirement / collateral) * 100)))
}
