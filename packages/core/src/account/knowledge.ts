import type { Pool } from '../margin/model.ts'
import type { PricedAccount, UnpricedPosition } from '../margin/priced-account.ts'

/** Which figures of a pool can be known from the prices there are. */
export interface Knowledge {
  readonly equity: boolean
  readonly initial: boolean
  readonly maintenance: boolean
}

const everything: Knowledge = { equity: true, initial: true, maintenance: true }
const nothing: Knowledge = { equity: false, initial: false, maintenance: false }

/**
 * A requirement that lacks a parameter is not known. An isolated pool is made of its own priced position; what else is missing bears on
 * the account pool.
 */
export function knowledgeOf(pool: Pool, account: PricedAccount): Knowledge {
  const known = pool.positions.some(({ isIsolated }) => isIsolated) ? everything : accountKnowledge(account)
  const isRequirementKnown = pool.unknown === undefined || pool.unknown.length === 0
  return isRequirementKnown ? known : { ...known, initial: false, maintenance: false }
}

/**
 * A balance without a price hides equity, and the requirement too where balances move in its scenarios: in portfolio
 * margin. An order without one hides initial margin alone.
 */
function accountKnowledge({ mode, problems, orderProblems, unpriced }: PricedAccount): Knowledge {
  const equity = problems.length === 0 && unpriced.every(isSetAside)
  const maintenance = unpriced.every(({ isIsolated }) => isIsolated) && (equity || mode !== 'portfolio')
  return { equity, maintenance, initial: maintenance && orderProblems.length === 0 }
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
    initial: pools.every(({ initial }) => initial),
    maintenance: pools.every(({ maintenance }) => maintenance),
  }
}
