import { knownPools } from '../../margin/cash-pools.ts'
import type { Pool } from '../../margin/model.ts'

/** Health as the venue has it, dollars: new positions need initial health, liquidation begins below none of maintenance. */
export function mangoFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  const [pool] = knownPools(pools)
  if (pool === undefined) return {}
  const { adjustedEquity, initial, maintenance } = pool
  return { 'init health': adjustedEquity - initial.amount, 'maint health': adjustedEquity - maintenance.amount }
}
