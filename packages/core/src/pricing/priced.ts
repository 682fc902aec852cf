import type { Derivative, Option } from '../market/instrument.ts'
import { black76 } from './black76.ts'

/**
 * A derivative at its prices, as float64: what pricing, scenarios and margin read. An immutable value; risk rows are
 * remembered by its identity, so accounts that hold the same instrument share one.
 */
export interface Priced<I extends Derivative = Derivative> {
  readonly instrument: I
  /** Contract size as float64. */
  readonly size: number
  /** Fair price of the underlying, market currency. */
  readonly index: number
  /** Quote currency; for an inverse option settlement coin per unit of the underlying. */
  readonly mark: number
  /** Market currency per unit of the quote currency. */
  readonly quotePrice: number
  /** Market currency per unit of the settlement asset. */
  readonly settlePrice: number
  /** Years to expiry; 0 for a perpetual and once expired. */
  readonly expiryYears: number
  /** Made by a shift, and so of no use to anyone else. */
  readonly isShifted: boolean
  /** What Black-76 needs, for an option; undefined otherwise. */
  readonly option: PricedOption | undefined
}

export interface PricedOption {
  readonly right: 'call' | 'put'
  /** Quote currency. */
  readonly strike: number
  /** Quote currency, for the option's expiry. */
  readonly forward: number
  /** Fraction per square root of a year; 0 once expired. */
  readonly vol: number
  /** Years to expiry; 0 once expired. */
  readonly tteYears: number
  /** Discount factor of a linear premium; 1 for an inverse one, whose premium is in the coin. */
  readonly discount: number
  /** Mark minus model price, unit of the mark: rounding of the quote, kept constant when the option is revalued. */
  readonly residual: number
}

/** Model price of an option, unit of its mark: Black-76, discounted when linear, divided by the forward when inverse. */
export function optionModelMark(payout: Option['payout'], option: Omit<PricedOption, 'residual'>): number {
  const undiscounted = black76(option)
  return payout === 'inverse' ? undiscounted / option.forward : undiscounted * option.discount
}

/** Value of one contract in the settlement asset, signed for a long: premium value of an option, notional of the rest. */
export function contractValue({ instrument, size, mark, option }: Priced): number {
  if (option !== undefined || instrument.payout === 'linear') return size * mark
  return size / mark
}

/** Size of one contract in the quote currency: what leverage tiers are read at. Options count the underlying. */
export function contractNotional({ instrument, size, mark, index, quotePrice, option }: Priced): number {
  if (option !== undefined) return (size * index) / quotePrice
  return instrument.payout === 'linear' ? size * mark : size
}

/**
 * Cost of `contracts` entered at `entryPrice`, settlement asset, in the sense that profit is `profitOf(priced, contracts, cost)`.
 */
export function costOf(
  { instrument, size }: Pick<Priced, 'instrument' | 'size'>,
  contracts: number,
  entryPrice: number,
): number {
  if (instrument.kind === 'option' || instrument.payout === 'linear') return contracts * size * entryPrice
  return (contracts * size) / entryPrice
}

/** Unrealised profit of `contracts` bought at `cost`, settlement asset; a loss is negative. */
export function profitOf(priced: Priced, contracts: number, cost: number): number {
  const value = contracts * contractValue(priced)
  return priced.option === undefined && priced.instrument.payout === 'inverse' ? cost - value : value - cost
}
