import { assert, finite } from './assert.ts'
import { productError, sumError } from './error-free.ts'

// JavaScript leaves exp and log to the engine, and engines differ in the last digits. These are made of + − × ÷ and
// of moves of bits only, which IEEE 754 fixes, so that a replay gives the same bytes everywhere. The coefficients are
// those of the Taylor series: nothing here is fitted, and each series is cut where its tail is below 2⁻⁵⁵ of the result.
// The error bounds are tested against tables of 60 digits (testdata/exp-log.json, made by tools/make-num-truth.py).

/** ln 2 cut to 32 bits, so that its product with an exponent is exact; and what the cut leaves out. */
const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10
const ln2 = 0.6931471805599453

/** The largest x whose exponential is a double, and the one below which it rounds to 0. */
const expMax = 709.782712893384
const expMin = -745.1332191019412

const sqrt2 = 1.4142135623730951
const smallestNormal = 2.2250738585072014e-308
const twoTo54 = 18014398509481984

/** Only ever written and read back within one call, for the bits of a double; it carries nothing between calls. */
const bits = new DataView(new ArrayBuffer(8))

/**
 * eˣ, within 0.7 ulp where the result is a normal number. 0 below −745.13.
 *
 * @throws InvariantError when x is NaN or above 709.78, where the result is no longer a double.
 */
export function exp(x: number): number {
  if (!(x <= expMax)) assert(false, `exponent must be at most ${expMax}, is ${x}`)
  if (x < expMin) return 0
  return expOfSum(x, 0)
}

/**
 * eˣ − 1, within 1.5 ulp, without losing the digits of a small x.
 *
 * @throws InvariantError when x is NaN or above 709.78.
 */
export function expm1(x: number): number {
  if (!(x <= expMax)) assert(false, `exponent must be at most ${expMax}, is ${x}`)
  if (x < -38) return -1
  const power = nearestInteger(x / ln2)
  const high = x - power * ln2High
  const low = power * ln2Low
  const r = high - low
  const curve = r * r * expSeries(r) + (high - r - low)
  if (power === 0) return r + curve
  if (power > 60) return scaled(1 + (r + curve), power)
  const unit = powerOfTwo(-power)
  // 1 − 2⁻ᵏ is exact up to k = 53 and the terms come largest first.
  const whole = 1 - unit
  return scaled(whole + r + (sumError(whole, r) + curve), power)
}

/**
 * The natural logarithm, within 0.9 ulp.
 *
 * @throws InvariantError when x is not positive, or is not finite.
 */
export function log(x: number): number {
  requirePositive(x)
  if (x < smallestNormal) return logOfNormal(x * twoTo54, -54, 0)
  return logOfNormal(x, 0, 0)
}

/**
 * ln(1 + x), within 1 ulp, without losing the digits of a small x.
 *
 * @throws InvariantError when x is not above −1, or is not finite.
 */
export function log1p(x: number): number {
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) assert(false, `argument of log1p must be above -1, is ${x}`)
  if (x > -0.2928 && x < 0.4142) return logNearOne(x, 0, 0)
  const sum = 1 + x
  return logOfNormal(sum, 0, sumError(1, x) / sum)
}

/**
 * baseˣ of a positive base, within 1 ulp where the result is a normal number: the logarithm is carried in two numbers,
 * so that a large exponent does not multiply its rounding.
 *
 * @throws InvariantError when the base is not positive, an argument is not finite, or the result is no longer a double.
 */
export function power(base: number, exponent: number): number {
  requirePositive(base)
  finite(exponent, 'exponent')
  if (base === 1 || exponent === 0) return 1
  if (exponent === 1) return base
  const [high, low] = logInTwo(base)
  const x = exponent * high
  if (!(x <= expMax)) assert(false, `${base} to the power ${exponent} must be a double`)
  if (x < expMin) return 0
  return expOfSum(x, productError(exponent, high) + exponent * low)
}

function requirePositive(x: number): void {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) assert(false, `argument of a logarithm must be positive, is ${x}`)
}

