import type { History, HistoryRow } from './history.ts'

/** Prices of all coins at one instant, as an index of several venues would have had them. */
export interface Tick {
  readonly at: number
  /** In the order of the history's coins, USDT. */
  readonly prices: readonly number[]
  /** Whether a bar ends here. */
  readonly isClose: boolean
}

/** How marks are made from one venue's trades; assumed. */
export interface MarkFilter {
  /** Coins whose middle move stands for the market's. */
  readonly witnesses: readonly string[]
  /** Move that a coin is expected to make ÷ the market's, for those that are no witness. */
  readonly betaOfOthers: number
  /** How far a mark moves on one leg beyond what the market explains, as a fraction; the rest waits for the next legs. */
  readonly ownMoveMaxFrac: number
  /** Largest move of any coin from tick to tick, as a fraction: a larger one is made in equal steps. */
  readonly stepMaxFrac: number
}

export const assumedFilter: MarkFilter = {
  witnesses: ['BTC', 'ETH', 'SOL'],
  betaOfOthers: 1.2,
  ownMoveMaxFrac: 0.015,
  stepMaxFrac: 0.02,
}

/**
 * Marks from bars. A bar is a path over its two extremes to its close. The market's move on each leg of it is the median
 * move of the witnesses. A mark is the traded price, unless that is further away than the market's move explains: beyond
 * it, or against it, a mark moves by at most `ownMoveMaxFrac`. A fall that the others confirm is followed at once, a wick
 * of one coin hardly at all, and a lasting move of one coin within some legs. Prices do not jump on the way: a leg is
 * walked in steps.
 *
 * With fewer than three witnesses nothing can confirm an extreme, and a bar is its close alone.
 */
export function marksOf(history: History, filter: MarkFilter = assumedFilter): readonly Tick[] {
  const { coins, rows, barMs } = history
  const witnesses = filter.witnesses.map((coin) => coins.indexOf(coin))
  const isConfirmed = witnesses.every((i) => i >= 0)
  const legs = isConfirmed ? filteredLegs(history, witnesses, filter) : rows.map((row) => closeOf(row, barMs))
  return legs.flatMap((leg, i) => {
    const before = legs[i - 1]
    return before === undefined ? [leg] : walked(before, leg, filter.stepMaxFrac)
  })
}

function filteredLegs(
  { coins, barMs, rows }: History,
  witnesses: readonly number[],
  filter: MarkFilter,
): readonly Tick[] {
  const betas = coins.map((_, i) => (witnesses.includes(i) ? 1 : filter.betaOfOthers))
  let traded: readonly number[] = rows[0]?.bars.map(({ open }) => open) ?? []
  let marks = traded
  return rows.flatMap((row) =>
    pathOf(row, witnesses[0] as number).map((prices, i) => {
      const market = median(witnesses.map((w) => (prices[w] as number) / (traded[w] as number)))
      traded = prices
      marks = marks.map((mark, coin) =>
        followed(
          mark,
          mark * (1 + (betas[coin] as number) * (market - 1)),
          prices[coin] as number,
          filter.ownMoveMaxFrac,
        ),
      )
      return { at: row.at + ((i + 1) * barMs) / 3, prices: marks, isClose: i === 2 }
    }),
  )
}

/** Equal steps are the largest shares of the lower end. */
function largestStep(from: number, to: number): number {
  return Math.abs(to - from) / Math.min(from, to)
}

/** From one tick to the next in equal steps of time and price, none of them larger than a step may be. */
function walked(from: Tick, to: Tick, stepMaxFrac: number): readonly Tick[] {
  const move = Math.max(...to.prices.map((price, i) => largestStep(from.prices[i] as number, price)))
  const steps = Math.max(1, Math.ceil(move / stepMaxFrac))
  const between = Array.from({ length: steps - 1 }, (_, step): Tick => {
    const share = (step + 1) / steps
    return {
      at: from.at + Math.floor((to.at - from.at) * share),
      prices: to.prices.map((price, i) => (from.prices[i] as number) + share * (price - (from.prices[i] as number))),
      isClose: false,
    }
  })
  return [...between, to]
}

function closeOf({ at, bars }: HistoryRow, barMs: number): Tick {
  return { at: at + barMs, prices: bars.map(({ close }) => close), isClose: true }
}

/** Extremes and close of all coins, in the order that the first witness's bar suggests: a rising bar falls first. */
function pathOf({ bars }: HistoryRow, leader: number): readonly (readonly number[])[] {
  const { open = 0, close = 0 } = bars[leader] ?? {}
  const lows = bars.map(({ low }) => low)
  const highs = bars.map(({ high }) => high)
  const closes = bars.map((bar) => bar.close)
  return close >= open ? [lows, highs, closes] : [highs, lows, closes]
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** The traded price, as far as the coin's mark before, the move expected of it and a little of its own allow. */
function followed(before: number, expected: number, price: number, ownMoveMaxFrac: number): number {
  const low = Math.min(before, expected) * (1 - ownMoveMaxFrac)
  const high = Math.max(before, expected) * (1 + ownMoveMaxFrac)
  return Math.max(low, Math.min(high, price))
}
