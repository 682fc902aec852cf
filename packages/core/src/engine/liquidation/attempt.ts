import type { Pool } from '../../margin/model.ts'
import type { PositionSide } from '../../market/book.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import type { Decimal } from '../../num/decimal.ts'
import type { AccountStanding } from '../standing/standing.ts'
import {
  forked,
  isRestored,
  type Liquidation,
  liquidatablePools,
  poolNamed,
  poolStanding,
  standingIn,
} from './measure.ts'
import { marketTrade, pricedIn, tradeAtMarket } from './trade.ts'

/** A trade that may help: the whole of it, of which a part may be enough. */
export interface Candidate {
  readonly symbol: string
  readonly side: PositionSide | undefined
  /** Signed as the trade. */
  readonly contracts: Decimal
  readonly why: 'liquidation' | 'delta-hedge'
}

/** What a candidate would do to the pool; amounts in market currency. */
export interface Attempt {
  readonly candidate: Candidate
  readonly freed: number
  /** Fee and slippage. */
  readonly cost: number
  readonly restores: boolean
}

/** Smallest relative improvement that counts as one. */
const improvementMin = 1e-9

/**
 * Tries a trade on a copy. Undefined when it does not help: when it raises the pool's maintenance margin, does not lower
 * the share of its funds that this is, brings another pool below its line, or leaves an account its venue cannot hold.
 */
export function attempt(
  liquidation: Liquidation,
  standing: AccountStanding,
  pool: Pool,
  candidate: Candidate,
): Attempt | undefined {
  const trial = forked(liquidation)
  const cost = perform(trial, pool, candidate)
  const after = standingIn(trial)
  if (after === undefined || !staysWithin(standing, after, pool.name)) return undefined
  const left = poolNamed(after, pool.name)
  if (left !== undefined && !(left.knowledge.maintenance && left.knowledge.adjustedEquity)) return undefined
  if (!improves(pool, left?.pool)) return undefined
  const freed = (pool.maintenance.amount - (left?.pool.maintenance.amount ?? 0)) * pool.currencyPrice
  return { candidate, freed, cost, restores: isRestored(after, pool.name, liquidation.way.restoreUse) }
}

/** Does the trade; gives what it cost, market currency. */
export function perform(liquidation: Liquidation, pool: Pool, { symbol, side, contracts, why }: Candidate): number {
  const trade = marketTrade(liquidation, pricedIn(liquidation, symbol), contracts, side)
  tradeAtMarket(liquidation, pool, [trade], why)
  return trade.slippage + trade.fee
}

/** Whether no other pool has come below its line. */
export function staysWithin(before: AccountStanding, after: AccountStanding, own: string): boolean {
  const were = new Set([...liquidatablePools(before), own])
  return liquidatablePools(after).every((name) => were.has(name))
}

function improves(before: Pool, after: Pool | undefined): boolean {
  const [was, is] = [before, after].map(poolStanding)
  if (was === undefined || is === undefined || is.maintenance > was.maintenance) return false
  if (is.maintenanceUse !== null)
    return was.maintenanceUse === null || is.maintenanceUse < was.maintenanceUse * (1 - improvementMin)
  return was.maintenanceUse === null && is.maintenance < was.maintenance * (1 - improvementMin)
}

const contractScale = 8

/** A share of a candidate, away from zero to whole units but never more than all of it. */
export function partOf(candidate: Candidate, share: number): Candidate {
  if (share >= 1) return candidate
  const part = fromRisk(
    toRisk(candidate.contracts) * share,
    contractScale,
    candidate.contracts.sign() > 0 ? 'up' : 'down',
  )
  return part.abs().compare(candidate.contracts.abs()) < 0 ? { ...candidate, contracts: part } : candidate
}

const halvings = 12

/** The smallest part that restores the pool, to 1/4096 of the candidate, all of which restores it. */
export function justEnough(liquidation: Liquidation, standing: AccountStanding, pool: Pool, whole: Attempt): Attempt {
  let best = whole
  let [low, high] = [0, 1]
  for (let i = 0; i < halvings; i += 1) {
    const middle = (low + high) / 2
    const tried = attempt(liquidation, standing, pool, partOf(whole.candidate, middle))
    if (tried?.restores === true) [high, best] = [middle, tried]
    else low = middle
  }
  return best
}
