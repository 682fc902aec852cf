import { assert, finite } from '../num/assert.ts'
import { exp } from '../num/exp-log.ts'
import { normalCdf, normalPdf } from '../num/normal.ts'
import { logDistance, timeValueFrac } from './black76-time-value.ts'

export type OptionRight = 'call' | 'put'

export interface Black76Input {
  readonly right: OptionRight
  /** Forward of the underlying for the option's expiry, quote currency, positive. */
  readonly forward: number
  /** Quote currency, positive. */
  readonly strike: number
  /** Volatility as a fraction per √year: 0.6 is 60 %. */
  readonly vol: number
  /** Time to expiry in years, 0 at expiry. */
  readonly tteYears: number
}

export interface Black76Greeks {
  /** Undiscounted price, quote currency per unit of the underlying. */
  readonly price: number
  /** Price less intrinsic value, with its own digits: it is not found by subtraction. */
  readonly timeValue: number
  /** Per unit of the forward: 0…1 for a call, −1…0 for a put. */
  readonly delta: number
  /** Change of delta per unit of the forward. */
  readonly gamma: number
  /** Change of price per 1.00 of vol. */
  readonly vega: number
  /** Change of the undiscounted price per year that passes, forward and vol held; never positive. */
  readonly theta: number
}

export interface DiscountedBlack76 {
  /** Price now, quote currency. */
  readonly price: number
  /** Change of `price` per year that passes, forward, vol and rate held. Positive where interest earned outruns decay. */
  readonly thetaPerYear: number
}

/**
 * Undiscounted Black-76 price, quote currency per unit of the underlying. Within 1e-12 relative also far in the wings.
 *
 * At `vol = 0` or `tteYears = 0` it is the intrinsic value, which is also the limit of the formula.
 *
 * @throws InvariantError when an input is NaN, infinite or negative (forward and strike must be positive).
 * @see Black, F. (1976), The pricing of commodity contracts, J. Financial Economics 3.
 * @example
 * black76({ right: 'call', forward: 100, strike: 100, vol: 0.2, tteYears: 1 }) // 7.965567455405796
 */
export function black76(option: Black76Input): number {
  requireOption(option)
  return finite(intrinsicValue(option) + timeValue(option, option.vol * Math.sqrt(option.tteYears)), 'price')
}

/**
 * Price, time value and sensitivities of the undiscounted price, delta and gamma with respect to the forward. Within
 * 1e-12 relative or 1e-14 absolute.
 *
 * At `vol = 0` or `tteYears = 0` they are those of the intrinsic value: gamma, vega and theta are 0, and delta is the
 * middle of its two sides, ±½, where the forward is exactly the strike.
 *
 * @throws InvariantError when an input is NaN, infinite or negative (forward and strike must be positive).
 */
export function black76Greeks(option: Black76Input): Black76Greeks {
  requireOption(option)
  const totalVol = option.vol * Math.sqrt(option.tteYears)
  return totalVol > 0 ? greeksBeforeExpiry(option, totalVol) : greeksOfIntrinsic(option)
}

/** The delta of `black76Greeks` alone, for where nothing else is asked. */
export function black76Delta(option: Black76Input): number {
  requireOption(option)
  const totalVol = option.vol * Math.sqrt(option.tteYears)
  return totalVol > 0 ? deltaBeforeExpiry(option.right, d1Of(option, totalVol)) : greeksOfIntrinsic(option).delta
}

/**
 * The price discounted at a continuous rate, exp(−rate × tteYears), and its change as time passes:
 * dV/dt = rate × V + discount × theta, for the discount grows towards 1 while the time value decays.
 *
 * @throws InvariantError when the rate or a result is not finite.
 */
export function discountBlack76(
  { price, theta }: Pick<Black76Greeks, 'price' | 'theta'>,
  { ratePerYear, tteYears }: { readonly ratePerYear: number; readonly tteYears: number },
): DiscountedBlack76 {
  const discount = exp(-finite(ratePerYear, 'ratePerYear') * tteYears)
  const discounted = discount * price
  return {
    price: finite(discounted, 'discounted price'),
    thetaPerYear: finite(ratePerYear * discounted + discount * theta, 'thetaPerYear'),
  }
}

/** What exercise now would pay: never negative. */
export function intrinsicValue({ right, forward, strike }: Pick<Black76Input, 'right' | 'forward' | 'strike'>): number {
  return Math.max(right === 'call' ? forward - strike : strike - forward, 0)
}

function timeValue({ forward, strike }: Black76Input, totalVol: number): number {
  if (totalVol === 0) return 0
  return Math.min(forward, strike) * timeValueFrac(logDistance(forward, strike), totalVol)
}

function greeksBeforeExpiry(option: Black76Input, totalVol: number): Black76Greeks {
  const { right, forward, vol, tteYears } = option
  const d1 = d1Of(option, totalVol)
  const density = normalPdf(d1)
  const vega = forward * density * Math.sqrt(tteYears)
  const extra = timeValue(option, totalVol)
  return {
    price: finite(intrinsicValue(option) + extra, 'price'),
    timeValue: extra,
    delta: deltaBeforeExpiry(right, d1),
    gamma: finite(density / (forward * totalVol), 'gamma'),
    vega: finite(vega, 'vega'),
    theta: 0 - finite((vega * vol) / (2 * tteYears), 'theta'),
  }
}

function d1Of({ forward, strike }: Black76Input, totalVol: number): number {
  const distance = logDistance(forward, strike)
  return (forward < strike ? -distance : distance) / totalVol + totalVol / 2
}

function deltaBeforeExpiry(right: OptionRight, d1: number): number {
  return right === 'call' ? normalCdf(d1) : -normalCdf(-d1)
}

function greeksOfIntrinsic(option: Black76Input): Black76Greeks {
  const { right, forward, strike } = option
  const callDelta = forward === strike ? 0.5 : forward > strike ? 1 : 0
  const delta = right === 'call' ? callDelta : callDelta - 1
  return { price: intrinsicValue(option), timeValue: 0, delta, gamma: 0, vega: 0, theta: 0 }
}

function requireOption({ forward, strike, vol, tteYears }: Black76Input): void {
  if (!(forward > 0 && forward < Number.POSITIVE_INFINITY)) assert(false, `forward must be positive, is ${forward}`)
  if (!(strike > 0 && strike < Number.POSITIVE_INFINITY)) assert(false, `strike must be positive, is ${strike}`)
  if (!(vol >= 0 && vol < Number.POSITIVE_INFINITY)) assert(false, `vol must not be negative, is ${vol}`)
  if (!(tteYears >= 0 && tteYears < Number.POSITIVE_INFINITY))
    assert(false, `tteYears must not be negative, is ${tteYears}`)
}
