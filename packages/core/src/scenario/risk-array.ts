import { assert } from '../num/assert.ts'
import { black76Cells, type ScenarioCells, scenarioCells } from '../pricing/black76-cells.ts'
import type { Priced, PricedOption } from '../pricing/priced.ts'
import type { Scenario } from './scenario.ts'
import type { VolDirection, VolMove, VolRule } from './vol-shock.ts'

/** Scenarios of one underlying with a shock of their own, as they enter a risk array. */
export interface ScenarioSet {
  readonly scenarios: readonly Scenario[]
  readonly volRule: VolRule
}

/** Scenario sets side by side, laid out for the kernel. */
export interface RiskPlan {
  readonly sets: readonly ScenarioSet[]
  /** Cells of all sets together: the length of a risk array. */
  readonly length: number
  readonly cells: ScenarioCells
  readonly weights: Float64Array
  /** One entry for each `volIndex` of `cells`. */
  readonly vols: readonly PlanVol[]
  /** What each entry of `vols` does at a time to expiry, remembered by it: a chain has few expiries. */
  volMovesAt(tteYears: number): readonly VolMove[]
}

interface PlanVol {
  readonly direction: VolDirection
  readonly rule: VolRule
}

/** Lays out sets one after the other; every distinct volatility of a set becomes one index. */
export function riskPlan(sets: readonly ScenarioSet[]): RiskPlan {
  const all = sets.flatMap(({ scenarios, volRule }) => scenarios.map((scenario) => ({ scenario, volRule })))
  const vols: PlanVol[] = []
  const moves = Float64Array.from(all, ({ scenario }) => 1 + scenario.moveFrac)
  for (const move of moves) assert(move > 0, `a scenario must move the index by more than −100 %, leaves ${move}`)
  const volIndex = Uint8Array.from(all, ({ scenario, volRule }) => indexOfVol(vols, scenario.vol, volRule))
  return {
    sets,
    length: all.length,
    cells: scenarioCells(moves, volIndex),
    weights: Float64Array.from(all, ({ scenario }) => scenario.lossWeight),
    vols,
    volMovesAt: volMoves(vols),
  }
}

function indexOfVol(vols: PlanVol[], direction: VolDirection, rule: VolRule): number {
  const at = vols.findIndex((vol) => vol.direction === direction && (direction === 'same' || vol.rule === rule))
  return at >= 0 ? at : vols.push({ direction, rule }) - 1
}

/** Times to expiry that are remembered: a market has far fewer at one instant. */
const timesMax = 1024

function volMoves(vols: readonly PlanVol[]): (tteYears: number) => readonly VolMove[] {
  const known = new Map<number, readonly VolMove[]>()
  return (tteYears) => {
    const found = known.get(tteYears)
    if (found !== undefined) return found
    const moves = vols.map(({ direction, rule }) => (direction === 'same' ? unmoved : rule(direction, tteYears)))
    // As time passes every instant has expiries of its own: what is past is forgotten, and made again where it is asked for.
    if (known.size >= timesMax) known.clear()
    known.set(tteYears, moves)
    return moves
  }
}

const unmoved: VolMove = { factor: 1, points: 0, floor: 0 }

/**
 * Writes into `row`, of the plan's length, the profit and loss of one long contract in each cell, market currency,
 * weights applied; a loss is negative. Returns `row`.
 *
 * An inverse contract settles in its underlying, so it is worth what that coin is worth after the move; what a linear one
 * settles in keeps its price.
 */
export function riskArray(
  priced: Priced,
  plan: RiskPlan,
  row: Float64Array = new Float64Array(plan.length),
): Float64Array {
  if (priced.option === undefined) fillDelta1(priced, plan, row)
  else if (priced.instrument.payout === 'inverse') fillInverseOption(priced, priced.option, plan, row)
  else fillLinearOption(priced, priced.option, plan, row)
  return row
}

/**
 * Linear: notional × move. Inverse: coins × price after the move; with N/mark coins of exposure the coin profit is
 * N/mark·(1 − 1/(1+m)), worth (1+m) times as much per coin, which is N/mark·m again.
 */
function fillDelta1(
  { instrument, size, mark, settlePrice }: Priced,
  { cells, weights }: RiskPlan,
  row: Float64Array,
): void {
  const exposure = (instrument.payout === 'linear' ? size * mark : size / mark) * settlePrice
  for (let i = 0; i < row.length; i++) row[i] = exposure * ((cells.moves[i] as number) - 1) * (weights[i] as number)
}

function fillLinearOption(priced: Priced, option: PricedOption, plan: RiskPlan, row: Float64Array): void {
  black76Row(option, plan, row)
  const { size, mark, settlePrice } = priced
  const { discount, residual } = option
  const scale = size * settlePrice
  for (let i = 0; i < row.length; i++)
    row[i] = scale * (Math.max(0, (row[i] as number) * discount + residual) - mark) * (plan.weights[i] as number)
}

function fillInverseOption(priced: Priced, option: PricedOption, plan: RiskPlan, row: Float64Array): void {
  black76Row(option, plan, row)
  const { size, mark, settlePrice } = priced
  const { forward, residual } = option
  const { moves } = plan.cells
  const scale = size * settlePrice
  for (let i = 0; i < row.length; i++) {
    const move = moves[i] as number
    const coins = Math.max(0, (row[i] as number) / (forward * move) + residual)
    row[i] = scale * (coins * move - mark) * (plan.weights[i] as number)
  }
}

/** Undiscounted Black-76 in each cell, quote currency per unit of the underlying. */
function black76Row({ forward, strike, right, tteYears, vol }: PricedOption, plan: RiskPlan, row: Float64Array): void {
  const root = Math.sqrt(tteYears)
  const moves = plan.volMovesAt(tteYears)
  const totalVols = new Float64Array(moves.length)
  for (const [i, { factor, points, floor }] of moves.entries())
    totalVols[i] = Math.max(floor, vol * factor + points) * root
  black76Cells({ forward, strike, right: right === 'call' ? 1 : -1 }, plan.cells, totalVols, row, 0)
}

/** Index of the smallest entry of `pnl[from..to)`, the first of equals. */
export function worstCell(pnl: Float64Array, from = 0, to: number = pnl.length): number {
  let worst = from
  for (let i = from + 1; i < to; i++) if ((pnl[i] as number) < (pnl[worst] as number)) worst = i
  return worst
}
