import type { Pool } from '../margin/model.ts'
import type { PoolFigures, Standing } from './margin-result.ts'

/** Shares of adjusted equity that maintenance uses at which the standing changes. */
export const standingBands: { readonly watch: number; readonly act: number; readonly danger: number } = {
  watch: 0.5,
  act: 2 / 3,
  danger: 5 / 6,
}

/** What decides whether a pool is liquidated. */
export type PoolState = Pick<Pool, 'adjustedEquity' | 'trigger'> & { readonly maintenance: { readonly amount: number } }

/**
 * Whether the pool is liquidated now: it owes more than it has, or its maintenance margin has reached the trigger's
 * share of its adjusted equity.
 */
export function isLiquidatable({ adjustedEquity, trigger, maintenance }: PoolState): boolean {
  return adjustedEquity < 0 || (maintenance.amount > 0 && maintenance.amount >= trigger * adjustedEquity)
}

export function standingOf(pool: PoolState): Standing {
  if (isLiquidatable(pool)) return 'liquidating'
  const use = ratio(pool.maintenance.amount, pool.adjustedEquity) ?? 0
  if (use >= standingBands.danger) return 'danger'
  if (use >= standingBands.act) return 'act'
  return use >= standingBands.watch ? 'watch' : 'calm'
}

/** Figures in the pool’s currency. */
export function figuresOf({ equity, adjustedEquity, initial, maintenance }: Pool): PoolFigures {
  return {
    equity,
    adjustedEquity,
    initialMargin: initial.amount,
    maintenanceMargin: maintenance.amount,
    freeCollateral: adjustedEquity - initial.amount,
    initialUse: ratio(initial.amount, adjustedEquity),
    maintenanceUse: ratio(maintenance.amount, adjustedEquity),
  }
}

/** `required` ÷ `funds`; null when there are no funds for it to be a share of. */
export function ratio(required: number, funds: number): number | null {
  return funds > 0 ? required / funds : null
}

/** How bad: use ÷ trigger, and worst of all a liquidatable pool without funds. */
export function severity(pool: PoolState): number {
  const use = ratio(pool.maintenance.amount, pool.adjustedEquity)
  if (use !== null) return use / pool.trigger
  return isLiquidatable(pool) ? Number.MAX_VALUE : 0
}
