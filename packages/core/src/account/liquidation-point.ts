import type { MarginModel, Pool } from '../margin/model.ts'
import { notionalOf, type PricedAccount } from '../margin/priced-account.ts'
import { exp, log } from '../num/exp-log.ts'
import { bracketedRoot } from '../num/root.ts'
import { commonShock, type Shock, singleShock } from '../scenario/shock.ts'
import { isLiquidatable } from './figures.ts'
import type { LiquidationResult, LiquidationSide } from './margin-result.ts'
import { shiftAccount } from './shift-account.ts'

/** Searched range of the index factor: −98 % … +900 %. */
const factorMin = 0.02
const factorMax = 10

/** Steps on each side, denser near the present, so that a near crossing is not stepped over. */
const stepsMin = 24

/**
 * An option near its expiry gains and loses within a band as narrow as its total volatility, and steps are to be no
 * wider; as far as this many positions margined on each side go, and no more than that many steps.
 */
const positionsMargined = 2000
const stepsMax = 512
const narrowestBand = 0.005

/** Bound on the solver's evaluations; a jump is found by halving, which needs about fifty. */
const evaluationsMax = 80

/** Relative width to which a crossing is solved. */
const factorTolerance = 1e-14

/** Gap of maintenance over equity, relative to their size, above which a crossing is a jump. */
const jumpTolerance = 1e-7

/** What is left of the gaps at the ends of the bracket where there is no jump: rounding, however small the pool is there. */
const rounding = 1e-9

/** Where a pool would be liquidated: a row for each underlying that moves it, and one with everything moving together. */
export function liquidationPoints(
  account: PricedAccount,
  model: MarginModel,
  pools: readonly Pool[],
): readonly LiquidationResult[] {
  return pools.flatMap((pool) => {
    const alone = onlyPool(account, pool)
    const [first, ...others] = scopesOf(account, pool)
    if (first === undefined) return []
    const row = pointsOf(alone, model, pool, first)
    // A single underlying moving and everything moving are the same move.
    const rest =
      others.length === 1 && others[0] === 'all'
        ? [asCommonMove(row)]
        : others.map((scope) => pointsOf(alone, model, pool, scope))
    return [row, ...rest]
  })
}

function asCommonMove({ pool, below, above }: LiquidationResult): LiquidationResult {
  const side = (point: LiquidationSide, end: number): LiquidationSide => {
    if (point.state === 'found') return { ...point, indexPrice: null, mark: null }
    return point.state === 'none' ? { state: 'none', reason: noneReason('all', end) } : point
  }
  return { scope: 'all', pool, below: side(below, factorMin), above: side(above, factorMax) }
}

/** The account without the other pools, whose positions cannot change this one. */
function onlyPool(account: PricedAccount, pool: Pool): PricedAccount {
  const isAccount = !pool.positions.some(({ isIsolated }) => isIsolated)
  return { ...account, orders: [], positions: pool.positions, balances: isAccount ? account.balances : [] }
}

function scopesOf(account: PricedAccount, { positions, collateral }: Pool): readonly string[] {
  const isIsolated = positions.some((position) => position.isIsolated)
  const coins = collateral
    .filter(({ asset, held }) => !account.stableAssets.has(asset) && !held.isZero())
    .map(({ asset }) => asset)
  const underlyings = new Set([
    ...positions.map(({ priced }) => priced.instrument.underlying),
    ...(isIsolated ? [] : coins),
  ])
  return underlyings.size === 0 || isIsolated ? [...underlyings] : [...underlyings, 'all']
}

/** A pool after every index of the scope has moved to a factor of itself. */
type PoolAt = (factor: number) => Pool

function pointsOf(account: PricedAccount, model: MarginModel, pool: Pool, scope: string): LiquidationResult {
  const at: PoolAt = (factor) => {
    const shock: Shock = scope === 'all' ? commonShock(factor) : singleShock(scope, factor)
    return model.pools(shiftAccount(account, shock)).find(({ name }) => name === pool.name) ?? pool
  }
  const base = { scope, pool: pool.name }
  if (isLiquidatable(pool)) return { ...base, below: { state: 'already' }, above: { state: 'already' } }
  const side = (end: number): LiquidationSide => searchSide(at, pool, scope, account, end)
  return { ...base, below: side(factorMin), above: side(factorMax) }
}

