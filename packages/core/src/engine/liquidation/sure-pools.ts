import type { Pool } from '../../margin/model.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { Account } from '../account.ts'
import { heldIn, unsureAmong } from '../market/unsure-prices.ts'
import type { AccountStanding, StandingPool } from '../standing/standing.ts'
import type { EngineCore } from '../state.ts'
import { isIsolatedPool } from './pool-contents.ts'

/** Which pools may be acted on, and why the others may not. */
export interface SurePools {
  readonly sure: readonly StandingPool[]
  readonly problems: readonly Failure[]
}

/**
 * Pools whose maintenance margin and adjusted equity are known from prices that are sure. Each stands for itself: what an
 * isolated position lacks hides that position alone. Prices of open orders are not asked for, as they bear on neither figure.
 */
export function surePools(account: Account, { pools, priced }: AccountStanding, core: EngineCore): SurePools {
  const sure: StandingPool[] = []
  const problems: Failure[] = [...priced.problems, ...priced.unpriced.flatMap((position) => position.problems)]
  const shared = pools.filter(({ pool }) => !isIsolatedPool(pool)).length
  for (const each of pools) {
    const { pool, knowledge } = each
    const [unsure, open] = [unsurePrices(pool, shared, account, core), unsettled(pool, core)]
    problems.push(...unsure, ...open)
    if (unsure.length + open.length === 0 && knowledge.maintenance && knowledge.adjustedEquity) sure.push(each)
  }
  if (problems.length < 2) return { sure, problems }
  return { sure, problems: [...new Map(problems.map((each) => [`${each.code} ${each.path}`, each])).values()] }
}

/** Of one pool that shares its account's balances with no other, all of them are asked for. */
function unsurePrices(pool: Pool, shared: number, { balances }: Account, core: EngineCore): readonly Failure[] {
  const symbols = pool.positions.map(({ symbol }) => symbol)
  if (isIsolatedPool(pool)) return unsureAmong({ symbols, assets: [] }, core)
  const own = pool.collateral.map(({ asset }) => asset)
  return unsureAmong({ symbols, assets: shared === 1 ? heldIn(balances) : own }, core)
}

/** Contracts that have expired: nobody trades them any more, and what they pay is not told yet. */
function unsettled({ positions }: Pool, { at }: EngineCore): readonly Failure[] {
  return positions.flatMap(({ symbol, priced: { instrument } }) =>
    instrument.kind === 'perpetual' || instrument.expiryAt > at
      ? []
      : [problem('market.expired', pointer('instruments', symbol), `${symbol} must be settled, has expired`)],
  )
}
