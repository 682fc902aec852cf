import { rowAt } from '../../margin/bracket.ts'
import type { FactorTier, OptionMargin } from './parameters.ts'

/** A short option, per coin. */
export interface ShortOption {
  readonly right: 'call' | 'put'
  /** `coin`: mark and margin in coins; `usd`: in dollars, rates × the index. */
  readonly marginedIn: 'coin' | 'usd'
  /** Quote currency. */
  readonly index: number
  /** Mark of the future of the same expiry, quote currency. */
  readonly forward: number
  readonly strike: number
  /** Coins, or quote currency when margined in dollars. */
  readonly mark: number
  /** Of the tier. */
  readonly factor: number
}

/** What an option is out of the money by, as a share of the forward. */
export function outOfTheMoneyFrac({
  right,
  forward,
  strike,
}: Pick<ShortOption, 'right' | 'forward' | 'strike'>): number {
  return Math.max(0, right === 'call' ? strike - forward : forward - strike) / forward
}

/** Rate × this is margin per coin: the factor, in dollars × the index. */
function marginUnit({ marginedIn, index, factor }: Pick<ShortOption, 'marginedIn' | 'index' | 'factor'>): number {
  return marginedIn === 'coin' ? factor : factor * index
}

/**
 * Initial margin of a short option per coin: max(a, b − out of the money) × factor [× index] + mark.
 *
 * @see https://www.okx.com/help/ii-option-margin, updated 2026-05-01; so are all rules of this file.
 */
export function shortInitial(option: ShortOption, { aFrac, bFrac }: OptionMargin): number {
  return Math.max(aFrac, bFrac - outOfTheMoneyFrac(option)) * marginUnit(option) + option.mark
}

/** Maintenance of a short call: c × factor [× index] + mark; of a put the rate is at least c × mark. */
export function shortMaintenance(option: ShortOption, { cFrac }: OptionMargin): number {
  const { right, marginedIn, index, mark, factor } = option
  const base = marginedIn === 'coin' ? 1 : index
  const onMark = right === 'put' ? Math.max(base, mark) : base
  return cFrac * onMark * factor + mark
}

/** Margin of an order that sells to open, per coin: the position's less what it brings in. */
export function sellOrderMargin(option: ShortOption, price: number, rates: OptionMargin): number {
  const least = rates.orderMinFrac * (option.marginedIn === 'coin' ? 1 : option.index)
  return Math.max(shortInitial(option, rates) - price, least)
}

/** Margin of an order that buys a short option back, per coin: what it costs above what closing frees. */
export function buyBackOrderMargin(option: ShortOption, price: number, rates: OptionMargin): number {
  return Math.max(0, price - shortInitial(option, rates))
}

/** Factor of the tier of a short size, coins. */
export function optionFactor(tiers: readonly FactorTier[], coins: number): number {
  return (rowAt(tiers, coins, ([max]) => max) as FactorTier)[1]
}
