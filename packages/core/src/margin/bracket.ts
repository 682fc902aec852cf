/**
 * The row of a size in a table: the first whose bound reaches it, bounds being inclusive and null for none. Beyond a
 * bounded table the last row goes on. Undefined only of an empty one.
 */
export function rowAt<T>(rows: readonly T[], size: number, maxOf: (row: T) => number | null): T | undefined {
  const found = rows.find((row) => {
    const max = maxOf(row)
    return max === null || size <= max
  })
  return found ?? rows.at(-1)
}

/** A slice of a size: up to a bound, null for none, at a rate. */
export type Slice = readonly [max: number | null, rate: number]

export interface Bracketed {
  readonly amount: number
  /** Part of the size above the last bound. */
  readonly beyond: number
}

/** Each slice of a size at its own rate; what is above a bounded last slice is told apart. */
export function bracketed(size: number, slices: readonly Slice[]): Bracketed {
  let amount = 0
  let floor = 0
  for (const [max, rate] of slices) {
    const top = Math.min(size, max ?? size)
    if (top > floor) amount += (top - floor) * rate
    floor = Math.max(floor, top)
  }
  return { amount, beyond: Math.max(0, size - floor) }
}
