import { assert } from './assert.ts'
import { productError } from './error-free.ts'
import { exp, log } from './exp-log.ts'
import { millsDenominator, millsNumerator } from './mills-coefficients.ts'

// One function carries the whole law: the Mills ratio M(x) = (1 − N(x)) ÷ φ(x), smooth, positive and slow. Every tail
// is φ × M, so that a tail keeps its digits however small it is. The error bounds are tested against 60 digits.

const sqrtTwoPi = 2.5066282746310002
const sqrtTwo = 1.4142135623730951
const sqrtTwoOverPi = 0.7978845608028654

/** Where the fit ends. Above it a continued fraction of a few levels has converged. */
const fitEnd = 45
const fractionLevels = 10

/** Below this the lower tail is no longer a normal double and loses digits. */
const quantileMin = 2.2250738585072014e-308

/**
 * The complementary error function, 2/√π ∫ₓ^∞ e^(−t²) dt, within 2e-15 relative where it is a normal number.
 *
 * @throws InvariantError when x is NaN.
 */
export function erfc(x: number): number {
  requireNumber(x)
  const tail = x === 0 ? 1 : gaussian(x, 1) * sqrtTwoOverPi * millsRatio(sqrtTwo * magnitude(x))
  return x < 0 ? 2 - tail : tail
}

/**
 * The standard normal distribution N(x), within 2e-15 relative where it is a normal number, also far in the left tail.
 *
 * @throws InvariantError when x is NaN.
 */
export function normalCdf(x: number): number {
  requireNumber(x)
  const tail = x === 0 ? 0.5 : (gaussian(x, 0.5) / sqrtTwoPi) * millsRatio(magnitude(x))
  return x > 0 ? 1 - tail : tail
}

/**
 * The standard normal density φ(x), within 1e-15 relative where it is a normal number.
 *
 * @throws InvariantError when x is NaN.
 */
export function normalPdf(x: number): number {
  requireNumber(x)
  return gaussian(x, 0.5) / sqrtTwoPi
}

/**
 * The Mills ratio (1 − N(x)) ÷ φ(x), within 1e-15 relative; 0 at infinity.
 *
 * @throws InvariantError when x is negative or NaN.
 */
export function millsRatio(x: number): number {
  if (!(x >= 0)) assert(false, `argument of the Mills ratio must not be negative, is ${x}`)
  return x <= fitEnd ? polynomial(millsNumerator, x) / polynomial(millsDenominator, x) : millsByFraction(x)
}

/**
 * The x at which N(x) is `probabilityFrac`: |N(x) − p| within 4e-15 of the smaller of p and 1 − p.
 *
 * Starts from Abramowitz & Stegun (1964), 26.2.23, and makes three Halley steps, each of which cubes the error.
 *
 * @throws InvariantError when the probability is not above 2.2e-308 and below 1.
 */
export function normalQuantile(probabilityFrac: number): number {
  const p = probabilityFrac
  if (!(p >= quantileMin && p < 1)) assert(false, `probability must be above 0 and below 1, is ${p}`)
  return p > 0.5 ? -lowerQuantile(1 - p) : lowerQuantile(p)
}

/** The quantile of a probability up to ½, at or below 0. */
function lowerQuantile(p: number): number {
  if (p === 0.5) return 0
  const t = Math.sqrt(-2 * log(p))
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328)
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  let x = numerator / denominator - t
  for (let step = 0; step < 3; step++) {
    const error = (normalCdf(x) - p) / normalPdf(x)
    x -= error / (1 + (x * error) / 2)
  }
  return x
}

/** e^(−scale × x²) for scale 1 or ½: what squaring rounds away is put back, for an error of e^y grows with y. */
function gaussian(x: number, scale: number): number {
  const square = x * x
  if (!(square < 1500)) return 0
  return exp(-scale * square) * (1 - scale * productError(x, x))
}

/** M(x) = 1/(x + 1/(x + 2/(x + 3/(x + …)))), from the innermost level out. */
function millsByFraction(x: number): number {
  let rest = x
  for (let level = fractionLevels; level > 0; level--) rest = x + level / rest
  return 1 / rest
}

function polynomial(coefficients: readonly number[], x: number): number {
  let total = 0
  for (let power = coefficients.length - 1; power >= 0; power--) total = total * x + (coefficients[power] as number)
  return total
}

function magnitude(x: number): number {
  return x < 0 ? -x : x
}

function requireNumber(x: number): void {
  if (!(x <= Number.POSITIVE_INFINITY)) assert(false, `argument of the normal law must be a number, is ${x}`)
}
