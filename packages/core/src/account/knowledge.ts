import type { Pool } from '../margin/model.ts'
import type { PricedAccount, UnpricedPosition } from '../margin/priced-account.ts'

/** Which figures of a pool can be known from the prices there are. */
export interface Knowledge {
  readonly equity: boolean
  readonly adjustedEquity: boolean
  readonly initial: boolean
  readonly maintenance: boolean
}

const everything: Knowledge = { equity: true, adjustedEquity: true, initial: true, maintenance: true }
const nothing: Knowledge = { equity: false, adjustedEquity: false, initial: false, maintenance: false }

/** A requirement that lacks a parameter is not known, nor is what counts of collateral that lacks one. */
export function knowledgeOf(pool: Pool, account: PricedAccount): Knowledge {
  const { equity, adjustedEquity, initial, maintenance } = pricedKnowledge(pool, account)
  const isRequirementKnown = (pool.unknown?.length ?? 0) === 0
  const isInitialKnown = (pool.unknownInitial?.length ?? 0) === 0
  const isBackingKnown = (pool.unknownBacking?.length ?? 0) === 0
  return {
    equity,
    adjustedEquity: adjustedEquity && isBackingKnown,
    initial: initial && isRequirementKnown && isInitialKnown,
    maintenance: maintenance && isRequirementKnown,
  }
}

/** What prices alone let be known. An isolated pool is made of its own priced position; what else is missing bears on the account pool. */
function pricedKnowledge(pool: Pool, account: PricedAccount): Knowledge {
  return pool.positions.some(({ isIsolated }) => isIsolated) ? everything : accountKnowledge(account)
}

/** Whether every price is there of which the pool is made: the venue's own figures are not made of a part. */
export function isPriced(pool: Pool, account: PricedAccount): boolean {
  const { equity, initial, maintenance } = pricedKnowledge(pool, account)
  return equity && initial && maintenance
}

/**
 * A balance without a price hides equity, and the requirement too where balances move in its scenarios: in portfolio
 * margin. An order without one hides initial margin alone.
 */
function accountKnowledge({ mode, problems, orderProblems, unpriced }: PricedAccount): Knowledge {
  const equity = problems.length === 0 && unpriced.every(isSetAside)
  const maintenance = unpriced.every(({ isIsolated }) => isIsolated) && (equity || mode !== 'portfolio')
  return { equity, adjustedEquity: equity, maintenance, initial: maintenance && orderProblems.length === 0 }
}

/** An isolated position that cannot be priced leaves the rest known where it is known what was set aside for it. */
function isSetAside({ isIsolated, isolatedMargin, settlePrice }: UnpricedPosition): boolean {
  return isIsolated && isolatedMargin !== undefined && settlePrice !== null
}

/** What can be known of pools together; of positions without a price, which have pools of their own, nothing can. */
export function jointKnowledge(pools: readonly Knowledge[], { unpriced }: PricedAccount): Knowledge {
  if (unpriced.some(({ isIsolated }) => isIsolated)) return nothing
  return {
    equity: pools.every(({ equity }) => equity),
    adjustedEquity: pools.every(({ adjustedEquity }) => adjustedEquity),
    initial: pools.every(({ initial }) => initial),
    maintenance: pools.every(({ maintenance }) => maintenance),
  }
}
