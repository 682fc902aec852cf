import type { MarginModel, Pool } from '../margin/model.ts'
import type { PriceScope } from '../margin/price-breaks.ts'
import { notionalOf, type PricedAccount } from '../margin/priced-account.ts'
import { exp, log } from '../num/exp-log.ts'
import { bracketedRoot } from '../num/root.ts'
import { commonShock, type Shock, singleShock } from '../scenario/shock.ts'
import { isLiquidatable } from './figures.ts'
import type { LiquidationResult, LiquidationSide } from './margin-result.ts'
import { type Feature, featuresOf, pointsBetween, type Sample } from './search-points.ts'
import { shiftAccount } from './shift-account.ts'

/** Searched range of the index factor: −98 % … +900 %. */
const factorMin = 0.02
const factorMax = 10

/** Steps on each side, denser near the present, so that a near crossing is not stepped over. */
const steps = 24

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
    if (first === undefined) return isLiquidatable(pool) ? [alreadyRow('all', pool)] : []
    const row = pointsOf(alone, model, pool, first)
    // The only thing that moves, and everything moving, are the same move.
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

/** What moves a pool: its underlyings, the coins held, and those its contracts are quoted and settled in. */
function scopesOf({ stableAssets }: PricedAccount, { positions, collateral }: Pool): readonly string[] {
  const isIsolated = positions.some((position) => position.isIsolated)
  const held = collateral.filter((row) => !row.held.isZero()).map(({ asset }) => asset)
  const paid = positions.flatMap(({ priced: { instrument } }) => [instrument.settle, instrument.quote])
  const coins = [...(isIsolated ? [] : held), ...paid].filter((asset) => !stableAssets.has(asset))
  const scopes = new Set([...positions.map(({ priced }) => priced.instrument.underlying), ...coins])
  return scopes.size === 0 || isIsolated ? [...scopes] : [...scopes, 'all']
}

/** A pool after every index of the scope has moved to a factor of itself. */
type PoolAt = (factor: number) => Pool

function pointsOf(account: PricedAccount, model: MarginModel, pool: Pool, scope: string): LiquidationResult {
  const at: PoolAt = (factor) => {
    const shock: Shock = scope === 'all' ? commonShock(factor) : singleShock(scope, factor)
    return model.pools(shiftAccount(account, shock)).find(({ name }) => name === pool.name) ?? pool
  }
  if (isLiquidatable(pool)) return alreadyRow(scope, pool)
  const features = featuresOf(pool, model, priceScope(account, scope))
  const side = (end: number): LiquidationSide => {
    const bracket = searchSide(at, pool, features, end)
    return bracket === null ? { state: 'none', reason: noneReason(scope, end) } : crossing(at, bracket, scope, account)
  }
  return { scope, pool: pool.name, below: side(factorMin), above: side(factorMax) }
}

function alreadyRow(scope: string, pool: Pool): LiquidationResult {
  return { scope, pool: pool.name, below: { state: 'already' }, above: { state: 'already' } }
}

function priceScope({ stableAssets }: PricedAccount, scope: string): PriceScope {
  const movesUnderlying = (name: string): boolean => scope === 'all' || scope === name
  return { movesUnderlying, movesAsset: (asset) => !stableAssets.has(asset) && movesUnderlying(asset) }
}

/**
 * The nearest crossing on a side, or null: wide steps up to the first that is liquidatable, then the points between
 * them at which something might have been passed over; `docs/decisions/0008-searched-crossings.md` says what may still be missed.
 */
function searchSide(at: PoolAt, now: Pool, features: readonly Feature[], end: number): Bracket | null {
  const samples = [sampleOf(1, now)]
  for (let step = 1; step <= steps && !lastOf(samples).isBad; step++) {
    const factor = step === steps ? end : exp(log(end) * shareOf(step / steps))
    samples.push(sampleOf(factor, at(factor)))
  }
  const walked: JudgedSample[] = []
  for (const point of outward(samples, pointsBetween(samples, features))) {
    const sample = typeof point === 'number' ? sampleOf(point, at(point)) : point
    walked.push(sample)
    if (sample.isBad) break
  }
  return peakCrossing(at, walked) ?? lastCrossing(walked)
}