function searchSide(at: PoolAt, now: Pool, scope: string, account: PricedAccount, end: number): LiquidationSide {
  const steps = stepsOf(account, Math.abs(log(end)))
  let safe = 1
  let safeGap = gapOf(now)
  for (let step = 1; step <= steps; step++) {
    const factor = step === steps ? end : exp(log(end) * shareOf(step / steps))
    const pool = at(factor)
    if (isLiquidatable(pool)) return crossing(at, { safe, safeGap, bad: factor, badGap: gapOf(pool) }, scope, account)
    safe = factor
    safeGap = gapOf(pool)
  }
  return { state: 'none', reason: noneReason(scope, end) }
}

/** As many as the narrowest option asks; the last step is the widest, twice the mean. */
function stepsOf({ positions }: PricedAccount, reach: number): number {
  let band = Number.POSITIVE_INFINITY
  for (const { priced } of positions)
    if (priced.option !== undefined) band = Math.min(band, priced.option.vol * Math.sqrt(priced.option.tteYears))
  const wanted = Math.ceil((2 * reach) / Math.max(band, narrowestBand))
  const affordable = Math.min(stepsMax, Math.floor(positionsMargined / Math.max(1, positions.length)))
  return Math.max(stepsMin, Math.min(wanted, affordable))
}

/** Quadratic spacing: the first of 24 steps is under two thousandths of the way. */
function shareOf(share: number): number {
  return share * share
}

/** Maintenance margin above what the trigger allows, pool currency: negative is safe. */
function gapOf({ maintenance, trigger, adjustedEquity }: Pool): number {
  return maintenance.amount - trigger * adjustedEquity
}

interface Bracket {
  readonly safe: number
  readonly safeGap: number
  readonly bad: number
  readonly badGap: number
}

function crossing(
  at: PoolAt,
  { safe, safeGap, bad, badGap }: Bracket,
  scope: string,
  account: PricedAccount,
): LiquidationSide {
  const [low, high, fLow, fHigh] = safe < bad ? [safe, bad, safeGap, badGap] : [bad, safe, badGap, safeGap]
  const f = (factor: number): number => gapOf(at(factor))
  const root = bracketedRoot({
    f,
    low,
    high,
    fLow,
    fHigh,
    toleranceX: factorTolerance * high,
    iterationsMax: evaluationsMax,
  })
  const factor = root.state === 'found' ? root.x : bad
  const pool = at(factor)
  const size = Math.max(pool.maintenance.amount, Math.abs(pool.adjustedEquity))
  const jumpMin = Math.max(jumpTolerance * size, rounding * Math.abs(badGap - safeGap))
  const index = account.indexes.get(scope)
  return {
    state: 'found',
    indexPrice: index === undefined ? null : index * factor,
    mark: markOf(pool, scope),
    moveFrac: factor - 1,
    straddles: Math.abs(gapOf(pool)) > jumpMin,
  }
}

/** Mark of the pool's largest future or perpetual in the underlying; an option's mark names no price level. */
function markOf({ positions }: Pool, scope: string): number | null {
  let largest: { readonly mark: number; readonly notional: number } | null = null
  for (const position of positions) {
    const { instrument, mark } = position.priced
    if (instrument.underlying !== scope || instrument.kind === 'option') continue
    const notional = notionalOf(position)
    if (largest === null || notional > largest.notional) largest = { mark, notional }
  }
  return largest?.mark ?? null
}

function noneReason(scope: string, end: number): string {
  const range = end < 1 ? 'down to −98 %' : 'up to +900 %'
  return scope === 'all'
    ? `no common move ${range} liquidates it`
    : `no ${scope} price ${range} liquidates it, other prices held`
}
