import type { Pool } from '../../margin/model.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { type Attempt, attempt, type Candidate, justEnough, partOf, perform } from './attempt.ts'
import type { Liquidation } from './measure.ts'

/** Parts of a candidate that are tried: what is whole may overshoot where a smaller part helps. */
const triedParts = [1, 0.5, 0.25, 0.125] as const

/** Parts that are tried where none of those of any candidate helps. */
const smallParts = [1 / 32, 1 / 128, 1 / 512] as const

/** Of the trades that restore the pool so many are sized exactly, the cheapest at the smallest part that is tried. */
const sizedMax = 3

/**
 * Does the trade that frees most maintenance margin per unit of cost, fee and slippage, as much of it as frees anything; of
 * those that restore the pool by themselves the cheapest, sized just enough. Nothing when none helps.
 */
export function tradeMostHelpful(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  candidates: readonly Candidate[],
): boolean {
  const attemptsOf = (parts: readonly number[]): readonly Attempt[] =>
    candidates.flatMap((candidate) => bestPart(liquidation, standing, pool, candidate, parts) ?? [])
  const large = attemptsOf(triedParts)
  const attempts = large.length > 0 ? large : attemptsOf(smallParts)
  const restoring = attempts
    .filter(({ restores }) => restores)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, sizedMax)
    .map((each) => justEnough(liquidation, standing, pool, each))
  const chosen = restoring.length > 0 ? first(restoring, cheaper) : first(attempts, freesMorePerCost)
  if (chosen === undefined) return false
  perform(liquidation, pool, chosen.candidate)
  return true
}

/** Does the first of these trades, in their order, that helps, sized just enough. */
export function tradeFirstHelpful(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  candidates: readonly Candidate[],
): boolean {
  for (const candidate of candidates) {
    const whole = attempt(liquidation, standing, pool, candidate)
    if (whole === undefined) continue
    const sized = whole.restores ? justEnough(liquidation, standing, pool, whole) : whole
    perform(liquidation, pool, sized.candidate)
    return true
  }
  return false
}

/**
 * The smallest part that restores the pool, else the one that frees most. Not the one that frees most for its cost: impact
 * grows with size, so that would always be the smallest, and a large position would be closed in a hundred steps.
 */
function bestPart(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  candidate: Candidate,
  parts: readonly number[],
): Attempt | undefined {
  let best: Attempt | undefined
  for (const share of parts) {
    const tried = attempt(liquidation, standing, pool, partOf(candidate, share))
    if (best?.restores === true && tried?.restores !== true) return best
    if (tried !== undefined && (tried.restores || best === undefined || tried.freed > best.freed)) best = tried
  }
  return best
}

function cheaper(a: Attempt, b: Attempt): boolean {
  return a.cost < b.cost
}

/** By maintenance margin freed per unit of cost; without cancelling, so that a trade without cost is compared too. */
function freesMorePerCost(a: Attempt, b: Attempt): boolean {
  return a.freed * b.cost > b.freed * a.cost
}

/** The first that no other beats. */
function first(attempts: readonly Attempt[], beats: (a: Attempt, b: Attempt) => boolean): Attempt | undefined {
  return attempts.reduce<Attempt | undefined>(
    (best, each) => (best === undefined || beats(each, best) ? each : best),
    undefined,
  )
}
