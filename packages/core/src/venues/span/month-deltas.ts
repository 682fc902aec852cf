/** Deltas of one contract month: what is left for spreads, and what is already part of one. */
interface MonthDelta {
  /** Negative is short. */
  left: number
  /** Never negative. */
  used: number
}

/** Deltas of a commodity by month, which spreads use up. */
export type MonthDeltas = Map<string, MonthDelta>

export function addDelta(deltas: MonthDeltas, month: string, delta: number): void {
  const found = deltas.get(month)
  if (found === undefined) deltas.set(month, { left: delta, used: 0 })
  else found.left += delta
}

export type Direction = 1 | -1

/** Deltas of one direction that the months still have, never negative. */
export function availableIn(deltas: MonthDeltas, months: readonly string[], direction: Direction): number {
  let sum = 0
  for (const month of months) sum += Math.max(0, (deltas.get(month)?.left ?? 0) * direction)
  return sum
}

/** Takes `amount` of one direction out of the months, the first month first. */
export function useDeltas(deltas: MonthDeltas, months: readonly string[], direction: Direction, amount: number): void {
  let rest = amount
  for (const month of months) {
    const found = deltas.get(month)
    const taken = Math.min(rest, Math.max(0, (found?.left ?? 0) * direction))
    if (found === undefined || taken === 0) continue
    found.left -= taken * direction
    found.used += taken
    rest -= taken
  }
}
