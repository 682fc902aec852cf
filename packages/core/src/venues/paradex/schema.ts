import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { ParadexParameters } from './params.ts'

const optionRates = () =>
  z.strictObject({
    premiumFrac: unitFraction(),
    longItmFrac: unitFraction(),
    shortItmFrac: unitFraction(),
    shortOtmFrac: unitFraction(),
    shortPutCapFrac: unitFraction(),
  })

const portfolioAsset = () =>
  z.strictObject({
    scenarios: z
      .array(
        z.strictObject({
          moveFrac: measure('any', 1000).gt(-1),
          volFrac: measure('any', 100).gte(-1),
          weightFrac: unitFraction(),
        }),
      )
      .min(1)
      .max(500),
    minVolShockUpFrac: measure('non-negative', 100),
    unhedgedFrac: unitFraction(),
    hedgedFrac: unitFraction(),
  })

const portfolio = () =>
  z.strictObject({
    assets: z.record(z.string(), portfolioAsset()),
    pivotDays: measure('positive', 3650),
    daysMin: measure('positive', 3650),
    vegaPowerShort: measure('non-negative', 10),
    vegaPowerLong: measure('non-negative', 10),
    minVolShockUpOn: z.enum(['shockedVol', 'stretchedShock', 'shock']),
    maintenanceFactor: unitFraction(),
    fundingProvisionHours: measure('non-negative', 10_000),
    settlementMinutes: measure('non-negative', 10_000),
  })

/** The parameter object of the Paradex models, or every problem in it. */
export const parseParadexParameters: (parameters: unknown) => Result<ParadexParameters> = parseBySchema(() =>
  z.strictObject({
    initialFrac: z.record(z.string(), measure('positive', 1).nullable()),
    maintenanceFactor: unitFraction(),
    options: z.record(z.string(), z.strictObject({ initial: optionRates(), maintenance: optionRates() })),
    shortPutCapOn: z.enum(['spot', 'strike']),
    fees: z.strictObject({
      perpetualFrac: unitFraction(),
      optionFrac: unitFraction(),
      optionCapFrac: unitFraction(),
    }),
    portfolio: portfolio(),
    liquidation: z.strictObject({
      targetFrac: measure('positive', 1),
      stepFrac: measure('positive', 1),
      feeFrac: unitFraction(),
    }),
  }),
)
