/** The five charges for what the grid misses, one coin, market currency. The venue's own names. */
export interface Contingency {
  readonly optionContingency: number
  readonly optionVegaContingency: number
  readonly usdtUsdcContingency: number
  readonly futureDeltaContingency: number
  readonly futureContingency: number
}

/** Plain sum of the five. @see Bybit API, "Get Portfolio Margin Info", `contingencyComponents`. */
export function contingencySum(contingency: Contingency): number {
  const { optionContingency, futureDeltaContingency, optionVegaContingency, usdtUsdcContingency, futureContingency } =
    contingency
  return optionContingency + futureDeltaContingency + optionVegaContingency + usdtUsdcContingency + futureContingency
}

/** A signed amount at a time to expiry. */
export interface TimedAmount {
  /** Years or days, as the caller counts. */
  readonly time: number
  readonly amount: number
}

/**
 * What longs and shorts of different expiries hedge, each times the time between them: shorts are matched with longs in
 * the order of their expiries, which makes the least total time. How the venue pairs them is not published.
 */
export function spreadTime(amounts: readonly TimedAmount[]): number {
  const sorted = amounts.toSorted((a, b) => a.time - b.time)
  const longs = sorted.filter(({ amount }) => amount > 0).map((each) => ({ ...each }))
  const shorts = sorted.filter(({ amount }) => amount < 0).map(({ time, amount }) => ({ time, amount: -amount }))
  let total = 0
  for (let i = 0, j = 0; i < longs.length && j < shorts.length; ) {
    const [long, short] = [longs[i], shorts[j]] as [TimedAmount, TimedAmount]
    const matched = Math.min(long.amount, short.amount)
    total += matched * Math.abs(long.time - short.time)
    longs[i] = { time: long.time, amount: long.amount - matched }
    shorts[j] = { time: short.time, amount: short.amount - matched }
    if (long.amount <= short.amount) i++
    if (short.amount <= long.amount) j++
  }
  return total
}

/** What the groups hedge of each other: the smaller of the longs' sum and the shorts'. */
export function hedgedBetween(amounts: readonly number[]): number {
  let long = 0
  let short = 0
  for (const amount of amounts) {
    if (amount > 0) long += amount
    else short -= amount
  }
  return Math.min(long, short)
}

/** Σ|quantity| × factor × index, market currency. */
export function futureContingency(quantity: number, factorFrac: number, index: number): number {
  return quantity * factorFrac * index
}
