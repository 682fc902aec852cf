import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { PositionRules } from '../../margin/position-margin.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import { fromRisk } from '../../num/crossing.ts'
import type { Decimal } from '../../num/decimal.ts'
import { legLeverage, type TableOf } from './leg-margin.ts'

/** Digits of a margin the model sets aside by itself. */
const marginScale = 8

/**
 * The account with every isolated position's margin set aside: given, or entry notional ÷ leverage, both in the margin
 * asset. What is set aside leaves the balance of that asset.
 */
export function withSetAsides(account: PricedAccount, tableOf: TableOf): PricedAccount {
  if (![...account.positions, ...account.unpriced].some(({ isIsolated }) => isIsolated)) return account
  const positions = account.positions.map((position) =>
    position.isIsolated && position.isolatedMargin === undefined
      ? { ...position, isolatedMargin: entryMargin(position, tableOf) }
      : position,
  )
  return withIsolatedMargins({ ...account, positions }, (row) => unpricedRules(row, tableOf))
}

function entryMargin({ priced, entryNotional, leverage }: PricedPosition, tableOf: TableOf): Decimal {
  const notional = entryNotional ?? 0
  const { brackets } = tableOf(priced.instrument)
  const chosen = brackets === null ? (leverage ?? 1) : legLeverage(leverage, brackets, notional)
  return fromRisk(notional / chosen, marginScale, 'up')
}

/** Of a position without a price: brackets of USD-M are read at its entry; COIN-M ones would need a price, so its first is. */
function unpricedRules({ priced }: RuledPosition, tableOf: TableOf): PositionRules {
  const { segment, brackets } = tableOf(priced.instrument)
  const rows = segment === 'USD-M' ? (brackets ?? []) : (brackets ?? []).slice(0, 1)
  const tiers = rows.map(([notionalMax, maintenanceRateFrac, maintenanceDeduction, leverageMax]) => ({
    notionalMax,
    maintenanceRateFrac,
    maintenanceDeduction,
    leverageMax,
  }))
  const whole = { notionalMax: null, maintenanceRateFrac: 1, maintenanceDeduction: 0, leverageMax: 1 }
  const shortOption = { initialFrac: 1, initialFloorFrac: 1, maintenanceFrac: 1 }
  return { tiers: tiers.length === 0 ? [whole] : tiers, wholePosition: false, shortOption }
}
