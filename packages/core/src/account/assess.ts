import { type Charge, inUnit, scaleOf, sumOf } from '../margin/charge.ts'
import type { MarginModel, Pool } from '../margin/model.ts'
import type { PricedAccount, UnpricedPosition } from '../margin/priced-account.ts'
import type { Failure } from '../num/result.ts'
import { figuresOf, severity, standingOf } from './figures.ts'
import { jointKnowledge, type Knowledge, knowledgeOf } from './knowledge.ts'
import type { PoolFigures, PoolResult, Standing } from './margin-result.ts'

/** An account under a model: its pools and their totals. Null figures are unknown. */
export interface Assessment {
  /** The account with isolated margins set aside. */
  readonly account: PricedAccount
  readonly model: MarginModel
  readonly pools: readonly AssessedPool[]
  /** Market currency per unit of the report currency. */
  readonly reportPrice: number
  readonly totals: PoolFigures & {
    readonly marginRatio: number | null
    readonly initial: Charge | null
    readonly maintenance: Charge | null
  }
  readonly standing: Standing
  readonly trigger: number
  readonly worstPool: string
  readonly problems: readonly Failure[]
}

/** A pool, and which of its figures can be known; `pool` holds what could be priced even when they cannot. */
export interface AssessedPool {
  readonly pool: Pool
  readonly knowledge: Knowledge
  /** Adjusted equity and maintenance margin are known, and so is how the pool stands. */
  readonly isKnown: boolean
  readonly standing: Standing
}

/** Margins a priced account by a model, with totals in the report currency. */
export function assessAccount(priced: PricedAccount, model: MarginModel, reportPrice: number): Assessment {
  const account = model.resolve?.(priced) ?? priced
  const pools = model.pools(account).map((pool) => assessedPool(pool, account))
  const unknownIsolated = account.unpriced.find(({ isIsolated }) => isIsolated)
  const worst = worstOf(pools)
  // Any unknown pool is worse than a known one; the account's own comes first.
  const worstPool = worst.isKnown && unknownIsolated !== undefined ? unpricedName(unknownIsolated) : worst.pool.name
  const isKnown = worst.isKnown && unknownIsolated === undefined
  return {
    account,
    model,
    pools,
    reportPrice,
    totals: totalsOf(
      pools,
      worst,
      jointKnowledge(
        pools.map(({ knowledge }) => knowledge),
        account,
      ),
      reportPrice,
    ),
    standing: isKnown ? worst.standing : 'unknown',
    trigger: worst.pool.trigger,
    worstPool,
    problems: problemsOf(account, pools),
  }
}

/** Each thing once, however many positions it bears on. */
function problemsOf(
  { problems, orderProblems, unpriced, notes }: PricedAccount,
  pools: readonly AssessedPool[],
): readonly Failure[] {
  const all = [
    ...problems,
    ...orderProblems,
    ...unpriced.flatMap((position) => position.problems),
    ...pools.flatMap(({ pool: { unknown = [], unknownInitial = [], unknownBacking = [] } }) => [
      ...unknown,
      ...unknownInitial,
      ...unknownBacking,
    ]),
    ...notes,
  ]
  return [...new Map(all.map((found) => [`${found.code} ${found.path} ${found.message}`, found])).values()]
}

function assessedPool(pool: Pool, account: PricedAccount): AssessedPool {
  const knowledge = knowledgeOf(pool, account)
  const isKnown = knowledge.adjustedEquity && knowledge.maintenance
  return { pool, knowledge, isKnown, standing: isKnown ? standingOf(pool) : 'unknown' }
}

/** The largest use ÷ trigger; an unknown pool is worse than any known one. */
function worstOf(pools: readonly AssessedPool[]): AssessedPool {
  const rank = ({ pool, isKnown }: AssessedPool): number => (isKnown ? severity(pool) : Number.POSITIVE_INFINITY)
  return pools.reduce((worst, pool) => (rank(pool) > rank(worst) ? pool : worst))
}

const unknownFigures: PoolFigures = {
  equity: null,
  adjustedEquity: null,
  initialMargin: null,
  maintenanceMargin: null,
  freeCollateral: null,
  initialUse: null,
  maintenanceUse: null,
}

