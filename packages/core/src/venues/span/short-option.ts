/** Short option contracts of a commodity, neither negative. */
export interface ShortOptions {
  readonly calls: number
  readonly puts: number
}

/** Least charge of short options, market currency: a rate for each, or for the more numerous of calls and puts. */
export function shortOptionMinimum({ calls, puts }: ShortOptions, rate: number, count: 'sum' | 'larger'): number {
  return rate * (count === 'sum' ? calls + puts : Math.max(calls, puts))
}
