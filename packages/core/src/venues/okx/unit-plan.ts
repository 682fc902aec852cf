import { type RiskPlan, riskPlan } from '../../scenario/risk-array.ts'
import { grid, scenario } from '../../scenario/scenario.ts'
import type { VolRule } from '../../scenario/vol-shock.ts'
import { ruleOf } from './coin-rule.ts'
import { interpolated } from './interpolate.ts'
import type { PortfolioRules, VolShockRow } from './parameters.ts'

/** The stress tests of one coin, laid out once: 21 cells of MR1, then the two of MR6. */
export interface UnitPlan {
  readonly plan: RiskPlan
  /** Of each cell, fractions of the index, exactly as the rules have them. */
  readonly movesFrac: Float64Array
  /** First cell of MR6. */
  readonly extremeFrom: number
  /** Names of all cells. */
  readonly names: readonly string[]
  readonly isEdge: readonly boolean[]
}

/** Volatility up comes first: of equal losses the venue reports that one. */
const vols = ['up', 'same', 'down'] as const

export function unitPlan(coin: string, rules: PortfolioRules): UnitPlan {
  const { movesFrac } = ruleOf(rules.spotShocks, coin)
  const { moveFrac } = ruleOf(rules.extremeMoves, coin)
  const spot = grid({ movesFrac: signedMoves(movesFrac), vols, tails: [], tailVol: 'same' })
  const extreme = [scenario(-moveFrac, 'same', 1, false), scenario(moveFrac, 'same', 1, false)]
  const volRule = volShockRule(rules.volShocks ?? [])
  const all = [...spot, ...extreme]
  return {
    plan: riskPlan([
      { scenarios: spot, volRule },
      { scenarios: extreme, volRule },
    ]),
    movesFrac: Float64Array.from(all, ({ moveFrac }) => moveFrac),
    extremeFrom: spot.length,
    names: all.map(({ name }) => name),
    isEdge: all.map(({ isEdge }) => isEdge),
  }
}

/** 0, a, b become −b, −a, 0, a, b. */
export function signedMoves(movesFrac: readonly number[]): readonly number[] {
  const down = movesFrac.filter((move) => move > 0).map((move) => -move)
  return [...down.toReversed(), ...movesFrac]
}

const signs = { up: 1, same: 0, down: -1 } as const

/**
 * σ·(1 + share) + points up, and the same down to no less than 0. The venue lists a change in points and one in percent
 * for each time to expiry; that the two add up is assumed, and either column may be 0.
 */
function volShockRule(rows: readonly VolShockRow[]): VolRule {
  return (direction, tteYears) => {
    const sign = signs[direction]
    const at = (column: 1 | 2): number =>
      interpolated(
        rows.map((row) => [row[0], row[column]]),
        tteYears * 365,
      )
    return { factor: Math.max(0, 1 + sign * at(2)), points: sign * at(1), floor: 0 }
  }
}