function lastCrossing(walked: readonly JudgedSample[]): Bracket | null {
  const [safe, bad] = walked.slice(-2)
  return safe !== undefined && bad?.isBad ? bracketOf(safe, bad) : null
}

function bracketOf(safe: Sample, bad: Sample): Bracket {
  return { safe: safe.factor, safeGap: safe.gap, bad: bad.factor, badGap: bad.gap }
}

/** Evaluations spent on a peak that may reach over the trigger between two points. */
const peakEvaluations = 10

/**
 * A crossing that begins and ends between two neighbouring points: where a point is higher than both beside it, and
 * has less to go than it stands above the lower of them, the top is climbed by halving.
 */
function peakCrossing(at: PoolAt, walked: readonly JudgedSample[]): Bracket | null {
  for (let i = 1; i + 1 < walked.length; i++) {
    const [near, top, far] = walked.slice(i - 1, i + 2) as [JudgedSample, JudgedSample, JudgedSample]
    const rise = top.gap - Math.min(near.gap, far.gap)
    if (top.gap < near.gap || top.gap < far.gap || -top.gap >= rise) continue
    const bracket = climbed(at, near, top, far)
    if (bracket !== null) return bracket
  }
  return null
}

/** A point that is higher than the one nearer to 1 and the one farther out. */
type Peak = readonly [inner: Sample, top: Sample, outer: Sample]

function climbed(at: PoolAt, inner: Sample, top: Sample, outer: Sample): Bracket | null {
  let peak: Peak = [inner, top, outer]
  for (let i = 0; i < peakEvaluations; i++) {
    const isInner = Math.abs(peak[1].factor - peak[0].factor) > Math.abs(peak[2].factor - peak[1].factor)
    const factor = (peak[1].factor + peak[isInner ? 0 : 2].factor) / 2
    const sample = sampleOf(factor, at(factor))
    if (sample.isBad) return bracketOf(peak[isInner ? 0 : 1], sample)
    peak = narrowed(peak, sample, isInner)
  }
  return null
}

/** The peak with a point between: it is the new top, or the nearer bound of the old one. */
function narrowed([inner, top, outer]: Peak, between: Sample, isInner: boolean): Peak {
  if (between.gap > top.gap) return isInner ? [inner, between, top] : [top, between, outer]
  return isInner ? [between, top, outer] : [inner, top, between]
}

interface JudgedSample extends Sample {
  readonly isBad: boolean
}

function sampleOf(factor: number, pool: Pool): JudgedSample {
  return { factor, gap: gapOf(pool), isBad: isLiquidatable(pool) }
}

function lastOf<T>(list: readonly T[]): T {
  return list[list.length - 1] as T
}

/** Samples, and factors not looked at yet, by their distance from 1. */
function outward(samples: readonly JudgedSample[], points: readonly number[]): readonly (JudgedSample | number)[] {
  const distanceOf = (point: JudgedSample | number): number =>
    Math.abs((typeof point === 'number' ? point : point.factor) - 1)
  return [...samples, ...new Set(points)].sort((a, b) => distanceOf(a) - distanceOf(b))
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
  const index = account.indexes.get(scope) ?? coinPrice(account, scope)
  return {
    state: 'found',
    indexPrice: index === undefined ? null : index * factor,
    mark: markOf(pool, scope),
    moveFrac: factor - 1,
    straddles: Math.abs(gapOf(pool)) > jumpMin,
  }
}

/** Of a coin that contracts are quoted or settled in and that is not held. */
function coinPrice({ positions }: PricedAccount, coin: string): number | undefined {
  for (const { priced } of positions) {
    if (priced.instrument.settle === coin) return priced.settlePrice
    if (priced.instrument.quote === coin) return priced.quotePrice
  }
  return undefined
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
