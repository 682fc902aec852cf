import type { Pool } from '../../margin/model.ts'
import type { LiquidationAction } from '../../margin/venue-profile.ts'
import { toRisk } from '../../num/crossing.ts'
import { profitOf } from '../../pricing/priced.ts'
import type { HeldPosition } from '../account.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { notionalOf } from './alone.ts'
import { partOf } from './attempt.ts'
import { reductionOf } from './candidates.ts'
import { tradeFirstHelpful, tradeMostHelpful } from './helpful.ts'
import { accountOf, type Liquidation } from './measure.ts'
import { positionsIn } from './pool-contents.ts'
import { byNeed } from './step-down.ts'
import { pricedIn } from './trade.ts'

type Reduce = Extract<LiquidationAction, { type: 'reduce' }>

/** Shrinks one position by at most a part of it, in the order told; just enough where less restores the pool. */
export function reduce(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  { partFrac, order, notionalAbove = 0 }: Reduce,
): boolean {
  const positions = positionsIn(accountOf(liquidation), pool)
    .map(([, held]) => held)
    .filter((held) => notionalAbove === 0 || notionalOf(liquidation, held) > notionalAbove)
  if (order === 'freed-per-cost') {
    const candidates = positions.map((held) => partOf(reductionOf(held), partFrac))
    return tradeMostHelpful(liquidation, standing, pool, candidates)
  }
  const sorted = order === 'largest-loss' ? byLoss(liquidation, positions) : byNeed(liquidation, positions)
  const candidates = sorted.map((held) => partOf(reductionOf(held), partFrac))
  return tradeFirstHelpful(liquidation, standing, pool, candidates)
}

/** The largest unrealised loss first, market currency. */
function byLoss(liquidation: Liquidation, positions: readonly HeldPosition[]): readonly HeldPosition[] {
  const profit = ({ symbol, contracts, cost }: HeldPosition): number => {
    const priced = pricedIn(liquidation, symbol)
    return profitOf(priced, toRisk(contracts), toRisk(cost)) * priced.settlePrice
  }
  return positions
    .map((held) => ({ held, profit: profit(held) }))
    .sort((a, b) => a.profit - b.profit)
    .map(({ held }) => held)
}
