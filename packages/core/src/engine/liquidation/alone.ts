import { toRisk } from '../../num/crossing.ts'
import { contractNotional } from '../../pricing/priced.ts'
import { type HeldPosition, positionKey } from '../account.ts'
import { isStanding, standingOf } from '../standing.ts'
import { accountOf, type Liquidation } from './measure.ts'
import { pricedIn } from './trade.ts'

/** Maintenance margin of each position as if it were the account's only one, market currency; null when it is not known. */
export function maintenanceAlone(
  liquidation: Liquidation,
  positions: readonly HeldPosition[],
): readonly (number | null)[] {
  const account = accountOf(liquidation)
  const { draft, rules } = liquidation
  return positions.map((held) => {
    const alone = { ...account, positions: new Map([[positionKey(held.symbol, held.side), held]]), orders: new Map() }
    const standing = standingOf(alone, draft.core, rules)
    if (!isStanding(standing)) return null
    return standing.pools.reduce((sum, { pool }) => sum + pool.maintenance.amount * pool.currencyPrice, 0)
  })
}

/** Shares of the positions in what they need, each by itself; of their notional where that says nothing. They add up to 1. */
export function maintenanceWeights(liquidation: Liquidation, positions: readonly HeldPosition[]): readonly number[] {
  const needs = maintenanceAlone(liquidation, positions)
  const isTelling = needs.every((need) => need !== null && need > 0)
  const weights = isTelling ? needs.map((need) => need ?? 0) : positions.map((held) => notionalOf(liquidation, held))
  let total = 0
  for (const weight of weights) total += weight
  return weights.map((weight) => weight / total)
}

/** Market currency, not negative. */
export function notionalOf(liquidation: Liquidation, { symbol, contracts }: HeldPosition): number {
  const priced = pricedIn(liquidation, symbol)
  return Math.abs(toRisk(contracts)) * contractNotional(priced) * priced.quotePrice
}
