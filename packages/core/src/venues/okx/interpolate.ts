/** Straight lines between rows of [x, y], flat outside them; 0 without rows. At a row it is exactly the row's. */
export function interpolated(rows: readonly (readonly [x: number, y: number])[], x: number): number {
  const next = rows.findIndex(([from]) => from >= x)
  if (next === -1) return rows.at(-1)?.[1] ?? 0
  const [highX, high] = rows[next] as readonly [number, number]
  const [lowX, low] = rows[next - 1] ?? [highX, high]
  return highX === lowX ? high : high + ((low - high) * (highX - x)) / (highX - lowX)
}
