import { assert } from '../num/assert.ts'
import { log } from '../num/exp-log.ts'
import { black76Cells, type ScenarioCells } from '../pricing/black76-cells.ts'
import type { Priced, PricedOption } from '../pricing/priced.ts'
import type { Scenario } from './scenario.ts'
import { shockedVol, type VolDirection, type VolShock } from './vol-shock.ts'

/** Scenarios of one underlying with a shock of their own, as they enter a risk array. */
export interface ScenarioSet {
  readonly scenarios: readonly Scenario[]
  readonly volShock: VolShock
}

/** Scenario sets side by side, laid out for the kernel. */
export interface RiskPlan {
  readonly sets: readonly ScenarioSet[]
  /** Cells of all sets together: the length of a risk array. */
  readonly length: number
  readonly cells: ScenarioCells
  readonly weights: Float64Array
  /** One entry for each `volIndex` of `cells`. */
  readonly vols: readonly { readonly direction: VolDirection; readonly shock: VolShock }[]
}

/** Lays out sets one after the other; every distinct volatility of a set becomes one index. */
export function riskPlan(sets: readonly ScenarioSet[]): RiskPlan {
  const all = sets.flatMap(({ scenarios, volShock }) => scenarios.map((scenario) => ({ scenario, volShock })))
  const vols: { direction: VolDirection; shock: VolShock }[] = []
  const moves = Float64Array.from(all, ({ scenario }) => 1 + scenario.moveFrac)
  for (const move of moves) assert(move > 0, `a scenario must move the index by more than −100 %, leaves ${move}`)
  const volIndex = Uint8Array.from(all, ({ scenario, volShock }) => indexOfVol(vols, scenario.vol, volShock))
  return {
    sets,
    length: all.length,
    cells: { count: all.length, moves, logMoves: moves.map((move) => log(move)), volIndex },
    weights: Float64Array.from(all, ({ scenario }) => scenario.lossWeight),
    vols,
  }
}

function indexOfVol(vols: { direction: VolDirection; shock: VolShock }[], direction: VolDirection, shock: VolShock): number {
  const at = vols.findIndex((vol) => vol.direction === direction && (direction === 'same' || vol.shock === shock))
  return at >= 0 ? at : vols.push({ direction, shock }) - 1
}

/**
 * Profit and loss of one long contract in each cell of the plan, market currency, weights applied; a loss is negative.
 *
 * The settlement coin moves with the index when it is the underlying, so an inverse contract is worth what its coin is
 * worth after the move.
 */
export function riskArray(priced: Priced, plan: RiskPlan): Float64Array {
  const row = new Float64Array(plan.length)
  if (priced.option === undefined) fillDelta1(priced, plan, row)
  else fillOption(priced, priced.option, plan, row)
  return row
}

/**
 * Linear: notional × move. Inverse: coins × price after the move; with N/mark coins of exposure the coin profit is
 * N/mark·(1 − 1/(1+m)), worth (1+m) times as much per coin, which is N/mark·m again.
 */
function fillDelta1({ instrument, size, mark, quotePrice, settlePrice }: Priced, { cells, weights }: RiskPlan, row: Float64Array): void {
  const exposure = instrument.payout === 'linear' ? size * mark * quotePrice : (size / mark) * settlePrice
  for (let i = 0; i < row.length; i++) row[i] = exposure * ((cells.moves[i] ?? 1) - 1) * (weights[i] ?? 1)
}

function fillOption(priced: Priced, option: PricedOption, plan: RiskPlan, row: Float64Array): void {
  const { forward, strike, right, tteYears, discount } = option
  const root = Math.sqrt(tteYears)
  const totalVols = Float64Array.from(plan.vols, ({ direction, shock }) =>
    tteYears === 0 ? 0 : shockedVol(option.vol, tteYears, direction, shock) * root,
  )
  black76Cells({ forward, strike, right: right === 'call' ? 1 : -1 }, plan.cells, totalVols, row, 0)
  const { instrument, size, mark, residual } = { ...priced, residual: option.residual }
  const isInverse = instrument.payout === 'inverse'
  const followsIndex = instrument.settle === instrument.underlying
  for (let i = 0; i < row.length; i++) {
    const move = plan.cells.moves[i] ?? 1
    const model = isInverse ? (row[i] ?? 0) / (forward * move) : (row[i] ?? 0) * discount
    const settlePrice = followsIndex ? priced.settlePrice * move : priced.settlePrice
    const after = Math.max(0, model + residual) * settlePrice
    row[i] = size * (after - mark * priced.settlePrice) * (plan.weights[i] ?? 1)
  }
}

/** Profit of one unit worth `value`, which moves with the underlying, in each cell. */
export function coinRow(value: number, { cells, weights }: RiskPlan): Float64Array {
  const row = new Float64Array(cells.count)
  for (let i = 0; i < row.length; i++) row[i] = value * ((cells.moves[i] ?? 1) - 1) * (weights[i] ?? 1)
  return row
}

/** Index of the smallest entry of `pnl[from..to)`, the first of equals. */
export function worstCell(pnl: Float64Array, from = 0, to: number = pnl.length): number {
  let worst = from
  for (let i = from + 1; i < to; i++) if ((pnl[i] ?? 0) < (pnl[worst] ?? 0)) worst = i
  return worst
}
