import { type RiskPlan, riskPlan, worstCell } from '../../scenario/risk-array.ts'
import { grid, type Scenario } from '../../scenario/scenario.ts'
import { stretchedShock, type VolRule } from '../../scenario/vol-shock.ts'
import type { MatrixParameters, PairParameters, SideImpact } from './parameters.ts'

/**
 * The table of one currency: `standard` cells, every move under every volatility, then `extended` ones, upward volatility
 * alone. Rows are in dollars after the move; `edges` turn them into coins.
 */
export interface RiskMatrix {
  readonly plan: RiskPlan
  readonly scenarios: readonly Scenario[]
  readonly standardCount: number
  /** Volatility scenarios of a bucket. */
  readonly volsCount: number
  /**
   * Price after ÷ before at which coins are counted: 1 + move, in extended cells at the edge of the range, since only the
   * range ÷ move share of their result is taken.
   */
  readonly edges: Float64Array
  /** How many dampeners a cell is moved toward zero: how far, in ranges, it lies beyond the range. */
  readonly dampings: Float64Array
}

export type MatrixShape = Pick<MatrixParameters, 'bucketsCount' | 'extendedMovesFrac' | 'readings'>

export function riskMatrix(
  pair: PairParameters,
  { bucketsCount, extendedMovesFrac, readings }: MatrixShape,
): RiskMatrix {
  const { priceRangeFrac, extendedTableFactor } = pair
  const scenarios = grid({
    movesFrac: Array.from(
      { length: 2 * bucketsCount + 1 },
      (_, k) => (priceRangeFrac * (k - bucketsCount)) / bucketsCount,
    ),
    vols: readings.volOrder,
    tails: extendedMovesFrac.map((moveFrac) => ({
      moveFrac,
      lossWeight: (extendedTableFactor * priceRangeFrac) / Math.abs(moveFrac),
    })),
    tailVol: 'up',
  })
  const standardCount = scenarios.length - extendedMovesFrac.length
  const isExtended = (i: number): boolean => i >= standardCount
  return {
    plan: riskPlan([{ scenarios, volRule: matrixVolRule(pair, readings.volFloorOn) }]),
    scenarios,
    standardCount,
    volsCount: readings.volOrder.length,
    edges: Float64Array.from(scenarios, ({ moveFrac }, i) =>
      isExtended(i) ? 1 + Math.sign(moveFrac) * priceRangeFrac : 1 + moveFrac,
    ),
    dampings: Float64Array.from(scenarios, ({ moveFrac }, i) =>
      isExtended(i) ? Math.max(Math.abs(moveFrac) / priceRangeFrac, 1) - 1 : 0,
    ),
  }
}

/** σ·(1 ± range·(30 ÷ max(days, 1))^power), the power by whether there are 30 days left. */
export function matrixVolRule(pair: PairParameters, floorOn: 'shocked' | 'base'): VolRule {
  const { volUpFrac, volDownFrac, vegaPowerShort, vegaPowerLong, volUpMin } = pair
  const rule = stretchedShock({
    upFrac: volUpFrac,
    downFrac: volDownFrac,
    pivotDays: 30,
    shortPower: vegaPowerShort,
    longPower: vegaPowerLong,
    pivotIsLong: true,
    daysMin: 1,
    upVolMin: volUpMin,
  })
  if (floorOn === 'shocked') return rule
  return (direction, tteYears) => {
    const move = rule(direction, tteYears)
    return { ...move, floor: move.floor * move.factor }
  }
}

/** What `coins` of a future or perpetual gain, dollars after the move: coins × price × move, and the same of its coins. */
export function futureRow(value: number, { plan }: RiskMatrix, row: Float64Array): Float64Array {
  const { moves } = plan.cells
  for (let i = 0; i < row.length; i++) row[i] = value * ((moves[i] as number) - 1) * (plan.weights[i] as number)
  return row
}

/** Adds to `row` what equity of `value` gains with its price, in the moves that its side impact names. */
export function addEquity(row: Float64Array, value: number, impact: SideImpact, { plan }: RiskMatrix): void {
  if (impact === 'none') return
  const { moves } = plan.cells
  for (let i = 0; i < row.length; i++) {
    const move = (moves[i] as number) - 1
    if ((impact === 'left' && move > 0) || (impact === 'right' && move < 0)) continue
    row[i] = (row[i] as number) + value * move * (plan.weights[i] as number)
  }
}

/** Dollars after the move → units whose price is `price` before it; coins of the pair's own currency move with it. */
export function inUnits(row: Float64Array, price: number, isOwnCoin: boolean, { edges }: RiskMatrix): Float64Array {
  return row.map((value, i) => value / (isOwnCoin ? price * (edges[i] as number) : price))
}

/** `pre_aggregated_risk_vectors` of a pair in units, and what makes the venue's aggregated vector of them. */
export interface Aggregation {
  readonly pnlOffsetFrac: number
  /** Dollars; null caps nothing. */
  readonly offsetablePnlMax: number | null
  readonly extendedDampener: number
  /** Dollars per unit before the move. */
  readonly unitPrice: number
  readonly isOwnCoin: boolean
}

/** `aggregated_risk_vectors`: profits count by the offset share, extended cells are moved toward zero by the dampener. */
export function aggregated(row: Float64Array, rule: Aggregation, { edges, dampings }: RiskMatrix): Float64Array {
  return row.map((amount, i) => {
    const price = rule.isOwnCoin ? rule.unitPrice * (edges[i] as number) : rule.unitPrice
    return damped(offset(amount, rule, price), ((dampings[i] as number) * rule.extendedDampener) / price)
  })
}

function offset(amount: number, { pnlOffsetFrac, offsetablePnlMax }: Aggregation, price: number): number {
  if (amount <= 0) return amount
  const usable = amount * pnlOffsetFrac
  return offsetablePnlMax === null ? usable : Math.min(usable, offsetablePnlMax / price)
}

function damped(amount: number, by: number): number {
  if (by >= Math.abs(amount)) return 0
  return amount > 0 ? amount - by : amount + by
}

/** The cell that decides, as the venue names it; numbers start at 1. */
export interface WorstBucket {
  readonly bucket: number
  readonly side: 'left' | 'middle' | 'right'
  readonly source: 'standard' | 'extended'
  readonly index: number
}

/** Relative: the extended cells of a future are its outermost standard ones, up to rounding. */
const equalTolerance = 1e-12

/** The first of those that are equally bad. */
export function worstBucket(row: Float64Array, { scenarios, standardCount, volsCount }: RiskMatrix): WorstBucket {
  const least = row[worstCell(row)] as number
  const worst = row.findIndex((amount) => amount <= least + equalTolerance * Math.abs(least))
  const move = (scenarios[worst] as Scenario).moveFrac
  const side = move < 0 ? 'left' : move > 0 ? 'right' : 'middle'
  if (worst < standardCount)
    return { bucket: Math.floor(worst / volsCount) + 1, side, source: 'standard', index: worst + 1 }
  const index = worst - standardCount + 1
  return { bucket: index, side, source: 'extended', index }
}

/** `worst_case`: the loss of the worst cell, 0 when none loses. */
export function worstLoss(row: Float64Array): number {
  return Math.max(0, -(row[worstCell(row)] as number))
}
