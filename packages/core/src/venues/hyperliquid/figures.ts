import { knownPools, labelOf } from '../../margin/cash-pools.ts'
import { tierOf } from '../../margin/leverage-tiers.ts'
import type { Pool } from '../../margin/model.ts'
import { nettedPositions } from '../../margin/one-way.ts'
import { notionalOf, type PricedPosition } from '../../margin/priced-account.ts'
import type { RulesOf } from './charges.ts'
import { liquidationPrice } from './liquidation-price.ts'
import type { HyperliquidParameters } from './params.ts'

type Figures = Readonly<Record<string, number>>

/** Account value, what may be taken out, where the backstop begins, and liquidation prices. */
export function crossFigures(pools: readonly Pool[], rulesOf: RulesOf, parameters: HyperliquidParameters): Figures {
  const rows = knownPools(pools).flatMap((pool) => {
    const { name, equity, initial, maintenance } = pool
    const notional = nettedPositions(pool.positions).reduce((sum, position) => sum + notionalIn(position, pool), 0)
    const transfer = Math.max(initial.amount, parameters.transferFrac * notional)
    return [
      ...(equity > 0 ? [[`${name}: maintenance margin ÷ account value`, maintenance.amount / equity]] : []),
      [`${name}: account value`, equity],
      [`${name}: maintenance margin used`, maintenance.amount],
      [`${name}: withdrawable`, Math.max(0, equity - transfer)],
      [`${name}: backstop below`, parameters.backstopFrac * maintenance.amount],
      ...nettedPositions(pool.positions).flatMap((position) => positionPrice(position, pool, rulesOf)),
    ] as const
  })
  return Object.fromEntries(rows as readonly (readonly [string, number])[])
}

/** Portfolio margin ratio and its two parts; isolated positions as under cross. */
export function portfolioFigures(pools: readonly Pool[], rulesOf: RulesOf, parameters: HyperliquidParameters): Figures {
  const [account, ...isolated] = pools
  if (account === undefined) return {}
  const own = crossFigures(isolated, rulesOf, parameters)
  if (knownPools([account]).length === 0) return own
  const { maintenance, adjustedEquity } = account
  return {
    ...(adjustedEquity > 0 ? { 'portfolio margin ratio': maintenance.amount / adjustedEquity } : {}),
    'portfolio maintenance requirement': maintenance.amount,
    'portfolio liquidation value': adjustedEquity,
    ...own,
  }
}

function positionPrice(position: PricedPosition, pool: Pool, rulesOf: RulesOf): readonly (readonly [string, number])[] {
  const rules = rulesOf(position)
  const { priced, contracts } = position
  if (rules === null || contracts === 0) return []
  const price = liquidationPrice({
    price: (priced.mark * priced.settlePrice) / pool.currencyPrice,
    size: contracts * priced.size,
    marginAvailable: pool.equity - pool.maintenance.amount,
    maintenanceFrac: tierOf(rules.tiers, notionalOf(position)).maintenanceRateFrac,
  })
  return price === null ? [] : [[`${labelOf(position, pool)}: liquidation price`, price]]
}

/** Pool currency. */
function notionalIn(position: PricedPosition, { currencyPrice }: Pool): number {
  return (notionalOf(position) * position.priced.settlePrice) / currencyPrice
}
