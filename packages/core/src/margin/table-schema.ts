import { z } from 'zod'
import { measure, unitFraction } from '../document/field.ts'
import { assumedTables, type PositionTables } from './assumed-tables.ts'

const leverageTier = z.strictObject({
  notionalMax: measure('positive').nullable(),
  maintenanceRateFrac: unitFraction(),
  maintenanceDeduction: measure('non-negative'),
  leverageMax: measure('positive'),
})

const haircutTier = z.strictObject({ quantityMax: measure('positive').nullable(), haircutFrac: unitFraction() })

const shortOption = z.strictObject({
  initialFrac: unitFraction(),
  initialFloorFrac: unitFraction(),
  maintenanceFrac: unitFraction(),
})

const haircutTable = z.record(z.string(), z.array(haircutTier).min(1))

/** Haircut tiers by asset. */
export function haircutsSchema(): z.ZodType<PositionTables['haircuts']> {
  return haircutTable
}

/** The tables of a set; one that is left out is the assumed one. */
export function tablesSchema(): z.ZodType<PositionTables> {
  return z.strictObject({
    leverageTiers: z.record(z.string(), z.array(leverageTier).min(1)).prefault(() => structuredCopy(assumedTables.leverageTiers)),
    wholePosition: z.boolean().default(assumedTables.wholePosition),
    haircuts: haircutTable.prefault(() => structuredCopy(assumedTables.haircuts)),
    shortOptions: z.record(z.string(), shortOption).prefault(() => structuredCopy(assumedTables.shortOptions)),
  })
}

/** Zod wants mutable defaults; the tables are plain data. */
function structuredCopy<T>(table: Readonly<Record<string, T>>): Record<string, never> {
  return { ...table } as Record<string, never>
}
