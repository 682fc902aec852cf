/** A slice of a size: up to a bound, at a rate. */
export interface Slice {
  /** Null ends the list. */
  readonly max: number | null
  readonly rate: number
}

export interface Bracketed {
  readonly amount: number
  /** Part of the size above the last bound. */
  readonly beyond: number
}

/** Each slice of a size at its own rate; what is above a bounded last slice is told apart. */
export function bracketed(size: number, slices: readonly Slice[]): Bracketed {
  let amount = 0
  let floor = 0
  for (const { max, rate } of slices) {
    const top = Math.min(size, max ?? size)
    if (top > floor) amount += (top - floor) * rate
    floor = Math.max(floor, top)
  }
  return { amount, beyond: Math.max(0, size - floor) }
}