function totalsOf(
  assessed: readonly AssessedPool[],
  worst: AssessedPool,
  knowledge: Knowledge,
  reportPrice: number,
): Assessment['totals'] {
  const pools = assessed.map(({ pool }) => pool)
  const total = (amountOf: (pool: Pool) => number): number =>
    pools.reduce((sum, pool) => sum + (amountOf(pool) * pool.currencyPrice) / reportPrice, 0)
  const initial = totalTree('initial', pools, reportPrice, (pool) => pool.initial)
  const maintenance = totalTree('maintenance', pools, reportPrice, (pool) => pool.maintenance)
  const adjustedEquity = total((pool) => pool.adjustedEquity)
  const { initialUse, maintenanceUse } = figuresOf(worst.pool)
  const figures = {
    equity: total((pool) => pool.equity),
    adjustedEquity,
    initialMargin: initial.amount,
    maintenanceMargin: maintenance.amount,
    freeCollateral: adjustedEquity - initial.amount,
    initialUse,
    maintenanceUse,
  }
  const { pool } = worst
  const isRatioKnown = knowledge.adjustedEquity && knowledge.maintenance && pool.maintenance.amount > 0
  return {
    ...knownFigures(figures, knowledge),
    marginRatio: isRatioKnown ? pool.adjustedEquity / pool.maintenance.amount : null,
    initial: knowledge.initial ? initial : null,
    maintenance: knowledge.maintenance ? maintenance : null,
  }
}

/** The figures with null for each that depends on something unknown. */
function knownFigures(figures: PoolFigures, { equity, adjustedEquity, initial, maintenance }: Knowledge): PoolFigures {
  return {
    equity: equity ? figures.equity : null,
    adjustedEquity: adjustedEquity ? figures.adjustedEquity : null,
    initialMargin: initial ? figures.initialMargin : null,
    maintenanceMargin: maintenance ? figures.maintenanceMargin : null,
    freeCollateral: adjustedEquity && initial ? figures.freeCollateral : null,
    initialUse: adjustedEquity && initial ? figures.initialUse : null,
    maintenanceUse: adjustedEquity && maintenance ? figures.maintenanceUse : null,
  }
}

/** A single pool in the report currency is the tree itself; otherwise each pool's is scaled by the price of its currency. */
function totalTree(name: string, pools: readonly Pool[], reportPrice: number, treeOf: (pool: Pool) => Charge): Charge {
  const [only] = pools
  if (pools.length === 1 && only !== undefined && only.currencyPrice === reportPrice) return treeOf(only)
  return sumOf(
    name,
    pools.map((pool) =>
      scaleOf(
        `${pool.name}, from ${pool.currency}`,
        pool.currencyPrice / reportPrice,
        inUnit(pool.currency, treeOf(pool)),
      ),
    ),
  )
}

/** The pools as they are reported; one that is unknown has its name and nothing else. */
export function poolResults({ pools, account }: Assessment): readonly PoolResult[] {
  const known = pools.map(({ pool, knowledge, standing }) => ({
    name: pool.name,
    currency: pool.currency,
    ...knownFigures(figuresOf(pool), knowledge),
    trigger: pool.trigger,
    standing,
    initial: knowledge.initial ? pool.initial : null,
    maintenance: knowledge.maintenance ? pool.maintenance : null,
  }))
  return [
    ...known,
    ...account.unpriced.filter(({ isIsolated }) => isIsolated).map((row) => unknownPool(row, account.currency)),
  ]
}

function unknownPool(position: UnpricedPosition, accountCurrency: string): PoolResult {
  const figures = { ...unknownFigures, trigger: 1, standing: 'unknown' as const, initial: null, maintenance: null }
  return {
    name: unpricedName(position),
    currency: position.terms?.priced.instrument.settle ?? accountCurrency,
    ...figures,
  }
}

/** Pool name of an isolated position that cannot be priced. */
export function unpricedName({ symbol, side, held }: UnpricedPosition): string {
  return `${symbol} ${side ?? (held.sign() < 0 ? 'short' : 'long')}`
}
