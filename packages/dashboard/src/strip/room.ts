import type { MarginResult, PoolResult } from '../data/core-types.ts'

/** The pool whose figures the headline is about: the one nearest to liquidation. */
export function worstPoolOf({ pools, worstPool }: Pick<MarginResult, 'pools' | 'worstPool'>): PoolResult | undefined {
  return pools.find(({ name }) => name === worstPool)
}

/** Adjusted equity that can be lost before maintenance reaches the trigger, pool currency; negative is past it. */
export function roomOf(pool: PoolResult | undefined): number | null {
  if (pool === undefined || pool.adjustedEquity === null || pool.maintenanceMargin === null) return null
  return pool.adjustedEquity - pool.maintenanceMargin / pool.trigger
}
