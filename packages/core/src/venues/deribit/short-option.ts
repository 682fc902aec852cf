import type { OptionRates } from './parameters.ts'

/** A short option by itself. */
export interface ShortOption {
  readonly right: 'call' | 'put'
  /** Price of the underlying, quote currency. */
  readonly index: number
  readonly strike: number
  /** Of an inverse option in coins, of a linear one in the quote currency. */
  readonly mark: number
}

/** Initial and maintenance margin of one unit, each the rate that applies to the index (or strike) and the mark. */
export interface ShortOptionMargin {
  readonly initial: number
  readonly maintenance: number
}

/**
 * Coins. A call: max(15 % − out of the money, 10 %) + mark, and 7.5 % + mark. A put: maintenance is max(7.5 %, 7.5 % of
 * the mark) + mark, and initial at least that.
 */
export function inverseShortOption(option: ShortOption, rates: OptionRates): ShortOptionMargin {
  const { right, index, mark } = option
  const base = Math.max(rates.initialFrac - outOfTheMoney(option) / index, rates.initialFloorFrac) + mark
  if (right === 'call') return { initial: base, maintenance: rates.maintenanceFrac + mark }
  const maintenance = Math.max(rates.maintenanceFrac, rates.maintenanceFrac * mark) + mark
  return { initial: Math.max(base, maintenance), maintenance }
}

/** Quote currency. The floor of a put is a share of its strike, and its maintenance of the lower of strike and index. */
export function linearShortOption(option: ShortOption, rates: OptionRates): ShortOptionMargin {
  const { right, index, strike, mark } = option
  const floor = rates.initialFloorFrac * (right === 'call' ? index : strike)
  const base = right === 'call' ? index : Math.min(index, strike)
  return {
    initial: Math.max(rates.initialFrac * index - outOfTheMoney(option), floor) + mark,
    maintenance: rates.maintenanceFrac * base + mark,
  }
}

function outOfTheMoney({ right, index, strike }: ShortOption): number {
  return Math.max(0, right === 'call' ? strike - index : index - strike)
}