/** e^(x + tail), the tail being far smaller than x. */
function expOfSum(x: number, tail: number): number {
  const power = nearestInteger(x / ln2)
  const high = x - power * ln2High
  const low = tail - power * ln2Low
  const r = high + low
  const curve = r * r * expSeries(r) + (high - r + low)
  const sum = 1 + r
  return scaled(sum + (r - (sum - 1) + curve), power)
}

/** (eʳ − 1 − r) ÷ r², for |r| up to ½ ln 2. */
function expSeries(r: number): number {
  const r2 = r * r
  // Even and odd terms apart: two short chains run side by side.
  const even = 1 / 2 + r2 * (1 / 24 + r2 * (1 / 720 + r2 * (1 / 40320 + r2 * (1 / 3628800 + r2 * (1 / 479001600)))))
  const odd = 1 / 6 + r2 * (1 / 120 + r2 * (1 / 5040 + r2 * (1 / 362880 + r2 * (1 / 39916800 + r2 * (1 / 6227020800)))))
  return even + r * odd
}

/** ln(x + correction × x) + power × ln 2, for a normal x. */
function logOfNormal(x: number, power: number, correction: number): number {
  const [fraction, exponent] = fractionAndExponent(x)
  return logNearOne(fraction, power + exponent, correction)
}

/** x = (1 + fraction) × 2^exponent, with 1 + fraction between √½ and √2, for a normal x. */
function fractionAndExponent(x: number): readonly [number, number] {
  bits.setFloat64(0, x)
  const head = bits.getInt32(0)
  bits.setInt32(0, (head & 0xfffff) | 0x3ff00000)
  const mantissa = bits.getFloat64(0)
  const exponent = (head >> 20) - 1023
  return mantissa > sqrt2 ? [mantissa / 2 - 1, exponent + 1] : [mantissa - 1, exponent]
}

/** ln(1 + f) + power × ln 2 + correction: with s = f ÷ (2 + f), ln(1 + f) = 2 artanh s = f − f²/2 + s (f²/2 + z × series). */
function logNearOne(f: number, power: number, correction: number): number {
  const s = f / (2 + f)
  const z = s * s
  const half = 0.5 * f * f
  const curve = s * (half + z * artanhSeries(z)) + (power * ln2Low + correction)
  return power * ln2High - (half - curve - f)
}

/** 2/3 + 2z/5 + 2z²/7 + … : what 2 artanh s has after 2s, divided by s³, for z = s² up to 0.0295. */
function artanhSeries(z: number): number {
  const z2 = z * z
  const even = 2 / 3 + z2 * (2 / 7 + z2 * (2 / 11 + z2 * (2 / 15 + z2 * (2 / 19 + z2 * (2 / 23)))))
  const odd = 2 / 5 + z2 * (2 / 9 + z2 * (2 / 13 + z2 * (2 / 17 + z2 * (2 / 21))))
  return even + z * odd
}

/** The logarithm as a sum of two numbers, good to 2⁻⁵⁸ of itself. */
function logInTwo(x: number): readonly [number, number] {
  const shift = x < smallestNormal ? -54 : 0
  const [f, exponent] = fractionAndExponent(shift === 0 ? x : x * twoTo54)
  const power = exponent + shift
  const base = 2 + f
  const s = f / base
  const sLow = (f - s * base - productError(s, base) - s * sumError(2, f)) / base
  const z = s * s
  const head = power * ln2High
  const high = head + 2 * s
  const low = sumError(head, 2 * s) + (s * z * artanhSeries(z) + 2 * sLow + power * ln2Low)
  const sum = high + low
  return [sum, low - (sum - high)]
}

function nearestInteger(x: number): number {
  return (x < 0 ? x - 0.5 : x + 0.5) | 0
}

/** x × 2^power; in two steps where 2^power itself is not a normal number. */
function scaled(x: number, power: number): number {
  if (power > 1023) return x * 2 * powerOfTwo(power - 1)
  if (power < -1021) return x * powerOfTwo(power + 54) * (1 / twoTo54)
  return x * powerOfTwo(power)
}

/** 2^power for a power from −1022 to 1023. */
function powerOfTwo(power: number): number {
  bits.setInt32(0, (power + 1023) << 20)
  bits.setInt32(4, 0)
  return bits.getFloat64(0)
}
