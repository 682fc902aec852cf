import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { DriftParameters } from './params.ts'

const token = z
  .strictObject({
    initialAssetFrac: unitFraction(),
    maintenanceAssetFrac: unitFraction(),
    initialLiabilityFrac: measure('positive').min(1),
    maintenanceLiabilityFrac: measure('positive').min(1),
    imfFactor: measure('non-negative'),
    scale: z.strictObject({ startUsd: measure('non-negative'), depositsUsd: measure('non-negative') }).nullable(),
  })
  .refine(
    ({ initialAssetFrac, maintenanceAssetFrac, initialLiabilityFrac, maintenanceLiabilityFrac }) =>
      initialAssetFrac <= maintenanceAssetFrac && initialLiabilityFrac >= maintenanceLiabilityFrac,
    { message: 'initial weights must be at least as strict as maintenance weights' },
  )

const perp = z
  .strictObject({
    initialMarginFrac: unitFraction(),
    maintenanceMarginFrac: unitFraction(),
    imfFactor: measure('non-negative'),
    initialProfitFrac: unitFraction(),
    maintenanceProfitFrac: unitFraction(),
    profitImfFactor: measure('non-negative'),
  })
  .refine(
    (terms) =>
      terms.initialMarginFrac >= terms.maintenanceMarginFrac && terms.initialProfitFrac <= terms.maintenanceProfitFrac,
    { message: 'initial terms must be at least as strict as maintenance terms' },
  )

const schema = z
  .strictObject({
    quoteToken: z.string().min(1),
    aliases: z.record(z.string(), z.string()),
    tokens: z.record(z.string(), token),
    perps: z.record(z.string(), perp.nullable()),
    initialProfitMaxUsd: measure('non-negative').nullable(),
    openOrderUsd: measure('non-negative'),
  })
  .refine(({ quoteToken, tokens }) => Object.hasOwn(tokens, quoteToken), {
    message: 'tokens must name the quote token',
  })

/** The parameter object of the Drift models, or every problem in it. */
export const parseDriftParameters: (parameters: unknown) => Result<DriftParameters> = parseBySchema(() => schema)
