/**
 * The parts rounded to `digits`, so that they add up to `total` as it is shown: what plain rounding leaves over goes to
 * the parts it hurts least. Parts must add up to the total within their own rounding; otherwise each is rounded alone.
 */
export function apportion(total: number, parts: readonly number[], digits: number): readonly number[] {
  const unit = 10 ** -digits
  const floors = parts.map((part) => Math.floor(part / unit))
  const missing = Math.round(total / unit) - floors.reduce((sum, floor) => sum + floor, 0)
  if (missing < 0 || missing > parts.length) return parts.map((part) => Math.round(part / unit) * unit)
  const byRemainder = parts
    .map((part, i) => ({ i, rest: part / unit - (floors[i] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  const raised = new Set(byRemainder.slice(0, missing).map(({ i }) => i))
  return floors.map((floor, i) => (floor + (raised.has(i) ? 1 : 0)) * unit)
}
