import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { Pm1Parameters, Pm2Parameters, StandardParameters } from './parameters.ts'

const share = (): z.ZodNumber => measure('non-negative', 10)

/** Spot after ÷ before. */
const spotFactor = (): z.ZodNumber => measure('positive', 100)

const scenario = z
  .strictObject({
    spotFactor: spotFactor(),
    vol: z.enum(['up', 'same', 'down', 'linear-skew', 'absolute-skew']),
    lossWeight: share(),
  })
  .refine(({ spotFactor: factor, vol }) => factor === 1 || !vol.endsWith('skew'), {
    path: ['spotFactor'],
    message: 'must be 1 where the smile is bent',
  })

const volShock = z.strictObject({
  upFrac: share(),
  downFrac: share(),
  pivotDays: measure('positive', 10_000),
  shortPower: share(),
  longPower: share(),
  pivotIsLong: z.boolean().optional(),
  daysMin: measure('positive', 400),
  upVolMin: measure('non-negative', 20),
})

const skewShock = z.strictObject({
  linearCapBase: share(),
  linearCapPerSqrtYear: measure('any', 10),
  absoluteCapBase: share(),
  absoluteCapPerSqrtYear: measure('any', 10),
  kStarMin: share(),
  widthScale: share(),
  volStatic: share(),
  volPerSqrtYear: measure('any', 20),
})

const shocks = z.strictObject({
  scenarios: z.array(scenario).min(1).max(40),
  volShock,
  skewShock: skewShock.nullable(),
  staticDiscount: z.strictObject({
    longStaticFactor: share(),
    longRateFactor: share(),
    longRateAddFrac: share(),
    shortStaticFactor: share(),
    shortRateFactor: share(),
    shortRateAddFrac: share(),
  }),
  forwardContingency: z.strictObject({
    spotFactorUp: spotFactor().min(1),
    spotFactorDown: spotFactor().max(1),
    add: measure('non-negative', 20),
    perYear: measure('non-negative', 20),
  }),
  discountsMarks: z.boolean(),
})

const pegLoss = z.strictObject({ thresholdPrice: measure('non-negative', 100), factor: measure('non-negative', 20) })
const confidence = z.strictObject({ thresholdFrac: unitFraction(), chargeFrac: measure('non-negative', 20) })

const limits = z.strictObject({ assetsMax: measure('positive', 1e6), expiriesMax: measure('positive', 1e6).nullable() })

const auction = z.strictObject({
  bufferFrac: share(),
  feeFrac: unitFraction().nullable(),
  startDiscountFrac: unitFraction(),
  fastDiscountFrac: unitFraction(),
  slowDiscountFrac: unitFraction(),
  fastSeconds: measure('positive'),
  slowSeconds: measure('positive'),
  insolventSeconds: measure('positive'),
  penaltyFrac: unitFraction().nullable(),
})

const collateral = z.strictObject({
  maintenanceHaircutFrac: unitFraction(),
  initialHaircutFracAdded: unitFraction(),
  cancelsRisk: z.boolean(),
})

const pm2Charges = z
  .strictObject({
    maintenanceFactor: share(),
    initialFactor: share(),
    pegLoss,
    confidence,
    maintenancePerpFrac: share(),
    initialPerpFracAdded: share(),
    maintenanceShortOptionFrac: share(),
    initialShortOptionFracAdded: share(),
  })
  .refine(({ maintenanceFactor, initialFactor }) => initialFactor >= maintenanceFactor, {
    path: ['initialFactor'],
    message: 'must be at least maintenanceFactor',
  })

export const parsePm2Parameters: (parameters: unknown) => Result<Pm2Parameters> = parseBySchema(() =>
  z.strictObject({
    managers: z
      .record(z.string(), z.strictObject({ shocks, charges: pm2Charges, collateral: z.record(z.string(), collateral) }))
      .refine((managers) => Object.keys(managers).length > 0, { message: 'must name an underlying' }),
    limits,
    auction,
  }),
)

export const parsePm1Parameters: (parameters: unknown) => Result<Pm1Parameters> = parseBySchema(() =>
  z.strictObject({
    baseAssets: z
      .record(z.string(), z.array(z.string()))
      .refine((bases) => Object.keys(bases).length > 0, { message: 'must name an underlying' }),
    shocks,
    charges: z.strictObject({
      initialFactor: share().min(1),
      pegLoss,
      confidence,
      perpFrac: share(),
      baseFrac: share(),
      shortOptionFrac: share(),
    }),
    limits,
    auction,
  }),
)

const perp = z
  .strictObject({ initialFrac: unitFraction(), maintenanceFrac: unitFraction() })
  .refine(({ initialFrac, maintenanceFrac }) => initialFrac >= maintenanceFrac, {
    path: ['initialFrac'],
    message: 'must be at least maintenanceFrac',
  })

const option = z.strictObject({
  initialFrac: share(),
  initialFloorFrac: share(),
  maintenanceCallFrac: share(),
  maintenancePutFrac: share(),
  maintenancePutMarkFrac: share(),
  putOffsetFactor: measure('positive', 3).min(1),
  unpairedInitialFactor: measure('positive', 3).min(1),
  unpairedMaintenanceFactor: measure('positive', 3).min(1),
})

export const parseStandardParameters: (parameters: unknown) => Result<StandardParameters> = parseBySchema(() =>
  z.strictObject({
    markets: z.record(
      z.string(),
      z.strictObject({
        perp: perp.nullable(),
        base: z.strictObject({ maintenanceFrac: unitFraction(), initialScaleFrac: unitFraction() }).nullable(),
        option: option.nullable(),
      }),
    ),
    baseAssets: z.record(z.string(), z.string()),
    oracle: z.strictObject({
      perpThresholdFrac: unitFraction(),
      optionThresholdFrac: unitFraction(),
      baseThresholdFrac: unitFraction(),
      chargeFrac: share(),
    }),
    depeg: z.strictObject({ thresholdPrice: measure('non-negative', 100), factor: share() }),
    limits,
    auction,
  }),
)
