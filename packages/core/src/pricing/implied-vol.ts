import { assert } from '../num/assert.ts'
import { sumError } from '../num/error-free.ts'
import { log } from '../num/exp-log.ts'
import { normalPdf, normalQuantile } from '../num/normal.ts'
import type { Black76Input } from './black76.ts'
import { logDistance, missingFrac, tailDifference, timeValueFrac } from './black76-time-value.ts'

export interface ImpliedVolInput extends Omit<Black76Input, 'vol'> {
  /** Undiscounted, quote currency per unit of the underlying. */
  readonly price: number
}

/** Bound of the search; the worst of 300 000 random options, to 39 deviations, took 11. */
const iterationsMax = 60

/** A step so small a part of σ√T ends the search: the next would be its square. */
const stepFracMin = 1e-9

/** A price whose last digit moves the vol by more than this part of it does not determine the vol. */
const indifferenceFracMax = 1e-3

const logSqrtTwoPi = 0.9189385332046727

/**
 * The volatility, as a fraction per √year, at which the Black-76 price is `price` taken as an exact number. Within 1e-9
 * relative, or four times what half an ulp of the price moves it, whichever is larger.
 *
 * `null` where no price or more than one vol belongs to it: at expiry, at or below intrinsic value, at or above the
 * maximum (the forward for a call, the strike for a put), and where half an ulp of the price moves the vol by more than
 * 1e-3 of itself. Time value is taken from the price exactly, so that deep in the money the answer is as good as it can be.
 *
 * @throws InvariantError when forward, strike, time or price is NaN, infinite or negative (the first two must be positive).
 */
export function impliedVol(option: ImpliedVolInput): number | null {
  requireInput(option)
  const { right, forward, strike, tteYears, price } = option
  const pays = right === 'call' ? forward : strike
  const extra = timeValueOf(option)
  if (tteYears === 0 || !(extra > 0) || price >= pays) return null
  const unit = Math.min(forward, strike)
  const distance = logDistance(forward, strike)
  const totalVol = impliedTotalVol(distance, extra / unit, (pays - price) / unit)
  if (totalVol === null) return null
  const slope = unit * normalPdf(distance / totalVol - totalVol / 2)
  return halfUlp(price) > indifferenceFracMax * slope * totalVol ? null : totalVol / Math.sqrt(tteYears)
}

/** Price less intrinsic value, the intrinsic value being forward less strike before any rounding. */
function timeValueOf({ right, forward, strike, price }: ImpliedVolInput): number {
  const high = right === 'call' ? forward : strike
  const low = right === 'call' ? strike : forward
  if (high <= low) return price
  const intrinsic = high - low
  return price - intrinsic - sumError(high, -low)
}

/** A form of the equation that is nearly straight in σ√T, where to look, and Newton's step on it. */
interface Form {
  readonly step: (distance: number, totalVol: number, goal: number) => number
  readonly goal: number
  readonly low: number
  readonly high: number
  readonly start: number
}

/**
 * Where the price is still convex in vol, 1 ÷ ln β; above its turning point √(2 distance), β itself up to one half, and
 * ln(1 − β) from there on. `missing` is 1 − target with its own digits.
 */
function formOf(distance: number, target: number, missing: number): Form {
  const turn = Math.sqrt(2 * distance)
  if (distance > 0 && target < timeValueFrac(distance, turn)) {
    const goal = log(target)
    return { step: stepFromBelow, goal, low: 0, high: turn, start: startBelow(distance, goal) }
  }
  const start = Math.max(turn, startAbove(target, missing))
  const above = { low: turn, high: Number.POSITIVE_INFINITY, start }
  return target < 0.5
    ? { step: stepInMiddle, goal: target, ...above }
    : { step: stepFromAbove, goal: log(missing), ...above }
}

/** The σ√T at which timeValueFrac is `target`: Newton's steps, kept inside a bracket. */
function impliedTotalVol(distance: number, target: number, missing: number): number | null {
  const { step, goal, start, ...ends } = formOf(distance, target, missing)
  let { low, high } = ends
  let totalVol = start
  for (let i = 0; i < iterationsMax; i++) {
    const move = step(distance, totalVol, goal)
    if (move > 0) low = totalVol
    else high = totalVol
    const next = totalVol + move
    if (Math.abs(move) <= stepFracMin * totalVol) return next
    // A step can leave the bracket only where both its ends are known: upwards it is never beyond an endless one.
    totalVol = next > low && next < high ? next : (low + high) / 2
  }
  return null
}

function stepFromBelow(distance: number, totalVol: number, goal: number): number {
  const h = totalVol / 2
  const a = distance / totalVol
  const difference = tailDifference(a, h)
  const z = a - h
  // In logarithms, so that a first guess far out in the wing does not underflow.
  const here = log(difference) - logSqrtTwoPi - (z * z) / 2
  return (goal - here) * (here / goal) * difference
}

function stepInMiddle(distance: number, totalVol: number, goal: number): number {
  return (goal - timeValueFrac(distance, totalVol)) / normalPdf(distance / totalVol - totalVol / 2)
}

function stepFromAbove(distance: number, totalVol: number, goal: number): number {
  const missing = missingFrac(distance, totalVol)
  return ((log(missing) - goal) * missing) / normalPdf(distance / totalVol - totalVol / 2)
}

/** From β ≈ φ(a − h): z = √(−2 ln β), and a − h = z solved for σ√T. */
function startBelow(distance: number, goal: number): number {
  const z = Math.sqrt(-2 * goal)
  return (2 * distance) / (z + Math.sqrt(z * z + 2 * distance))
}

/** The answer at the money: 1 − β = 2 N(−σ√T/2). */
function startAbove(target: number, missing: number): number {
  return target < 0.1 ? target / 0.3989422804014327 : -2 * normalQuantile(missing / 2)
}

/** Half the distance from x to the next double. */
function halfUlp(x: number): number {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, x)
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n)
  return (bits.getFloat64(0) - x) / 2
}

function requireInput({ forward, strike, tteYears, price }: ImpliedVolInput): void {
  const most = Number.POSITIVE_INFINITY
  assert(forward > 0 && forward < most, `forward must be positive, is ${forward}`)
  assert(strike > 0 && strike < most, `strike must be positive, is ${strike}`)
  assert(tteYears >= 0 && tteYears < most, `tteYears must not be negative, is ${tteYears}`)
  assert(price >= 0 && price < most, `price must not be negative, is ${price}`)
}
