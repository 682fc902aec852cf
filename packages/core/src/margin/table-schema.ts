import { z } from 'zod'
import { leverage, measure, unitFraction } from '../document/field.ts'
import { assumedTables, type PositionTables } from './assumed-tables.ts'

const leverageTier = z.strictObject({
  notionalMax: measure('positive').nullable(),
  maintenanceRateFrac: unitFraction(),
  maintenanceDeduction: measure('non-negative'),
  leverageMax: leverage(),
})

const leverageTiers = z
  .array(leverageTier)
  .min(1)
  .check(rising('notionalMax', ({ notionalMax }) => notionalMax))

const haircutTier = z.strictObject({ quantityMax: measure('positive').nullable(), haircutFrac: unitFraction() })

const shortOption = z.strictObject({
  initialFrac: unitFraction(),
  initialFloorFrac: unitFraction(),
  maintenanceFrac: unitFraction(),
})

const haircutTiers = z
  .array(haircutTier)
  .min(1)
  .check(rising('quantityMax', ({ quantityMax }) => quantityMax))

/** A tier is found by the first bound that reaches far enough, so bounds rise and null, no bound, comes last. */
function rising<T>(field: string, boundOf: (tier: T) => number | null): z.core.CheckFn<T[]> {
  return ({ value: tiers, issues }) => {
    for (const [i, tier] of tiers.entries()) {
      const before = tiers[i - 1]
      const floor = before === undefined ? 0 : boundOf(before)
      const bound = boundOf(tier)
      if (floor !== null && (bound === null || bound > floor)) continue
      const message = floor === null ? 'no tier may follow one without a bound' : `must be above ${floor}, is ${bound}`
      issues.push({ code: 'custom', input: bound, path: [i, field], params: { code: 'document.value' }, message })
    }
  }
}

/** The tables of a set; one that is left out is the assumed one. */
export function tablesSchema(): z.ZodType<PositionTables> {
  return z.strictObject({
    leverageTiers: z.record(z.string(), leverageTiers).prefault(() => structuredCopy(assumedTables.leverageTiers)),
    wholePosition: z.boolean().default(assumedTables.wholePosition),
    haircuts: z.record(z.string(), haircutTiers).prefault(() => structuredCopy(assumedTables.haircuts)),
    shortOptions: z.record(z.string(), shortOption).prefault(() => structuredCopy(assumedTables.shortOptions)),
  })
}

/** Zod wants mutable defaults; the tables are plain data. */
function structuredCopy<T>(table: Readonly<Record<string, T>>): Record<string, never> {
  return { ...table } as Record<string, never>
}
