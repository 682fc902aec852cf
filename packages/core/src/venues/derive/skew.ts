import type { SkewShock } from './portfolio-parameters.ts'

/**
 * Volatility under a bent smile ÷ volatility: 1 plus a share of the cap that grows with the distance of the strike from
 * the forward, the cap itself beyond k*. Never negative.
 *
 * `logStrike` is k = ln(strike ÷ forward); `rootYears` the root of the time to expiry.
 */
export function skewFactor(
  logStrike: number,
  rootYears: number,
  mode: 'linear-skew' | 'absolute-skew',
  shock: SkewShock,
): number {
  const isLinear = mode === 'linear-skew'
  const cap = isLinear
    ? shock.linearCapBase + shock.linearCapPerSqrtYear * rootYears
    : shock.absoluteCapBase + shock.absoluteCapPerSqrtYear * rootYears
  const kStar = Math.max(
    shock.kStarMin,
    rootYears * shock.widthScale * (shock.volStatic + rootYears * shock.volPerSqrtYear),
  )
  const k = isLinear ? logStrike : Math.abs(logStrike)
  return Math.max(0, 1 + cappedSkew(k, cap, kStar))
}

/** A cap below zero, as long expiries may have, is kept to in the same way: at most it above the forward, at least its negative below. */
function cappedSkew(k: number, cap: number, kStar: number): number {
  const skew = k === 0 ? 0 : kStar === 0 ? signOf(k) * signOf(cap) * Number.MAX_VALUE : (k * cap) / kStar
  return k >= 0 ? Math.min(cap, skew) : Math.max(-cap, skew)
}

function signOf(x: number): number {
  return x < 0 ? -1 : x > 0 ? 1 : 0
}
