import { isLiquidatable } from '../account/figures.ts'
import { type Knowledge, knowledgeOf } from '../account/knowledge.ts'
import type { MarginModel, Pool } from '../margin/model.ts'
import type { PricedAccount } from '../margin/priced-account.ts'
import { type Failure, problem } from '../num/result.ts'
import type { Account } from './account.ts'
import { priceAccount } from './price-account.ts'
import type { EngineRules } from './rules.ts'
import type { EngineCore } from './state.ts'

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

export function standingUnder(
  account: Account,
  core: EngineCore,
  model: MarginModel,
): AccountStanding | readonly Failure[] {
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

/** Prices that an account's figures need and that are stale: too old, from before the engine stood still, or suspect. */
export function stalePrices(account: Account, core: EngineCore): readonly Failure[] {
  const { market } = core
  const problems: Failure[] = []
  const check = (at: number | undefined, path: string, name: string): void => {
    if (at === undefined || isFresh(at, core)) return
    problems.push(
      problem(
        'market.stale',
        path,
        `${name} must be told at most ${core.config.staleAfterMs} ms ago, is of ${at}, now ${core.at}`,
      ),
    )
  }
  for (const { symbol } of [...account.positions.values(), ...account.orders.values()]) {
    const quote = market.instruments.get(symbol)
    if (quote === undefined || quote.instrument.kind === 'spot') continue
    const { underlying, settle } = quote.instrument
    if (quote.mark !== undefined || quote.markVol !== undefined) check(quote.at, `/instruments/${symbol}`, symbol)
    check(market.underlyings.get(underlying)?.at, `/underlyings/${underlying}`, `index of ${underlying}`)
    check(market.assets.get(settle)?.at, `/assets/${settle}`, settle)
  }
  for (const [asset, held] of account.balances)
    if (!held.isZero())
      check((market.assets.get(asset) ?? market.underlyings.get(asset))?.at, `/assets/${asset}`, asset)
  return problems
}

/** Whether a price told at `at` may be acted on. */
export function isFresh(at: number, { at: now, freshFrom, config }: EngineCore): boolean {
  return at >= freshFrom && now - at <= config.staleAfterMs
}
