import { z } from 'zod'
import { leverage, measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { BybitParameters } from './params.ts'
import type { BybitSettings } from './settings.ts'

const riskLimits = z
  .array(
    z.strictObject({
      valueMax: measure('positive'),
      leverageMax: leverage(),
      maintenanceRateFrac: unitFraction(),
    }),
  )
  .min(1)
  .refine((rows) => rises(rows.map(({ valueMax }) => valueMax)), { message: 'limits must rise' })
  .refine((rows) => rows.every((row, i) => row.maintenanceRateFrac >= (rows[i - 1]?.maintenanceRateFrac ?? 0)), {
    message: 'maintenance rates must not fall as limits rise',
  })

const option = z.strictObject({
  initialFrac: unitFraction(),
  initialFloorFrac: unitFraction(),
  maintenanceFrac: unitFraction(),
  liquidationFeeFrac: unitFraction(),
  takerFeeFrac: unitFraction(),
  feeCapFrac: unitFraction(),
})

const quantityMax = measure('positive').nullable()

const collateral = z
  .array(z.strictObject({ quantityMax, valueRatioFrac: unitFraction() }))
  .min(1)
  .refine(boundsRise, { message: 'quantities must rise, and null must come last' })

const borrowing = z
  .array(
    z
      .strictObject({ quantityMax, initialFrac: unitFraction(), maintenanceFrac: unitFraction() })
      .refine(({ initialFrac, maintenanceFrac }) => initialFrac >= maintenanceFrac, {
        message: 'initialFrac must be at least maintenanceFrac',
      }),
  )
  .min(1)
  .refine(boundsRise, { message: 'quantities must rise, and null must come last' })

const coin = z.strictObject({
  priceMovesFrac: z
    .array(measure('any', 10).gt(-1))
    .min(1)
    .max(101)
    .refine((moves) => moves.includes(0) && rises(moves), { message: 'must be ascending and hold 0' })
    .nullable(),
  volUpFrac: measure('non-negative'),
  volDownFrac: measure('any', 1).max(0),
  volPivotDays: measure('positive'),
  volPower: measure('non-negative'),
  initialFactor: measure().min(1),
  futureContingencyFrac: unitFraction(),
  shortOptionFrac: unitFraction().nullable(),
  vegaSpreadFracPerDay: unitFraction().nullable(),
  stableSpreadFrac: unitFraction().nullable(),
  basisFracPerYear: measure('non-negative').nullable(),
})

const schema = (): z.ZodType =>
  z.strictObject({
    valuedAt: z.enum(['mark', 'entry']),
    takerFeeFrac: unitFraction(),
    riskLimits: z.record(z.string(), riskLimits),
    options: z.record(z.string(), option),
    collateral: z.record(z.string(), collateral),
    borrowing: z.record(z.string(), borrowing),
    coins: z.record(z.string(), coin),
  })

const settings = (): z.ZodType =>
  z.strictObject({
    spotHedging: z.boolean().optional(),
    takerFeeFrac: unitFraction().optional(),
    collateralOff: z.array(z.string()).max(1000).optional(),
  })

function rises(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] as number))
}

function boundsRise(tiers: readonly { readonly quantityMax: number | null }[]): boolean {
  return rises(tiers.map(({ quantityMax: bound }) => bound ?? Number.POSITIVE_INFINITY))
}

/** The parameter object of every Bybit model, or every problem in it. */
export const parseBybitParameters: (parameters: unknown) => Result<BybitParameters> = parseBySchema(schema)

/** The switches of a Bybit account, or every problem in them. */
export const parseBybitSettings: (value: unknown) => Result<BybitSettings> = parseBySchema(settings)
