import type { Pool } from '../../margin/model.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { type Attempt, attempt, type Candidate, partOf, perform } from './attempt.ts'
import { forked, type Liquidation } from './measure.ts'

/** Parts of each of two trades that are tried together, and so many trades at most, for there are many pairs of them. */
const parts = [0.5, 0.125] as const
const tradesMax = 12

const halvings = 12

interface Two {
  readonly trades: readonly [Candidate, Candidate]
  readonly tried: Attempt
}

/**
 * Does two trades at once, of those that together help the two that free most maintenance margin per unit of cost, no more
 * than restores the pool; false when no two do. For a book between two worst cases, where whatever helps against the one
 * hurts in the other.
 */
export function tradeTogether(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  candidates: readonly Candidate[],
): boolean {
  let best: Two | undefined
  const tried = candidates.slice(-tradesMax)
  for (const [i, one] of tried.entries())
    for (const other of tried.slice(i + 1))
      if (one.symbol !== other.symbol) best = better(best, bestOf(liquidation, standing, pool, [one, other]))
  if (best === undefined) return false
  const { trades } = best.tried.restores ? justEnough(liquidation, standing, pool, best) : best
  for (const trade of trades) perform(liquidation, pool, trade)
  return true
}

function bestOf(liquidation: Liquidation, standing: AccountStanding, pool: Pool, [one, other]: Two['trades']) {
  let best: Two | undefined
  for (const first of parts)
    for (const second of parts)
      best = better(best, tryBoth(liquidation, standing, pool, [partOf(one, first), partOf(other, second)]))
  return best
}

function better(best: Two | undefined, two: Two | undefined): Two | undefined {
  if (best === undefined || two === undefined) return best ?? two
  return two.tried.freed * best.tried.cost > best.tried.freed * two.tried.cost ? two : best
}

function tryBoth(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  trades: Two['trades'],
): Two | undefined {
  const trial = forked(liquidation)
  const cost = perform(trial, pool, trades[0])
  const tried = attempt(trial, standing, pool, trades[1])
  return tried && { trades, tried: { ...tried, cost: cost + tried.cost } }
}

/** As little of both as restores the pool, to 1/4096 of them. */
function justEnough(liquidation: Liquidation, standing: AccountStanding, pool: Pool, whole: Two): Two {
  let best = whole
  let [low, high] = [0, 1]
  for (let i = 0; i < halvings; i += 1) {
    const middle = (low + high) / 2
    const [one, other] = whole.trades
    const two = tryBoth(liquidation, standing, pool, [partOf(one, middle), partOf(other, middle)])
    if (two?.tried.restores === true) [high, best] = [middle, two]
    else low = middle
  }
  return best
}
