import { Decimal } from '../num/decimal.ts'
import type { OrderedPosition } from './orders.ts'
import { filled } from './orders.ts'
import type { PricedPosition } from './priced-account.ts'

/**
 * Positions as a venue without hedge mode keeps them: both sides of a symbol are one. The same positions where each
 * symbol has one, as nearly always.
 */
export function nettedPositions(positions: readonly PricedPosition[]): readonly PricedPosition[] {
  if (!positions.some(({ side }) => side !== undefined)) return positions
  return [...Map.groupBy(positions, keyOf).values()].map(netOf)
}

/** The same with the orders on them: all buys on either side are filled, or all sells. */
export function nettedOrders(rows: readonly OrderedPosition[]): readonly OrderedPosition[] {
  if (!rows.some(({ position }) => position.side !== undefined)) return rows
  const groups = Map.groupBy(rows, ({ position }) => keyOf(position))
  return [...groups.values()].map((group) => {
    const position = netOf(group.map((row) => row.position))
    const bought = addedBy(group, 1)
    const sold = addedBy(group, -1)
    return { position, fills: [bought, -sold].filter((added) => added !== 0).map((added) => filled(position, added)) }
  })
}

/** Contracts that the open orders on a position buy and sell, neither negative. */
export function orderedContracts(row: OrderedPosition): { readonly bids: number; readonly asks: number } {
  return { bids: addedBy([row], 1), asks: addedBy([row], -1) }
}

function keyOf({ symbol, isIsolated }: PricedPosition): string {
  return isIsolated ? `${symbol} isolated` : symbol
}

/** Contracts that fills of one sign add, not negative. */
function addedBy(group: readonly OrderedPosition[], sign: 1 | -1): number {
  let added = 0
  for (const { position, fills } of group)
    for (const fill of fills) added += Math.max(0, sign * (fill.contracts - position.contracts))
  return added
}

function netOf(group: readonly PricedPosition[]): PricedPosition {
  const [first, ...others] = group as readonly [PricedPosition, ...PricedPosition[]]
  if (others.length === 0) return first
  const leverages = group.flatMap(({ leverage }) => (leverage === undefined ? [] : [leverage]))
  return {
    ...first,
    held: group.reduce((sum, { held }) => sum.plus(held), Decimal.zero),
    contracts: group.reduce((sum, { contracts }) => sum + contracts, 0),
    cost: group.some(({ cost }) => cost === null) ? null : group.reduce((sum, { cost }) => sum + (cost as number), 0),
    entryNotional: null,
    leverage: leverages.length === 0 ? undefined : Math.min(...leverages),
    side: undefined,
    accruedFunding: group.reduce((sum, { accruedFunding }) => sum + accruedFunding, 0),
  }
}
