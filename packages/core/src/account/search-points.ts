import type { MarginModel, Pool } from '../margin/model.ts'
import { type PriceScope, quotedPower } from '../margin/price-breaks.ts'
import type { PricedPosition } from '../margin/priced-account.ts'
import { exp } from '../num/exp-log.ts'

/** Most turns and jumps looked at on a side, those that may hide most first. */
const featuresMax = 60

/**
 * What a feature may hide, times this: the losses that a model adds up, market-wide and own, may each hold the same
 * option, and the rest of the way is not quite straight.
 */
const countedTimes = 3

/** Of the room to the trigger: features that together hide no more than this are left out. */
const ignorableFrac = 0.01

/** An option with a total volatility above this is no narrower than the widest step of a search. */
const spreadMax = 0.3

/** Of the whole band of a turn: nearer than this, two are looked at as one. */
const besideFrac = 0.125

/** On each side of a jump, relative. */
const besideJump = 1e-9

/** A place on a pool's way where its gap may turn or jump between two steps of a search. */
export interface Feature {
  /** Price after ÷ before. */
  readonly factor: number
  /** Change of the gap's slope, pool currency per unit of the factor. */
  readonly bend: number
  /** Change of the gap itself, pool currency. */
  readonly jump: number
  /** Over which a bend is spread: a total volatility to each side. */
  readonly from: number
  readonly to: number
  /** Index after ÷ before of the scenario that bends here: one scenario is the worst, so that bends of others do not add. */
  readonly scenario: number
}

/** A factor already looked at, and the pool's gap there. */
export interface Sample {
  readonly factor: number
  readonly gap: number
}

/** Everything on a pool's way that a search with wide steps could pass over. */
export function featuresOf(pool: Pool, model: MarginModel, scope: PriceScope): readonly Feature[] {
  const jumps = (model.priceBreaks?.(pool, scope) ?? []).map(({ factor, jump }): Feature => {
    return { factor, bend: 0, jump, from: factor * (1 - besideJump), to: factor * (1 + besideJump), scenario: 1 }
  })
  return [...jumps, ...turnsOf(pool, model, scope)]
}

/** Options of one strike and expiry: calls and puts bend alike, and longs and shorts offset. */
interface Strike {
  readonly units: number
  readonly spread: number
  readonly first: PricedPosition
}

function turnsOf(pool: Pool, model: MarginModel, scope: PriceScope): readonly Feature[] {
  const factors = new Map<string, readonly number[]>()
  const factorsOf = (underlying: string): readonly number[] => {
    const known = factors.get(underlying) ?? [...new Set([1, ...(model.scenarioFactors?.(underlying) ?? [])])]
    factors.set(underlying, known)
    return known
  }
  return [...strikesOf(pool.positions).values()].flatMap((strike) => {
    const { priced } = strike.first
    const power = quotedPower(priced, scope)
    if (strike.units === 0 || power === 0 || strike.spread > spreadMax) return []
    // What is held short gains most at its strike, which is what losses of the scenarios are counted from, now only.
    const scenarios = strike.units < 0 ? [1] : factorsOf(priced.instrument.underlying)
    const widen = exp(strike.spread)
    return scenarios.map((scenario) => turnOf(strike, { scenario, power, widen, poolPrice: pool.currencyPrice }))
  })
}

function strikesOf(positions: readonly PricedPosition[]): ReadonlyMap<string, Strike> {
  const strikes = new Map<string, Strike>()
  for (const position of positions) {
    const { instrument, option, size } = position.priced
    if (option === undefined) continue
    const key = `${instrument.underlying} ${instrument.quote} ${option.strike} ${option.forward} ${option.tteYears}`
    const spread = option.vol * Math.sqrt(option.tteYears)
    const known = strikes.get(key) ?? { units: 0, spread, first: position }
    strikes.set(key, {
      units: known.units + position.contracts * size,
      spread: Math.min(known.spread, spread),
      first: known.first,
    })
  }
  return strikes
}

interface TurnTerms {
  /** Index after ÷ before of the scenario. */
  readonly scenario: number
  /** See `quotedPower`. */
  readonly power: number
  readonly widen: number
  /** Market currency per unit of the pool's. */
  readonly poolPrice: number
}

