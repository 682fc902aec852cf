import { type Charge, leaf } from './charge.ts'
import { orderedPositions } from './orders.ts'
import { positionName } from './position-margin.ts'
import type { PricedAccount, PricedPosition } from './priced-account.ts'

/** A requirement of everything in an account that is not isolated, pool currency. */
export interface JointRequirement {
  /** As the account stands. */
  readonly held: number
  readonly of: (positions: readonly PricedPosition[]) => number
  /** By which an addition is charged. */
  readonly factor: number
}

/**
 * For each instrument with orders outside isolated margin: `factor` × what the worse of all buys filled and all sells
 * filled adds to the joint requirement. An order that hedges adds nothing, and takes nothing away.
 */
export function addedByOrders(account: PricedAccount, requirement: JointRequirement): readonly Charge[] {
  const ordered = orderedPositions(account).filter(({ position, fills }) => fills.length > 0 && !position.isIsolated)
  return ordered.map(({ position, fills }) => {
    const others = account.positions.filter((other) => other !== position && !other.isIsolated)
    const added = fills.map((fill) => requirement.of([...others, fill]) - requirement.held)
    const charge = requirement.factor * Math.max(0, ...added)
    return leaf(`${positionName(position)} orders`, charge, position.priced.instrument.underlying)
  })
}
