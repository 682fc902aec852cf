import { isLiquidatable } from '../../account/figures.ts'
import { type Knowledge, knowledgeOf } from '../../account/knowledge.ts'
import type { MarginModel, Pool } from '../../margin/model.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import type { Failure } from '../../num/result.ts'
import type { Account } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import type { EngineCore } from '../state.ts'
import { priceAccount } from './price-account.ts'

/** An account under its own rules at the engine's prices. */
export interface AccountStanding {
  readonly model: MarginModel
  readonly priced: PricedAccount
  readonly pools: readonly StandingPool[]
  /** Why some figure cannot be known; everything is when empty. */
  readonly problems: readonly Failure[]
}

export interface StandingPool {
  readonly pool: Pool
  readonly knowledge: Knowledge
}

/** Margins an account; a model that cannot be made, or an account its venue cannot hold, is a problem and has no pools. */
export function standingOf(
  account: Account,
  core: EngineCore,
  rules: EngineRules,
): AccountStanding | readonly Failure[] {
  const model = rules.modelOf(account.rules, core.parameters)
  return model.ok ? standingUnder(account, core, model.value) : model.problems
}

function standingUnder(account: Account, core: EngineCore, model: MarginModel): AccountStanding | readonly Failure[] {
  const bound = priceAccount(account, core)
  const refusals = model.refusals?.(bound) ?? []
  if (refusals.length > 0) return refusals
  const priced = model.resolve?.(bound) ?? bound
  const pools = model.pools(priced).map((pool) => ({ pool, knowledge: knowledgeOf(pool, priced) }))
  return { model, priced, pools, problems: problemsOf(priced, pools) }
}

export function isStanding(answer: AccountStanding | readonly Failure[]): answer is AccountStanding {
  return !Array.isArray(answer)
}

function problemsOf(priced: PricedAccount, pools: readonly StandingPool[]): readonly Failure[] {
  return [
    ...priced.problems,
    ...priced.orderProblems,
    ...priced.unpriced.flatMap((position) => position.problems),
    ...pools.flatMap(({ pool: { unknown = [], unknownInitial = [], unknownBacking = [] } }) => [
      ...unknown,
      ...unknownInitial,
      ...unknownBacking,
    ]),
  ]
}

/** Whether it can be known that the pool is to be liquidated, and it is. */
export function isInDanger({ pool, knowledge }: StandingPool): boolean {
  return knowledge.adjustedEquity && knowledge.maintenance && isLiquidatable(pool)
}

/** What initial margin lacks of adjusted equity, pool currency; negative is free. Null when it is not known. */
export function shortfallOf({ pool, knowledge }: StandingPool): number | null {
  return knowledge.adjustedEquity && knowledge.initial ? pool.initial.amount - pool.adjustedEquity : null
}
