import type { OptionRates } from './standard-parameters.ts'

export type MarginKind = 'initial' | 'maintenance'

/** An option line of the standard manager; amounts signed, prices in dollars. */
export interface StandardOption {
  readonly right: 'call' | 'put'
  readonly strike: number
  /** Units of the underlying; negative is short. */
  readonly amount: number
  /** Of one unit, undiscounted. */
  readonly mark: number
}

/** Margin of a short option by itself, never positive; a bought option has none and gives none. */
export function isolatedMargin(option: StandardOption, spot: number, rates: OptionRates, kind: MarginKind): number {
  if (option.amount >= 0) return 0
  return option.right === 'call' ? callMargin(option, spot, rates, kind) : putMargin(option, spot, rates, kind)
}

function callMargin(option: StandardOption, spot: number, rates: OptionRates, kind: MarginKind): number {
  if (kind === 'initial') return initialMargin(option, spot, rates)
  return markValue(option) + rates.maintenanceCallFrac * spot * option.amount
}

/** Charged on the mark as well: deep in the money a put's mark is larger than the spot's share. */
function putMargin(option: StandardOption, spot: number, rates: OptionRates, kind: MarginKind): number {
  const mark = markValue(option)
  const maintenance =
    mark + Math.min(rates.maintenancePutFrac * spot * option.amount, rates.maintenancePutMarkFrac * mark)
  if (kind === 'maintenance') return maintenance
  return Math.min(initialMargin(option, spot, rates), maintenance * rates.putOffsetFactor)
}

/** Mark, and a share of the spot that falls with the distance out of the money to its floor. */
function initialMargin(option: StandardOption, spot: number, rates: OptionRates): number {
  const { right, strike, amount } = option
  const outOfTheMoney = Math.max(0, right === 'call' ? strike - spot : spot - strike)
  const share = Math.max(rates.initialFrac - outOfTheMoney / spot, rates.initialFloorFrac)
  return markValue(option) + amount * share * spot
}

function markValue({ amount, mark }: StandardOption): number {
  return amount * mark
}

/** What the options of one expiry may lose at settlement, never positive, and more for calls that nothing bounds. */
export function largestLossMargin(
  options: readonly StandardOption[],
  forward: number,
  rates: OptionRates,
  kind: MarginKind,
): number {
  let worst = worstPayoff(options)
  let calls = 0
  for (const { right, amount } of options) if (right === 'call') calls += amount
  const factor = kind === 'initial' ? rates.unpairedInitialFactor : rates.unpairedMaintenanceFactor
  worst += factor * forward * Math.min(0, calls)
  return worst
}

/** Lowest payoff over settlement at zero and at each strike, between which it is straight; never positive. */
function worstPayoff(options: readonly StandardOption[]): number {
  let worst = Math.min(0, payoffAt(options, 0))
  for (const { strike } of options) worst = Math.min(worst, payoffAt(options, strike))
  return worst
}

function payoffAt(options: readonly StandardOption[], price: number): number {
  let payoff = 0
  for (const { right, strike, amount } of options)
    payoff += amount * Math.max(0, right === 'call' ? price - strike : strike - price)
  return payoff
}

export function isolatedMargins(
  options: readonly StandardOption[],
  spot: number,
  rates: OptionRates,
  kind: MarginKind,
): number {
  let total = 0
  for (const option of options) total += isolatedMargin(option, spot, rates, kind)
  return total
}

/** The better of the two for the account, never positive. */
export function expiryMargin(
  options: readonly StandardOption[],
  { spot, forward }: { readonly spot: number; readonly forward: number },
  rates: OptionRates,
  kind: MarginKind,
): number {
  return Math.max(isolatedMargins(options, spot, rates, kind), largestLossMargin(options, forward, rates, kind))
}
