import type { MarginTotals } from '../event.ts'
import type { AccountStanding, StandingPool } from './standing.ts'

/** Figures of all pools together, market currency. A position that cannot be priced hides them all. */
export function totalsOf({ pools, priced }: AccountStanding): MarginTotals {
  const isWhole = priced.unpriced.every(({ isIsolated }) => !isIsolated)
  const total = (isKnown: (pool: StandingPool) => boolean, amountOf: (pool: StandingPool) => number): number | null =>
    isWhole && pools.every(isKnown)
      ? pools.reduce((sum, each) => sum + amountOf(each) * each.pool.currencyPrice, 0)
      : null
  return {
    equity: total(
      ({ knowledge }) => knowledge.equity,
      ({ pool }) => pool.equity,
    ),
    adjustedEquity: total(
      ({ knowledge }) => knowledge.adjustedEquity,
      ({ pool }) => pool.adjustedEquity,
    ),
    initialMargin: total(
      ({ knowledge }) => knowledge.initial,
      ({ pool }) => pool.initial.amount,
    ),
    maintenanceMargin: total(
      ({ knowledge }) => knowledge.maintenance,
      ({ pool }) => pool.maintenance.amount,
    ),
  }
}
