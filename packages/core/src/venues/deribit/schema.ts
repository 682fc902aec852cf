import { z } from 'zod'
import { leverage, measure, name, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { PortfolioParameters, StandardParameters } from './parameters.ts'

const pair = z.strictObject({
  priceRangeFrac: measure('positive', 0.9),
  volUpFrac: measure('non-negative'),
  volDownFrac: unitFraction(),
  volUpMin: measure('non-negative'),
  vegaPowerShort: measure('non-negative', 5),
  vegaPowerLong: measure('non-negative', 5),
  extendedTableFactor: measure('non-negative'),
  extendedDampenerUsd: measure('non-negative'),
  pnlOffsetFrac: unitFraction(),
  offsetablePnlMaxUsd: measure('non-negative'),
  annualisedMoveFrac: measure('non-negative', 10),
  annualisedMoveMinFrac: unitFraction(),
  deltaShockFromUsd: measure('non-negative'),
  deltaShockPerCoinFrac: measure('non-negative'),
  deltaShockMaxFrac: unitFraction(),
})

const haircut = z.strictObject({ haircutFrac: unitFraction().nullable() })

const haircutOn = z.enum(['initial', 'both'])

const direction = z.enum(['up', 'same', 'down'])

const readings = z.strictObject({
  volOrder: z
    .array(direction)
    .length(3)
    .refine((order) => new Set(order).size === 3, { message: 'must name up, same and down, each once' }),
  volFloorOn: z.enum(['shocked', 'base']),
  rollShockForm: z.enum(['exponential', 'linear']),
  deltaShockForm: z.enum(['per-coin-above-threshold', 'none']),
  offsetablePnlCaps: z.boolean(),
  currenciesNet: z.enum(['same-cell', 'each-alone']),
  haircutOn,
})

const extendedMove = measure()
  .min(-0.99)
  .max(100)
  .refine((move) => move !== 0, { message: 'must not be 0' })

const matrix = z.strictObject({
  rule: z.literal('extended-risk-matrix'),
  maintenanceFactor: unitFraction(),
  bucketsCount: z.int().min(1).max(50),
  extendedMovesFrac: z.array(extendedMove).max(50),
  pairs: z.record(name(), pair),
  collateral: z.record(name(), haircut.extend({ equitySideImpact: z.enum(['both', 'left', 'right', 'none']) })),
  readings,
})

const legacy = z.strictObject({
  rule: z.literal('legacy-matrix'),
  underlyings: z.array(name()).min(1),
  priceRangeFrac: measure('positive', 0.9),
  columnsCount: z
    .int()
    .min(3)
    .max(101)
    .refine((count) => count % 2 === 1, { message: 'must be odd: the middle column has no move' }),
  volUpFrac: measure('non-negative'),
  volDownFrac: unitFraction(),
  vegaPowerShort: measure('non-negative', 5),
  vegaPowerLong: measure('non-negative', 5),
  volShockIs: z.enum(['relative', 'points']),
  initialOverMaintenance: measure('positive').min(1),
  futuresContingencyFrac: unitFraction(),
  futuresContingencyOn: z.enum(['absolute', 'offsetting']),
  optionContingencyCoins: unitFraction(),
  optionContingencyOn: z.enum(['net-short-strike', 'rolled-strike', 'every-option']),
  atTheMoneyRangeFrac: unitFraction(),
  vegaContingencyFrac: unitFraction(),
})

const sizeRate = z.strictObject({
  form: z.literal('size'),
  initialFrac: unitFraction(),
  maintenanceFrac: unitFraction(),
  increasePerCoinFrac: measure('non-negative'),
})

const tierRate = z.strictObject({
  form: z.literal('tier'),
  leverageMax: leverage().nullable(),
  leverageMin: leverage().nullable(),
  flatToFrac: unitFraction().nullable(),
  fallsToFrac: unitFraction().nullable(),
  positionMaxCoins: measure('positive').nullable(),
  maintenanceOverInitial: unitFraction(),
})

const futureRate = z.discriminatedUnion('form', [sizeRate, tierRate])

const optionRates = z.strictObject({
  initialFrac: unitFraction(),
  initialFloorFrac: unitFraction(),
  maintenanceFrac: unitFraction(),
})

const standard = z.strictObject({
  futures: z.record(name(), z.strictObject({ perpetual: futureRate, future: futureRate })),
  inverseOption: optionRates,
  linearOption: optionRates,
  collateral: z.record(name(), haircut),
  haircutOn,
})

const amounts = z.record(name(), measure('non-negative')).optional()

const settings = z.strictObject({ spotMargin: amounts, mmpMargin: amounts, openOrdersMargin: amounts })

/** Amounts that the venue's own answer names and nobody outside can compute, by pool, in its currency. */
export interface PortfolioSettings {
  readonly spotMargin?: Readonly<Record<string, number>>
  readonly mmpMargin?: Readonly<Record<string, number>>
  /** In place of what orders are computed to add. */
  readonly openOrdersMargin?: Readonly<Record<string, number>>
}

export const parseCrossPortfolio: (parameters: unknown) => Result<PortfolioParameters> = parseBySchema(() => matrix)

export const parseSegregatedPortfolio: (parameters: unknown) => Result<PortfolioParameters> = parseBySchema(() =>
  z.discriminatedUnion('rule', [matrix, legacy]),
)

export const parseStandard: (parameters: unknown) => Result<StandardParameters> = parseBySchema(() => standard)

export const parsePortfolioSettings: (value: unknown) => Result<PortfolioSettings> = parseBySchema(() => settings)
