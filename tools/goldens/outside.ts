import type { GoldenCase } from '../../goldens/golden-case.ts'
import { figuresOf } from './figures.ts'

/** Every figure of a case that is farther from the outside one than its tolerance; in words. */
export function outsideGaps(golden: GoldenCase): readonly string[] {
  const { outside, name } = golden
  if (outside === undefined) return []
  const { totals, pools, venueFigures } = figuresOf(golden)
  const known: Readonly<Record<string, unknown>> = {
    ...totals,
    ...Object.fromEntries(Object.entries(venueFigures).map(([key, value]) => [`venueFigures.${key}`, value])),
    ...Object.fromEntries(
      pools.flatMap((pool) =>
        Object.entries(pool).map(([key, value]) => [`pools.${String(pool['name'])}.${key}`, value]),
      ),
    ),
  }
  return Object.entries(outside.figures).flatMap(([key, expected]) => {
    const found = known[key]
    const gap = typeof found === 'number' ? Math.abs(found - expected) : Number.POSITIVE_INFINITY
    if (gap <= outside.tolerance * Math.max(1, Math.abs(expected))) return []
    return [`${name}: ${key} must be ${expected} by ${outside.source}, is ${String(found)}`]
  })
}
