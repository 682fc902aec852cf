import { toRisk } from '../../num/crossing.ts'
import { contractNotional } from '../../pricing/priced.ts'
import { type HeldPosition, positionKey } from '../account.ts'
import { isStanding, standingOf } from '../standing/standing.ts'
import { accountOf, type Liquidation } from './measure.ts'
import { pricedIn } from './trade.ts'

/** Maintenance margin of a position as if it were the account's only one, market currency; 0 when its rules cannot say. */
export function maintenanceAlone(liquidation: Liquidation, held: HeldPosition): number {
  const { draft, rules } = liquidation
  const positions = new Map([[positionKey(held.symbol, held.side), held]])
  const standing = standingOf({ ...accountOf(liquidation), positions, orders: new Map() }, draft.core, rules)
  if (!isStanding(standing)) return 0
  return standing.pools.reduce((sum, { pool }) => sum + pool.maintenance.amount * pool.currencyPrice, 0)
}

/** Each position with its share in what they need by themselves; in their notional where that says nothing. They add up to 1. */
export function withShares(
  liquidation: Liquidation,
  positions: readonly HeldPosition[],
): readonly { readonly held: HeldPosition; readonly share: number }[] {
  const needs = positions.map((held) => ({ held, need: maintenanceAlone(liquidation, held) }))
  const isTelling = needs.every(({ need }) => need > 0)
  const sizes = isTelling ? needs : positions.map((held) => ({ held, need: notionalOf(liquidation, held) }))
  let total = 0
  for (const { need } of sizes) total += need
  return sizes.map(({ held, need }) => ({ held, share: need / total }))
}

/** Market currency, not negative. */
export function notionalOf(liquidation: Liquidation, { symbol, contracts }: HeldPosition): number {
  const priced = pricedIn(liquidation, symbol)
  return Math.abs(toRisk(contracts)) * contractNotional(priced) * priced.quotePrice
}
