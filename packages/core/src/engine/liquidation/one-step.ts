import { isLiquidatable } from '../../account/figures.ts'
import type { Pool } from '../../margin/model.ts'
import type { EpochMs } from '../../num/instant.ts'
import type { LiquidationState } from '../account.ts'
import { emit } from '../emit.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { partOf } from './attempt.ts'
import { deltaHedges, reductions } from './candidates.ts'
import { closeAll, takeOver } from './close-out.ts'
import { happenedTo } from './facts.ts'
import { smallParts, tradeMostHelpful } from './helpful.ts'
import { accountOf, isRestored, type Liquidation, poolNamed, poolStanding, standingIn } from './measure.ts'
import { netOpposite } from './net-opposite.ts'
import { cancelOrders } from './orders.ts'
import { reduce } from './reduce.ts'
import { reduceEvenly } from './reduce-evenly.ts'
import { stepDownTier } from './step-down.ts'
import { tradeTogether } from './together.ts'
import { type EngineAction, lastResort, type WayStep } from './ways.ts'

/**
 * Does the next step of a liquidation: the first of its way that has something to do. Tells it, and whether it was the last.
 * False where nothing is left that could be done.
 */
export function takeStep(liquidation: Liquidation, standing: AccountStanding, pool: Pool, at: EpochMs): boolean {
  const { draft, account, way } = liquidation
  const state = nextState(accountOf(liquidation).liquidation, pool.name, at)
  emit(draft, { type: 'liquidation', account, now: state })
  const from = draft.events.length
  const done = stepsNow(liquidation, pool, state.steps).find(({ action }) => act(liquidation, standing, pool, action))
  if (done === undefined) return false
  const after = standingIn(liquidation)
  emit(draft, {
    type: 'liquidation-step',
    account,
    step: {
      pool: pool.name,
      currency: pool.currency,
      name: done.name,
      before: poolStanding(pool),
      after: poolStanding(after === undefined ? undefined : poolNamed(after, pool.name)?.pool),
      ...happenedTo(draft, account, from),
    },
  })
  const isOver = closes.has(done.action.type) || (after !== undefined && isRestored(after, pool.name, way.restoreUse))
  if (isOver) emit(draft, { type: 'liquidation', account, now: { state: 'none' } })
  return true
}

/** Above its line, where a liquidation goes on until it is restored, nothing is closed whole. */
function stepsNow({ draft, way }: Liquidation, pool: Pool, count: number): readonly WayStep[] {
  const isLast = count >= draft.core.config.liquidationStepsMax
  const steps = isLast ? [] : way.steps.filter((step) => isTimely(step, count, pool))
  return [...steps, lastResort].filter(({ action }) => isLiquidatable(pool) || !closes.has(action.type))
}

function isTimely({ when }: WayStep, count: number, pool: Pool): boolean {
  if (when === undefined) return true
  if (when.first === true && count > 1) return false
  const { maintenance, adjustedEquity, trigger } = pool
  return when.useMin === undefined || maintenance.amount >= when.useMin * trigger * adjustedEquity
}

/** After these nothing is left to liquidate. */
const closes: ReadonlySet<EngineAction['type']> = new Set(['close-all', 'take-over'])

function nextState(
  now: LiquidationState,
  pool: string,
  at: EpochMs,
): Extract<LiquidationState, { state: 'liquidating' }> {
  const isSame = now.state === 'liquidating' && now.pool === pool
  return { state: 'liquidating', pool, since: isSame ? now.since : at, steps: isSame ? now.steps + 1 : 1 }
}

/** Whether there was something to do. */
function act(liquidation: Liquidation, standing: AccountStanding, pool: Pool, action: EngineAction): boolean {
  switch (action.type) {
    case 'cancel-orders':
      return cancelOrders(liquidation, standing, pool, action.which)
    case 'net-opposite':
      return netOpposite(liquidation, pool)
    case 'close-all':
      return closeAll(liquidation, standing, pool)
    case 'take-over':
      return takeOver(liquidation, standing, pool)
    default:
      // What has nothing left cannot be restored by trading less.
      return pool.equity > 0 && shrink(liquidation, standing, pool, action)
  }
}

function shrink(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  action: Extract<EngineAction, { type: 'step-down-tier' | 'reduce' | 'reduce-evenly' | 'delta-hedge' | 'targeted' }>,
): boolean {
  switch (action.type) {
    case 'step-down-tier':
      return stepDownTier(liquidation, standing, pool)
    case 'reduce':
      return reduce(liquidation, standing, pool, action)
    case 'reduce-evenly':
      return reduceEvenly(liquidation, standing, pool, action)
    case 'delta-hedge': {
      const hedges = deltaHedges(liquidation, pool, action).map((each) => partOf(each, action.partFrac))
      return tradeMostHelpful(liquidation, standing, pool, hedges)
    }
    case 'targeted': {
      const trades = [...reductions(liquidation, pool), ...deltaHedges(liquidation, pool)]
      return (
        tradeMostHelpful(liquidation, standing, pool, trades) ||
        tradeTogether(liquidation, standing, pool, trades) ||
        tradeMostHelpful(liquidation, standing, pool, trades, smallParts)
      )
    }
  }
}
