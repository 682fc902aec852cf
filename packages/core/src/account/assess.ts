import { type Charge, scaleOf, sumOf } from '../margin/charge.ts'
import type { MarginModel, Pool } from '../margin/model.ts'
import type { PricedAccount, UnpricedPosition } from '../margin/priced-account.ts'
import type { Failure } from '../num/result.ts'
import { figuresOf, severity, standingOf } from './figures.ts'
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

/** A pool, and whether its figures can be known; `pool` holds what could be priced even when they cannot. */
export interface AssessedPool {
  readonly pool: Pool
  readonly isKnown: boolean
  readonly standing: Standing
}

/** Margins a priced account by a model, with totals in the report currency. */
export function assessAccount(priced: PricedAccount, model: MarginModel, reportPrice: number): Assessment {
  const account = model.resolve?.(priced) ?? priced
  const pools = model.pools(account).map((pool) => assessedPool(pool, account))
  const unknownIsolated = account.unpriced.find(({ isIsolated }) => isIsolated)
  const isKnown = pools.every((pool) => pool.isKnown) && unknownIsolated === undefined
  const worst = worstOf(pools)
  // Any unknown pool is worse than a known one; the account's own comes first.
  const worstPool = worst.isKnown && unknownIsolated !== undefined ? unpricedName(unknownIsolated) : worst.pool.name
  return {
    account,
    model,
    pools,
    reportPrice,
    totals: isKnown
      ? totalsOf(
          pools.map(({ pool }) => pool),
          worst.pool,
          reportPrice,
        )
      : unknownTotals,
    standing: isKnown ? worst.standing : 'unknown',
    trigger: worst.pool.trigger,
    worstPool,
    problems: [...account.problems, ...account.unpriced.flatMap(({ problems }) => problems), ...account.notes],
  }
}

function assessedPool(pool: Pool, account: PricedAccount): AssessedPool {
  const isAccount = !pool.positions.some(({ isIsolated }) => isIsolated)
  const isKnown = !isAccount || (account.problems.length === 0 && account.unpriced.every(isSetAside))
  return { pool, isKnown, standing: isKnown ? standingOf(pool) : 'unknown' }
}

/** An isolated position that cannot be priced leaves the rest known where it is known what was set aside for it. */
function isSetAside({ isIsolated, isolatedMargin, settlePrice }: UnpricedPosition): boolean {
  return isIsolated && isolatedMargin !== undefined && settlePrice !== null
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

const unknownTotals: Assessment['totals'] = { ...unknownFigures, marginRatio: null, initial: null, maintenance: null }

function totalsOf(pools: readonly Pool[], worst: Pool, reportPrice: number): Assessment['totals'] {
  const total = (amountOf: (pool: Pool) => number): number =>
    pools.reduce((sum, pool) => sum + (amountOf(pool) * pool.currencyPrice) / reportPrice, 0)
  const initial = totalTree('initial', pools, reportPrice, (pool) => pool.initial)
  const maintenance = totalTree('maintenance', pools, reportPrice, (pool) => pool.maintenance)
  const adjustedEquity = total((pool) => pool.adjustedEquity)
  const { initialUse, maintenanceUse } = figuresOf(worst)
  return {
    equity: total((pool) => pool.equity),
    adjustedEquity,
    initialMargin: initial.amount,
    maintenanceMargin: maintenance.amount,
    freeCollateral: adjustedEquity - initial.amount,
    initialUse,
    maintenanceUse,
    marginRatio: worst.maintenance.amount > 0 ? worst.adjustedEquity / worst.maintenance.amount : null,
    initial,
    maintenance,
  }
}

/** A single pool in the report currency is the tree itself; otherwise each pool's is scaled by the price of its currency. */
function totalTree(name: string, pools: readonly Pool[], reportPrice: number, treeOf: (pool: Pool) => Charge): Charge {
  const [only] = pools
  if (pools.length === 1 && only !== undefined && only.currencyPrice === reportPrice) return treeOf(only)
  return sumOf(
    name,
    pools.map((pool) => scaleOf(`${pool.name}, from ${pool.currency}`, pool.currencyPrice / reportPrice, treeOf(pool))),
  )
}

/** The pools as they are reported; one that is unknown has its name and nothing else. */
export function poolResults({ pools, account }: Assessment): readonly PoolResult[] {
  const known = pools.map(({ pool, isKnown, standing }) => ({
    name: pool.name,
    currency: pool.currency,
    ...(isKnown ? figuresOf(pool) : unknownFigures),
    trigger: pool.trigger,
    standing,
    initial: isKnown ? pool.initial : null,
    maintenance: isKnown ? pool.maintenance : null,
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
