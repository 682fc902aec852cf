import { toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import type { Failure } from '../num/result.ts'
import { type Charge, sumOf } from './charge.ts'
import type { Pool } from './model.ts'
import { type PositionRules, positionInitial, positionMaintenance, positionName } from './position-margin.ts'
import { optionValue, type PricedAccount, type PricedPosition, pendingProfit } from './priced-account.ts'
import { isHeld } from './silos.ts'

/** What an isolated position must be backed by, in its settlement asset. */
export interface IsolatedRequirement {
  readonly initial: Charge
  readonly maintenance: Charge
  /** An option's value backs it as well; without, a short option's mark is in the requirement. */
  readonly valueBacks?: boolean
  /** Why the requirement cannot be known; it is when absent or empty. */
  readonly unknown?: readonly Failure[]
}

export type RequirementOf = (position: PricedPosition) => IsolatedRequirement

/** A pool for each isolated position that is held. */
export function isolatedPools({ positions }: PricedAccount, requirementOf: RequirementOf): readonly Pool[] {
  return positions
    .filter((position) => position.isIsolated && isHeld(position))
    .map((position) => isolatedPool(position, requirementOf(position)))
}

/** The pool of one isolated position, in its settlement asset: only its own margin and profit back it. */
export function isolatedPool(
  position: PricedPosition,
  { initial, maintenance, valueBacks = false, unknown = [] }: IsolatedRequirement,
): Pool {
  const { priced, isolatedMargin = Decimal.zero } = position
  const { settlePrice, instrument } = priced
  const counted = toRisk(isolatedMargin)
  const funds = counted + pendingProfit(position)
  const equity = funds + optionValue(position)
  return {
    name: positionName(position),
    currency: instrument.settle,
    currencyPrice: settlePrice,
    equity,
    adjustedEquity: valueBacks ? equity : funds,
    initial,
    maintenance,
    trigger: 1,
    collateral: [{ asset: instrument.settle, held: isolatedMargin, price: settlePrice, counted, haircutFrac: 0 }],
    positions: [position],
    riskUnits: [],
    unknown,
  }
}

/** What tables ask of isolated positions. */
export function tableRequirement(rulesOf: (position: PricedPosition) => PositionRules): RequirementOf {
  return (position) => {
    const { settlePrice } = position.priced
    const rules = rulesOf(position)
    return {
      initial: sumOf('initial', [positionInitial(position, rules, settlePrice)]),
      maintenance: sumOf('maintenance', [positionMaintenance(position, rules, settlePrice)]),
    }
  }
}
