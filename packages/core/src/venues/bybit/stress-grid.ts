import type { Priced } from '../../pricing/priced.ts'
import { type RiskPlan, riskArray, riskPlan } from '../../scenario/risk-array.ts'
import { rowMemory } from '../../scenario/row-memory.ts'
import { grid, type Scenario } from '../../scenario/scenario.ts'
import type { VolDirection } from '../../scenario/vol-shock.ts'
import { type VolTerms, volRule } from './vol-rule.ts'

/** What a coin is stressed by. */
export interface GridTerms {
  /** Price moves as fractions, ascending. */
  readonly priceMovesFrac: readonly number[]
  readonly vol: VolTerms
}

/** The cells of one coin, row-major by price move: volatility up, as it is, down. */
export interface StressGrid {
  readonly terms: GridTerms
  readonly scenarios: readonly Scenario[]
  readonly plan: RiskPlan
  /** Profit of one long contract in each cell, market currency; remembered by the instrument. */
  readonly rowOf: (priced: Priced) => Float64Array
}

const directions: readonly VolDirection[] = ['up', 'same', 'down']

/** Volatility scenarios of a price move. */
export const volsPerMove: number = directions.length

export function stressGrid(terms: GridTerms): StressGrid {
  const scenarios = grid({ movesFrac: terms.priceMovesFrac, vols: directions, tails: [], tailVol: 'same' })
  const plan = riskPlan([{ scenarios, volRule: volRule(terms.vol) }])
  const rowOf = rowMemory(plan.length, (priced, row) => riskArray(atModelPrice(priced), plan, row))
  return { terms, scenarios, plan, rowOf }
}

/**
 * An option is worth its model price after a move and its mark before it, so that what its mark is off the model is
 * part of the profit. Black-76 on the forward, which moves with the price; the venue's forward has no rate.
 */
function atModelPrice(priced: Priced): Priced {
  const { option } = priced
  if (option === undefined || option.residual === 0) return priced
  return { ...priced, option: { ...option, residual: 0 } }
}
