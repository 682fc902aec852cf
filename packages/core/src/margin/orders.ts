import { Decimal } from '../num/decimal.ts'
import { costOf } from '../pricing/priced.ts'
import { type Charge, leaf, maxOf, sumOf } from './charge.ts'
import { type PositionRules, positionInitial, positionName } from './position-margin.ts'
import type { PricedAccount, PricedOrder, PricedPosition } from './priced-account.ts'

/** A position with the two ways its open orders may go: all buys filled, or all sells filled. */
export interface OrderedPosition {
  readonly position: PricedPosition
  /** The fills that change it; the position itself is not among them. */
  readonly fills: readonly PricedPosition[]
}

/** Positions with the orders on them; an order on nothing held starts from a flat position. Reduce-only orders need no margin. */
export function orderedPositions(account: PricedAccount): readonly OrderedPosition[] {
  const orders = workingOrders(account)
  if (orders.length === 0) return account.positions.map((position) => ({ position, fills: [] }))
  const byKey = Map.groupBy(orders, keyOf)
  const held = new Set(account.positions.map(keyOf))
  const flat = [...byKey]
    .filter(([key]) => !held.has(key))
    .flatMap(([, [first, ...others]]) => (first === undefined ? [] : [flatPosition(first, others)]))
  return [...account.positions, ...flat].map((position) => ({
    position,
    fills: fillsOf(position, byKey.get(keyOf(position)) ?? []),
  }))
}

/** Orders that may add to a position; reduce-only ones and those that close a side are left out. */
export function workingOrders({ orders }: Pick<PricedAccount, 'orders'>): readonly PricedOrder[] {
  return orders.filter((order) => order.contracts !== 0 && !isReducing(order))
}

/** In hedge mode a sell of the long side closes it, and so does a buy of the short side. */
function isReducing({ reduceOnly, side, contracts }: PricedOrder): boolean {
  return reduceOnly || (side === 'long' && contracts < 0) || (side === 'short' && contracts > 0)
}

function keyOf({ symbol, side, isIsolated }: Pick<PricedOrder, 'symbol' | 'side' | 'isIsolated'>): string {
  return `${symbol} ${side ?? 'net'} ${isIsolated ? 'isolated' : 'pooled'}`
}

/** Nothing held, at the lowest leverage that the orders on it name. */
function flatPosition(first: PricedOrder, others: readonly PricedOrder[]): PricedPosition {
  const { symbol, priced, side, isIsolated } = first
  const leverages = [first, ...others].flatMap(({ leverage }) => (leverage === undefined ? [] : [leverage]))
  return {
    symbol,
    priced,
    held: Decimal.zero,
    contracts: 0,
    cost: 0,
    entryNotional: 0,
    leverage: leverages.length === 0 ? undefined : Math.min(...leverages),
    isIsolated,
    isolatedMargin: isIsolated ? Decimal.zero : undefined,
    side,
    accruedFunding: 0,
  }
}

function fillsOf(position: PricedPosition, orders: readonly PricedOrder[]): readonly PricedPosition[] {
  const bought = sum(orders.filter(({ contracts }) => contracts > 0))
  const sold = sum(orders.filter(({ contracts }) => contracts < 0))
  return [bought, sold].filter((contracts) => contracts !== 0).map((contracts) => filled(position, contracts))
}

function sum(orders: readonly PricedOrder[]): number {
  let contracts = 0
  for (const order of orders) contracts += order.contracts
  return contracts
}

/** The position after `contracts` more, bought at the mark, so that the fill itself earns and loses nothing. */
export function filled(position: PricedPosition, contracts: number): PricedPosition {
  const cost = position.cost === null ? null : position.cost + costOf(position.priced, contracts, position.priced.mark)
  return {
    ...position,
    contracts: position.contracts + contracts,
    held: position.held.plus(Decimal.fromNumber(contracts)),
    cost,
  }
}

type ChargeOf = (position: PricedPosition) => Charge

/** The worst of no fill, all buys filled and all sells filled, where a fill may be charged otherwise than what is held. */
export function worstFill(
  { position, fills }: OrderedPosition,
  chargeOf: ChargeOf,
  filledOf: ChargeOf = chargeOf,
): Charge {
  const held = chargeOf(position)
  if (fills.length === 0) return held
  return maxOf(`${positionName(position)} with orders`, [held, ...fills.map((fill) => filledOf(fill))])
}

/** What orders on an isolated position add to the margin held for it; it comes out of the account's free balance. */
export function addedToIsolated(position: PricedPosition, withOrders: Charge, held: Charge): Charge {
  const setAside = leaf('already set aside', -held.amount, held.riskFactor)
  return sumOf(`${positionName(position)} orders`, [withOrders, setAside])
}

/** Initial margin with the open orders by tables, pool currency. */
export function initialWithOrders(row: OrderedPosition, rules: PositionRules, poolPrice: number): Charge {
  return worstFill(row, (position) => positionInitial(position, rules, poolPrice))
}

/** What the tables say that orders on an isolated position add. */
export function isolatedOrderMargin(row: OrderedPosition, rules: PositionRules, poolPrice: number): Charge {
  const worst = initialWithOrders(row, rules, poolPrice)
  return addedToIsolated(
    row.position,
    { ...worst, name: 'with orders' },
    positionInitial(row.position, rules, poolPrice),
  )
}
