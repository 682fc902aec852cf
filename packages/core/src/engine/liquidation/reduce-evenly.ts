import type { Pool } from '../../margin/model.ts'
import type { LiquidationAction } from '../../margin/venue-profile.ts'
import { toRisk } from '../../num/crossing.ts'
import { contractNotional } from '../../pricing/priced.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { partOf, staysWithin } from './attempt.ts'
import { reductions } from './candidates.ts'
import { forked, isRestored, type Liquidation, standingIn } from './measure.ts'
import { type MarketTrade, marketTrade, pricedIn, tradeAtMarket } from './trade.ts'

type ReduceEvenly = Extract<LiquidationAction, { type: 'reduce-evenly' }>

/**
 * Shrinks every position of the pool by the same part of it: the smallest that restores the pool, of the multiples of
 * `stepFrac` where there is one. Nothing where not even closing all of them does.
 */
export function reduceEvenly(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  { stepFrac }: ReduceEvenly,
): boolean {
  const restores = (share: number): boolean => {
    const trial = forked(liquidation)
    shrinkAll(trial, pool, share)
    const after = standingIn(trial)
    if (after === undefined || !staysWithin(standing, after, pool.name)) return false
    return isRestored(after, pool.name, liquidation.way.restoreUse)
  }
  const share = stepFrac === undefined ? smallestShare(restores) : smallestMultiple(restores, stepFrac)
  if (share === undefined) return false
  shrinkAll(liquidation, pool, share)
  return true
}

const multiplesMax = 1000

function smallestMultiple(restores: (share: number) => boolean, stepFrac: number): number | undefined {
  for (let k = 1; k <= multiplesMax && (k - 1) * stepFrac < 1; k += 1) {
    const share = Math.min(1, k * stepFrac)
    if (restores(share)) return share
  }
  return undefined
}

const halvings = 14

/** To 1/16384 of the whole. */
function smallestShare(restores: (share: number) => boolean): number | undefined {
  if (!restores(1)) return undefined
  let [low, high] = [0, 1]
  for (let i = 0; i < halvings; i += 1) {
    const middle = (low + high) / 2
    if (restores(middle)) high = middle
    else low = middle
  }
  return high
}

function shrinkAll(liquidation: Liquidation, pool: Pool, share: number): void {
  const trades = reductions(liquidation, pool)
    .map((candidate) => partOf(candidate, share))
    .map(({ symbol, contracts, side }) => marketTrade(liquidation, pricedIn(liquidation, symbol), contracts, side))
  tradeAtMarket(liquidation, pool, withPenalty(liquidation, pool, trades, share))
}

/** Where the fee is one on the maintenance margin that is freed, each trade bears its part of it by notional. */
function withPenalty(
  { way }: Liquidation,
  { maintenance, currencyPrice }: Pool,
  trades: readonly MarketTrade[],
  share: number,
): readonly MarketTrade[] {
  const { ofMaintenanceFrac } = way.fee
  if (ofMaintenanceFrac === undefined) return trades
  const notionals = trades.map(
    ({ priced, contracts }) => Math.abs(toRisk(contracts)) * contractNotional(priced) * priced.quotePrice,
  )
  let total = 0
  for (const notional of notionals) total += notional
  const penalty = ofMaintenanceFrac * share * maintenance.amount * currencyPrice
  return trades.map((trade, i) => ({ ...trade, fee: (penalty * (notionals[i] ?? 0)) / total }))
}
