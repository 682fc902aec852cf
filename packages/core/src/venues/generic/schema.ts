import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { failuresOf } from '../../document/problems.ts'
import { failure, type Result, success } from '../../num/result.ts'
import { type GenericParameters, genericDefault } from './params.ts'

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

const { leverageTiers, wholePosition, haircuts, shortOptions } = genericDefault.parameters

const schema = z.strictObject({
  leverageTiers: z.record(z.string(), z.array(leverageTier).min(1)).default({ ...leverageTiers } as never),
  wholePosition: z.boolean().default(wholePosition),
  haircuts: z.record(z.string(), z.array(haircutTier).min(1)).default({ ...haircuts } as never),
  shortOptions: z.record(z.string(), shortOption).default({ ...shortOptions }),
})

/** The parameter object of the generic models, or every problem in it. A table left out is the default set's. */
export function parseGenericParameters(parameters: unknown): Result<GenericParameters> {
  const parsed = schema.safeParse(parameters)
  return parsed.success ? success(parsed.data) : failure(...failuresOf(parsed.error.issues, parameters))
}