/** What is held long is worth least, against the line between two steps, where a scenario takes the forward to its strike. */
function turnOf({ units, first }: Strike, { scenario, power, widen, poolPrice }: TurnTerms): Feature {
  const { option, index } = first.priced
  const toStrike = option === undefined ? 1 : option.strike / (option.forward * scenario)
  const factor = power > 0 ? toStrike : 1 / toStrike
  const bend = (Math.abs(units) * index * scenario) / poolPrice
  return { factor, bend, jump: 0, from: factor / widen, to: factor * widen, scenario }
}

/**
 * Factors to be looked at between the samples, which go outward from 1: where what lies between two of them might hide
 * a crossing, at the turns and beside the jumps. Not sorted.
 */
export function pointsBetween(samples: readonly Sample[], features: readonly Feature[]): readonly number[] {
  if (features.length === 0) return []
  const bound = boundOf(features)
  const hiding = samples.slice(1).flatMap((sample, i) => hidingBetween(samples[i] ?? sample, sample, features, bound))
  const factors = samples.map(({ factor }) => factor)
  const [low, high] = [Math.min(...factors), Math.max(...factors)]
  return apart(hiding.sort((a, b) => b.hides - a.hides))
    .flatMap(pointsOf)
    .filter((factor) => factor > low && factor < high)
}

/** The first ones, without those so near to one before them that its points tell of both. */
function apart(ranked: readonly Hiding[]): readonly Feature[] {
  const kept: Feature[] = []
  for (const { feature } of ranked) {
    if (kept.length === featuresMax) break
    if (!kept.some((other) => isBeside(feature, other))) kept.push(feature)
  }
  return kept
}

function isBeside(feature: Feature, { factor, from, to }: Feature): boolean {
  return Math.abs(feature.factor - factor) <= (to - from) * besideFrac
}

/** A feature, and how far above both ends of a step it may lift the gap, pool currency. */
interface Hiding {
  readonly feature: Feature
  readonly hides: number
}

function hidingBetween(
  near: Sample,
  far: Sample,
  features: readonly Feature[],
  { bends, jumps }: HidingBound,
): readonly Hiding[] {
  const [low, high] = near.factor < far.factor ? [near.factor, far.factor] : [far.factor, near.factor]
  const room = -Math.max(near.gap, far.gap)
  // Most steps of most books end here.
  if (countedTimes * ((bends * (high - low)) / 4 + jumps * Math.max(1, high)) <= room) return []
  const all: Hiding[] = []
  for (const feature of features) {
    if (feature.to <= low || feature.from >= high) continue
    all.push({ feature, hides: hiddenBy(feature, low, high) })
  }
  return hiddenByAll(all) > room ? withoutDust(all, ignorableFrac * Math.abs(near.gap)) : []
}

/** All bends of the worst scenario, and all jumps, as if one step held them. */
interface HidingBound {
  readonly bends: number
  readonly jumps: number
}

function boundOf(features: readonly Feature[]): HidingBound {
  const byScenario = new Map<number, number>()
  let jumps = 0
  for (const { scenario, bend, jump } of features) {
    byScenario.set(scenario, (byScenario.get(scenario) ?? 0) + bend)
    jumps += jump
  }
  return { bends: Math.max(0, ...byScenario.values()), jumps }
}

function withoutDust(all: readonly Hiding[], ignorable: number): readonly Hiding[] {
  const kept = all.toSorted((a, b) => b.hides - a.hides)
  let left = ignorable
  for (let last = kept.at(-1); last !== undefined && last.hides <= left; last = kept.at(-1)) {
    left -= last.hides
    kept.pop()
  }
  return kept
}

/** A convex kink lies below its chord by at most bend × (high − x) × (x − low) ÷ (high − low). */
function hiddenBy({ from, to, bend, jump }: Feature, low: number, high: number): number {
  if (bend === 0) return countedTimes * jump * Math.max(1, high)
  const x = Math.min(Math.max((low + high) / 2, from, low), to, high)
  return (countedTimes * bend * (high - x) * (x - low)) / (high - low)
}

/** All jumps and the bends of the worst scenario. */
function hiddenByAll(all: readonly Hiding[]): number {
  const byScenario = new Map<number, number>()
  let jumps = 0
  for (const { feature, hides } of all) {
    if (feature.bend === 0) jumps += hides
    else byScenario.set(feature.scenario, (byScenario.get(feature.scenario) ?? 0) + hides)
  }
  return jumps + Math.max(0, ...byScenario.values())
}

function pointsOf({ factor, from, to }: Feature): readonly number[] {
  return from === to ? [factor] : [from, factor, to]
}
