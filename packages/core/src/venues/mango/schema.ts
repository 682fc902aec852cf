import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { MangoParameters } from './params.ts'

const scale = z.strictObject({ startUsd: measure('positive'), totalUsd: measure('non-negative') }).nullable()
const liability = () => measure('positive').min(1)

const token = z
  .strictObject({
    initialAssetFrac: unitFraction(),
    maintenanceAssetFrac: unitFraction(),
    initialLiabilityFrac: liability(),
    maintenanceLiabilityFrac: liability(),
    depositScale: scale,
    borrowScale: scale,
  })
  .refine(
    (row) =>
      row.initialAssetFrac <= row.maintenanceAssetFrac && row.initialLiabilityFrac >= row.maintenanceLiabilityFrac,
    { message: 'initial weights must be at least as strict as maintenance weights' },
  )

const perp = z
  .strictObject({
    initialBaseAssetFrac: unitFraction(),
    maintenanceBaseAssetFrac: unitFraction(),
    initialBaseLiabilityFrac: liability(),
    maintenanceBaseLiabilityFrac: liability(),
    initialOverallFrac: unitFraction(),
    maintenanceOverallFrac: unitFraction(),
  })
  .refine(
    (row) =>
      row.initialBaseAssetFrac <= row.maintenanceBaseAssetFrac &&
      row.initialBaseLiabilityFrac >= row.maintenanceBaseLiabilityFrac &&
      row.initialOverallFrac <= row.maintenanceOverallFrac,
    { message: 'initial weights must be at least as strict as maintenance weights' },
  )

const schema = z
  .strictObject({
    settleToken: z.string().min(1),
    aliases: z.record(z.string(), z.string()),
    tokens: z.record(z.string(), token),
    perps: z.record(z.string(), perp.nullable()),
  })
  .refine(({ settleToken, tokens }) => Object.hasOwn(tokens, settleToken), {
    message: 'tokens must name the settle token',
  })

/** The parameter object of the Mango models, or every problem in it. */
export const parseMangoParameters: (parameters: unknown) => Result<MangoParameters> = parseBySchema(() => schema)
