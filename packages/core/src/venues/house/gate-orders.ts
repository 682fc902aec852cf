import type { PricedOrder } from '../../margin/priced-account.ts'
import { fillCost, type GateContract } from './gate-contract.ts'
import type { UnitState } from './gate-unit.ts'
import type { HouseParameters } from './params.ts'

/** What the open orders on one position ask for at most, market currency. */
export interface PositionOrders {
  readonly symbol: string
  readonly underlying: string
  /** Initial margin of all buys and of all sells, concentration apart. */
  readonly bought: number
  readonly sold: number
  /** Stand-alone losses of all of them. */
  readonly aloneLoss: number
  /** What filling them costs. */
  readonly costs: number
  readonly count: number
}

/** Orders on one position weigh against each other; the two sides of a symbol in hedge mode are two positions. */
export function orderKey({ symbol, side }: PricedOrder): string {
  return side === undefined ? symbol : `${symbol} ${side}`
}

/** A position's orders with one more, or one less when `factor` is −1; undefined when none is left. */
export function addedOrder(
  orders: PositionOrders | undefined,
  { symbol, contracts, price }: PricedOrder,
  factor: 1 | -1,
  contract: GateContract,
  { initialFactor }: HouseParameters,
): PositionOrders | undefined {
  const { underlying } = contract
  const { bought, sold, aloneLoss, costs, count } = orders ?? { bought: 0, sold: 0, aloneLoss: 0, costs: 0, count: 0 }
  if (count + factor === 0) return undefined
  const most = contracts > 0 ? contract.bought : contract.sold
  const size = factor * Math.abs(contracts)
  const initial = initialFactor * most.maintenance * size
  return {
    symbol,
    underlying,
    bought: bought + (contracts > 0 ? initial : 0),
    sold: sold + (contracts < 0 ? initial : 0),
    aloneLoss: aloneLoss + size * most.aloneLoss,
    costs: costs + factor * fillCost(contract, contracts, price),
    count: count + factor,
  }
}

/** What all open orders may ask for together. */
export interface Reserve {
  readonly amount: number
  /** By underlying whose orders stay below the concentration threshold, all filled. */
  readonly rooms: ReadonlyMap<string, ConcentrationRoom>
}

interface ConcentrationRoom {
  /** Stand-alone loss that another order may add before theirs are charged for. */
  readonly aloneLoss: number
  /** What they are then charged at most, as initial margin. */
  readonly charge: number
}

/** Of each position the worse side, and what every order costs when it fills; of each underlying its concentration. */
export function reserveOf(
  orders: ReadonlyMap<string, PositionOrders>,
  realisable: ReadonlyMap<string, number>,
  states: ReadonlyMap<string, UnitState>,
  { initialFactor, concentrationFrac }: HouseParameters,
  thresholdOf: (underlying: string) => number,
): Reserve {
  let amount = 0
  const alone = new Map<string, number>()
  for (const { symbol, underlying, bought, sold, aloneLoss, costs, count } of orders.values()) {
    amount += Math.max(bought, sold) + costs + count * Math.max(0, realisable.get(symbol) ?? 0)
    alone.set(underlying, (alone.get(underlying) ?? 0) + aloneLoss)
  }
  const rooms = new Map<string, ConcentrationRoom>()
  for (const [underlying, loss] of alone) {
    const room = thresholdOf(underlying) - (states.get(underlying)?.aloneLoss ?? 0) - loss
    const charge = initialFactor * concentrationFrac * loss
    if (room > 0) rooms.set(underlying, { aloneLoss: room, charge })
    else amount += charge
  }
  return { amount, rooms }
}

/** The reserve while another order of an underlying is weighed that may lose so much by itself. */
export function reserveBeside({ amount, rooms }: Reserve, underlying: string, aloneLoss: number): number {
  const room = rooms.size === 0 ? undefined : rooms.get(underlying)
  return room === undefined || aloneLoss <= room.aloneLoss ? amount : amount + room.charge
}
