/** Deltas of a portfolio in one coin, coins; each side a sum of sizes that are not negative. */
export interface DeltaSides {
  readonly long: number
  readonly short: number
  /** Of open orders, were they filled. */
  readonly longOrders: number
  readonly shortOrders: number
}

export interface DeltaFactors {
  readonly unhedgedFrac: number
  readonly hedgedFrac: number
}

/** What the minimum is made of, coins. */
export interface DeltaSplit {
  /** Long less short, signed, orders left out. */
  readonly netDelta: number
  /** Both sides together, orders left out. */
  readonly grossDelta: number
  /** Most that may be left on one side. */
  readonly unhedgedDelta: number
  /** What the other side then covers: without orders (gross − |net|) ÷ 2. */
  readonly hedgedDelta: number
}

/**
 * Splits deltas into what is hedged and what is not, the worse way orders may go.
 *
 * @see docs.paradex.trade/risk/portfolio-margin, 9b82a75 (2026-08-20); with orders github.com/tradeparadex/paradex-py, margin/portfolio_margin.py.
 */
export function deltaSplit({ long, short, longOrders, shortOrders }: DeltaSides): DeltaSplit {
  const mostLong = long + longOrders
  const mostShort = short + shortOrders
  const unhedgedDelta = Math.max(0, mostLong - short, mostShort - long)
  return {
    netDelta: long - short,
    grossDelta: long + short,
    unhedgedDelta,
    hedgedDelta: Math.max(0, Math.max(mostLong, mostShort) - unhedgedDelta),
  }
}

/** (unhedged × factor + hedged × factor) × spot. */
export function minimumDelta(
  { unhedgedDelta, hedgedDelta }: DeltaSplit,
  { unhedgedFrac, hedgedFrac }: DeltaFactors,
  spot: number,
): number {
  return (unhedgedFrac * unhedgedDelta + hedgedFrac * hedgedDelta) * spot
}
