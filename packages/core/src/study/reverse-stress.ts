import type { Assessment } from '../account/assess.ts'
import { exp } from '../num/exp-log.ts'
import type { Shock } from '../scenario/shock.ts'
import { afterShock } from './stressed.ts'

/** The smallest joint move of all underlyings and volatilities that was found to liquidate. */
export type ReverseStress =
  | {
      readonly state: 'found'
      /** Length of the move, each part over its typical day: √Σ(ln(1+move) ÷ typical)². */
      readonly size: number
      /** By underlying, as fractions. */
      readonly moves: Readonly<Record<string, number>>
      /** Relative change of every volatility. */
      readonly volMoveFrac: number
    }
  | { readonly state: 'none' | 'unknown'; readonly reason: string }
  | { readonly state: 'already' }

/** Typical one-day log move of the market, and of volatilities; assumed, near the long-run daily deviations. */
const typicalDay = 0.04
const typicalVolDay = 0.08

/** Moves larger than this many typical days are not searched. */
const sizeMax = 40

/** Underlyings whose signs are combined; the rest move with the market. */
const combinedMax = 3

const halvings = 30
const refinements = 3

/** A direction: one entry for each underlying, the last for volatilities. */
type Direction = readonly number[]

/**
 * Searches directions in which underlyings rise, fall or stand, with volatilities up, down or still, then bends the
 * best one. The size found is an upper bound on the true smallest.
 */
export function reverseStress(assessment: Assessment, betaOf: (underlying: string) => number): ReverseStress {
  if (assessment.standing === 'unknown')
    return { state: 'unknown', reason: assessment.problems[0]?.message ?? 'a price is missing' }
  if (assessment.standing === 'liquidating') return { state: 'already' }
  const underlyings = [...assessment.account.indexes.keys()]
  if (underlyings.length === 0) return { state: 'none', reason: 'nothing in the account moves with a price' }
  const search: Search = {
    assessment,
    underlyings,
    typical: underlyings.map((name) => typicalDay * Math.abs(betaOf(name))),
  }
  let best: Found | null = null
  for (const direction of directionsOf(underlyings.length)) best = nearer(search, unit(direction), best)
  for (let round = 0; round < refinements && best !== null; round++) best = bend(search, best, 0.4 / (round + 1))
  if (best === null) return { state: 'none', reason: `no joint move of up to ${sizeMax} typical days liquidates it` }
  return described(search, best)
}

interface Search {
  readonly assessment: Assessment
  readonly underlyings: readonly string[]
  readonly typical: readonly number[]
}

interface Found {
  readonly direction: Direction
  readonly size: number
}

function shockOf({ underlyings, typical }: Search, direction: Direction, size: number): Shock {
  const factors = underlyings.map((name, i): [string, number] => [
    name,
    exp(size * (direction[i] as number) * (typical[i] as number)),
  ])
  return {
    name: 'reverse',
    indexFactors: new Map(factors),
    otherwise: 1,
    volMoveFrac: exp(size * (direction.at(-1) as number) * typicalVolDay) - 1,
  }
}

function liquidates(search: Search, direction: Direction, size: number): boolean {
  return afterShock(search.assessment, shockOf(search, direction, size)).standing === 'liquidating'
}

/** `best`, or a nearer crossing along `direction`: tested just inside the best, and on a coarse scan while there is none. */
function nearer(search: Search, direction: Direction, best: Found | null): Found | null {
  const reach = best === null ? firstReach(search, direction) : best.size * 0.999
  if (reach === null || !liquidates(search, direction, reach)) return best
  let low = 0
  let high = reach
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (liquidates(search, direction, middle)) high = middle
    else low = middle
  }
  return { direction, size: high }
}

function firstReach(search: Search, direction: Direction): number | null {
  for (let size = 1; size <= sizeMax; size *= 1.5) if (liquidates(search, direction, size)) return size
  return null
}

function bend(search: Search, best: Found, by: number): Found {
  let nearest = best
  for (const [i] of best.direction.entries())
    for (const sign of [by, -by])
      nearest =
        nearer(search, unit(nearest.direction.with(i, (nearest.direction[i] as number) + sign)), nearest) ?? nearest
  return nearest
}

function directionsOf(count: number): readonly Direction[] {
  const signs = [-1, 0, 1]
  const combined = Math.min(count, combinedMax)
  let spots: Direction[] = [[]]
  for (let i = 0; i < combined; i++) spots = spots.flatMap((spot) => signs.map((sign) => [...spot, sign]))
  const together = spots.map((spot) => [...spot, ...Array.from({ length: count - combined }, () => spot[0] as number)])
  const singles = Array.from({ length: count - combined }, (_, i) =>
    signs.map((sign) => Array.from({ length: count }, (_, j) => (j === combined + i ? sign : 0))),
  ).flat()
  return [...together, ...singles]
    .flatMap((spot) => signs.map((vol) => [...spot, vol]))
    .filter((direction) => direction.some((part) => part !== 0))
}

function unit(direction: Direction): Direction {
  let square = 0
  for (const part of direction) square += part * part
  const length = Math.sqrt(square)
  return direction.map((part) => part / length)
}

function described(search: Search, { direction, size }: Found): ReverseStress {
  const { indexFactors, volMoveFrac = 0 } = shockOf(search, direction, size)
  return {
    state: 'found',
    size,
    moves: Object.fromEntries([...indexFactors].map(([name, factor]) => [name, factor - 1])),
    volMoveFrac,
  }
}
