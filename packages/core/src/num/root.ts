import { assert } from './assert.ts'

export interface RootSearch {
  /** Continuous, or with jumps; may be infinite, never NaN. */
  readonly f: (x: number) => number
  readonly low: number
  readonly high: number
  /** f(low) and f(high), where the caller has them. */
  readonly fLow?: number
  readonly fHigh?: number
  /** Width of the bracket at which the search is over; 0 means down to neighbouring doubles. */
  readonly toleranceX: number
  /** Most evaluations of f between the ends. */
  readonly iterationsMax: number
}

export type Root =
  | { readonly state: 'found'; readonly x: number; readonly iterations: number }
  | { readonly state: 'not-bracketed' }
  | { readonly state: 'stopped'; readonly low: number; readonly high: number }

interface Bracket {
  low: number
  high: number
  fLow: number
  fHigh: number
}

/** 2⁻⁶⁰: below this part of the first width the schedule of bisection is not followed further. */
const smallestFrac = 8.673617379884035e-19

/** How far the interpolated point is moved towards the middle, as a part of the bracket's width squared over the first width. */
const truncationFrac = 0.2

/**
 * Where f changes sign between `low` and `high`, to within `toleranceX`; at a jump, the jump.
 *
 * Interpolate, truncate, project (Oliveira & Takahashi 2020, ACM Trans. Math. Softw. 47, with n₀ = 1): as fast as the
 * secant where f is smooth, and never more than one evaluation beyond bisection, log₂(width ÷ tolerance). So with
 * tolerance 1e-12 of the width, 41 iterations are enough for any f. `x` is the end of the last bracket with the smaller |f|.
 *
 * @throws InvariantError when the ends are not finite and in order, or f is NaN.
 */
export function bracketedRoot(search: RootSearch): Root {
  const { f, low, high } = search
  assert(low <= high && high - low < Number.POSITIVE_INFINITY, `bracket must be finite, is ${low} to ${high}`)
  assert(search.toleranceX >= 0, `tolerance must not be negative, is ${search.toleranceX}`)
  const fLow = number(search.fLow ?? f(low), low)
  if (fLow === 0) return { state: 'found', x: low, iterations: 0 }
  const fHigh = number(search.fHigh ?? f(high), high)
  if (fHigh === 0) return { state: 'found', x: high, iterations: 0 }
  if (fLow > 0 === fHigh > 0) return { state: 'not-bracketed' }
  return shrink({ low, high, fLow, fHigh }, search)
}

function shrink(bracket: Bracket, { f, toleranceX, iterationsMax }: RootSearch): Root {
  const firstWidth = bracket.high - bracket.low
  let reach = firstReach(firstWidth, toleranceX)
  for (let iterations = 0; iterations <= iterationsMax; iterations++) {
    if (isNarrow(bracket, toleranceX)) return { state: 'found', x: nearerEnd(bracket), iterations }
    if (iterations === iterationsMax) break
    const x = nextPoint(bracket, reach, firstWidth)
    const fx = number(f(x), x)
    if (fx === 0) return { state: 'found', x, iterations: iterations + 1 }
    narrow(bracket, x, fx)
    reach /= 2
  }
  return { state: 'stopped', low: bracket.low, high: bracket.high }
}

/** Half the widest bracket from which bisection still ends in time, doubled once for the one spare evaluation. */
function firstReach(width: number, toleranceX: number): number {
  let reach = Math.max(toleranceX / 2, width * smallestFrac)
  while (reach < width / 2) reach *= 2
  return reach * 2
}

function isNarrow({ low, high }: Bracket, toleranceX: number): boolean {
  const middle = middleOf(low, high)
  return high - low <= toleranceX || middle <= low || middle >= high
}

function nextPoint({ low, high, fLow, fHigh }: Bracket, reach: number, firstWidth: number): number {
  const middle = middleOf(low, high)
  const width = high - low
  const secant = low + (fLow / (fLow - fHigh)) * width
  // An infinite end gives no secant; the middle always shrinks the bracket.
  if (!(secant > low && secant < high)) return middle
  const side = middle < secant ? -1 : 1
  const truncation = (truncationFrac * width * width) / firstWidth
  const truncated = truncation <= Math.abs(middle - secant) ? secant + side * truncation : middle
  const allowance = Math.max(reach - width / 2, 0)
  return Math.abs(truncated - middle) <= allowance ? truncated : middle - side * allowance
}

function narrow(bracket: Bracket, x: number, fx: number): void {
  if (fx > 0 === bracket.fHigh > 0) {
    bracket.high = x
    bracket.fHigh = fx
  } else {
    bracket.low = x
    bracket.fLow = fx
  }
}

function nearerEnd({ low, high, fLow, fHigh }: Bracket): number {
  return Math.abs(fLow) <= Math.abs(fHigh) ? low : high
}

function middleOf(low: number, high: number): number {
  return low + (high - low) / 2
}

function number(value: number, x: number): number {
  assert(!Number.isNaN(value), `the function to be solved must be a number at ${x}`)
  return value
}
