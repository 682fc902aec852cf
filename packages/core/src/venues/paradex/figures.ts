import { knownPools } from '../../margin/cash-pools.ts'
import type { Pool } from '../../margin/model.ts'
import { toRisk } from '../../num/crossing.ts'
import { liquidatedShare } from './liquidation-share.ts'
import type { ParadexParameters } from './params.ts'

/** Account value, free collateral, margin ratio, and what a liquidation would take. */
export function paradexFigures(
  pools: readonly Pool[],
  { liquidation }: ParadexParameters,
): Readonly<Record<string, number>> {
  const figures: Record<string, number> = {}
  for (const { name, equity, initial, maintenance, collateral, currencyPrice } of knownPools(pools)) {
    const cash = collateral.reduce((sum, { held, price }) => sum + toRisk(held) * price, 0) / currencyPrice
    const free = Math.min(equity - initial.amount, cash)
    if (equity > 0) figures[`${name}: margin ratio`] = maintenance.amount / equity
    figures[`${name}: account value`] = equity
    figures[`${name}: free collateral`] = free
    figures[`${name}: withdrawable`] = Math.max(0, free)
    const { shareFrac, penalty } = liquidatedShare({
      accountValue: equity,
      maintenance: maintenance.amount,
      ...liquidation,
    })
    if (shareFrac === 0) continue
    figures[`${name}: share liquidated`] = shareFrac
    figures[`${name}: liquidation penalty`] = penalty
  }
  return figures
}
