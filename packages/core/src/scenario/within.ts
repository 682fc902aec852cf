/**
 * Whether every entry of `pnl[from..to)` + `contracts` × `row` is at or above `floor`. Stops at the first that is not: the
 * hot loop of a check of one order against one account.
 */
export function staysAbove(
  pnl: Float64Array,
  row: Float64Array,
  contracts: number,
  floor: number,
  from = 0,
  to: number = pnl.length,
): boolean {
  for (let i = from; i < to; i++) if ((pnl[i] as number) + contracts * (row[i] as number) < floor) return false
  return true
}

/** The smallest entry of `pnl[from..to)` + `contracts` × `row`. */
export function leastAfter(
  pnl: Float64Array,
  row: Float64Array,
  contracts: number,
  from = 0,
  to: number = pnl.length,
): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = from; i < to; i++) {
    const entry = (pnl[i] as number) + contracts * (row[i] as number)
    if (entry < least) least = entry
  }
  return least
}
