import { log, log1p } from '../num/exp-log.ts'
import { millsRatio, normalPdf } from '../num/normal.ts'

// The time value of a Black-76 option is the price of the out-of-the-money one of the pair, whichever was asked for.
// In units of min(F, K) it depends on two numbers: a = |ln(F/K)| ÷ σ√T and h = σ√T ÷ 2,
//   β = φ(a − h) · D,   D = M(a − h) − M(a + h),   M the Mills ratio,
// because F φ(d₁) = K φ(d₂). Where the two M nearly cancel, D is summed from terms of one sign instead:
//   D = ∫₀^∞ e^(−at − t²/2) · 2 sinh(ht) dt = 2 Σ hᵏ/k! · Iₖ(a) over odd k,   Iₖ = ∫₀^∞ tᵏ e^(−at − t²/2) dt.

/** Beyond so many standard deviations φ is below the smallest double. */
const deviationsMax = 39

/** The series is used below this h at any a, and below this part of a at any h. Its terms shrink as h² ÷ k and (h ÷ a)². */
const seriesHalfVolMax = 0.25
const seriesHalfVolFrac = 0.1

/** From here on the ratios Iₙ ÷ Iₙ₋₁ come from their continued fraction; below, it converges too slowly. */
const fractionFrom = 2

/** The distance of two positive numbers as |ln(p/q)|, to an ulp or two also where they nearly agree. */
export function logDistance(p: number, q: number): number {
  const small = Math.min(p, q)
  const large = Math.max(p, q)
  // Within a factor of two the difference is exact, and log1p keeps its digits.
  return large <= 2 * small ? log1p((large - small) / small) : log(large / small)
}

/**
 * Time value ÷ min(forward, strike), from 0 to 1, of `distance` = |ln(F/K)| and `totalVol` = σ√T > 0. Within
 * 2e-15 + 2e-16 z² relative at z standard deviations from the money; 0 beyond 39 of them.
 */
export function timeValueFrac(distance: number, totalVol: number): number {
  const h = totalVol / 2
  const a = distance / totalVol
  if (a - h > deviationsMax) return 0
  if (usesSeries(a, h) || a >= h) return normalPdf(a - h) * tailDifference(a, h)
  return 1 - shortfallFrac(a, h)
}

/** 1 − timeValueFrac: with its digits where the price nears its maximum. */
export function missingFrac(distance: number, totalVol: number): number {
  const h = totalVol / 2
  const a = distance / totalVol
  return a < h ? shortfallFrac(a, h) : 1 - timeValueFrac(distance, totalVol)
}

/** D above: timeValueFrac ÷ φ(a − h), and so also its own logarithm's inverse slope in σ√T. Needs a ≥ h or the series. */
export function tailDifference(a: number, h: number): number {
  if (!usesSeries(a, h)) return millsRatio(a - h) - millsRatio(a + h)
  return a < fractionFrom ? seriesUpwards(a, h) : seriesDownwards(a, h)
}

function usesSeries(a: number, h: number): boolean {
  return h < seriesHalfVolMax || h < seriesHalfVolFrac * a
}

/** 1 − β where a < h: both tails count, and their sum is the smaller side. */
function shortfallFrac(a: number, h: number): number {
  return normalPdf(a - h) * (millsRatio(h - a) + millsRatio(a + h))
}

/** Iₖ₊₁ = k Iₖ₋₁ − a Iₖ, from I₀ = M and I₁ = 1 − aM: loses a digit or so by a = 2 and more beyond. */
function seriesUpwards(a: number, h: number): number {
  let even = millsRatio(a)
  let odd = 1 - a * even
  let factor = 2 * h
  let sum = factor * odd
  for (let k = 2; k <= 12; k += 2) {
    even = (k - 1) * even - a * odd
    odd = k * odd - a * even
    factor *= (h * h) / (k * (k + 1))
    sum += factor * odd
  }
  return sum
}

/**
 * With rₙ = Iₙ ÷ Iₙ₋₁ = n ÷ (a + rₙ₊₁), all positive, the sum nests: 2h I₁ (1 + r₂r₃ h²/6 (1 + r₄r₅ h²/20 (1 + …))),
 * and the recursion that finds the ratios runs in the order the nest is built in.
 */
function seriesDownwards(a: number, h: number): number {
  const levels = a < 4 ? 70 : 34
  let ratio = (Math.sqrt(a * a + 4 * levels + 6) - a) / 2
  let nest = 1
  for (let k = levels; k > 1; k -= 2) {
    const above = (k + 1) / (a + ratio)
    ratio = k / (a + above)
    nest = 1 + ((above * ratio * h * h) / (k * (k + 1))) * nest
  }
  const first = 1 / (a + ratio)
  return (2 * h * first * nest) / (a + first)
}
