import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { AccountParameters, PortfolioParameters } from './parameters.ts'

const bound = measure('positive').nullable()

/** A tier is found by the first bound that reaches far enough: bounds rise, and null, no bound, comes last. */
function tiers<T extends readonly [number | null, ...unknown[]]>(tier: z.ZodType<T>): z.ZodArray<z.ZodType<T>> {
  return z
    .array(tier)
    .min(1)
    .max(1000)
    .refine((rows) => rows.every(([max], i) => risesFrom(i === 0 ? 0 : (rows[i - 1] as T)[0], max)), {
      message: 'bounds must rise, and null come last',
    })
}

function risesFrom(floor: number | null, max: number | null): boolean {
  return floor !== null && (max === null || max > floor)
}

const rates = tiers(z.tuple([bound, unitFraction(), unitFraction()])).refine(
  (rows) => rows.every(([, mmrFrac, imrFrac]) => mmrFrac <= imrFrac),
  { message: 'an initial rate must not be below its maintenance rate' },
)

const positionTable = z.strictObject({
  contractSize: measure('positive'),
  contractUnit: z.enum(['coin', 'usd']),
  tiers: rates,
  step: z.strictObject({ contracts: measure('positive'), rateFrac: unitFraction() }).nullable(),
})

function withRest<T>(entry: z.ZodType<T>): z.ZodRecord<z.ZodString, z.ZodType<T>> {
  return z
    .record(z.string(), entry)
    .refine((table) => Object.hasOwn(table, '*'), { message: 'must name * for the rest' })
}

const currencyTables = {
  discounts: withRest(
    z.strictObject({ unit: z.enum(['coin', 'usd']), tiers: tiers(z.tuple([bound, unitFraction()])) }),
  ),
  borrowTiers: withRest(rates),
  positionTiers: withRest(positionTable.nullable()),
}

const accountSchema = z.strictObject({
  ...currencyTables,
  optionMargin: z.record(
    z.string(),
    z.strictObject({
      aFrac: unitFraction(),
      bFrac: unitFraction(),
      cFrac: unitFraction(),
      orderMinFrac: unitFraction(),
    }),
  ),
  optionFactors: withRest(tiers(z.tuple([bound, measure('non-negative')]))),
  shortOptionValueCounts: z.boolean(),
  liquidationFee: z.strictObject({
    futuresFrac: unitFraction(),
    optionsFrac: unitFraction(),
    optionPremiumMaxFrac: unitFraction(),
  }),
})

const coins = z.array(z.string().min(1)).min(1)

/** Rows of rules by coin, one of them for the rest. */
function byCoin<T extends { coins: string[] }>(row: z.ZodType<T>): z.ZodArray<z.ZodType<T>> {
  return z
    .array(row)
    .min(1)
    .refine((rows) => rows.some((each) => each.coins.includes('*')), { message: 'must have a row for *' })
}

const movesFrac = z
  .array(measure('non-negative', 0.95))
  .min(1)
  .max(50)
  .refine((moves) => moves[0] === 0 && moves.every((move, i) => i === 0 || move > (moves[i - 1] as number)), {
    message: 'must ascend from 0',
  })

/** Rows of [days, …] by days. */
function byDays<T extends readonly [number, ...number[]]>(row: z.ZodType<T>): z.ZodType<T[]> {
  return z
    .array(row)
    .min(1)
    .refine((rows) => rows.every(([days], i) => i === 0 || days > (rows[i - 1] as T)[0]), {
      message: 'days must ascend',
    })
}

const hedgeFactors = z
  .array(z.tuple([measure('positive'), unitFraction()]))
  .min(1)
  .refine((rows) => rows.every(([price], i) => i === 0 || price > (rows[i - 1] as [number, number])[0]), {
    message: 'index prices must ascend',
  })

const rulesSchema = z.strictObject({
  unitBy: z.enum(['coin', 'coin and quote']),
  spotShocks: byCoin(z.strictObject({ coins, movesFrac })),
  volShocks: byDays(z.tuple([measure('non-negative'), measure('non-negative'), measure('non-negative')])).nullable(),
  vegaTermShocks: byDays(z.tuple([measure('non-negative'), measure('non-negative')])).nullable(),
  basisMoves: byCoin(
    z.strictObject({ coins, legFrac: unitFraction().nullable(), perYearFrac: measure('non-negative') }),
  ),
  rateMoveFrac: measure('non-negative').nullable(),
  extremeMoves: byCoin(z.strictObject({ coins, moveFrac: measure('positive', 0.95) })),
  extremeLossFrac: unitFraction(),
  reductionCosts: byCoin(
    z.strictObject({
      coins,
      perpetualFrac: unitFraction().nullable(),
      futureFrac: unitFraction().nullable(),
      optionFrac: unitFraction().nullable(),
      bands: tiers(z.tuple([bound, measure('non-negative')])).nullable(),
    }),
  ),
  stableHedge: tiers(z.tuple([bound, hedgeFactors])).nullable(),
  initialFactor: measure().min(1),
  borrowFeeFrac: unitFraction(),
})

/** Parameters of the models that margin position by position, or every problem in them. */
export const parseAccountParameters: (parameters: unknown) => Result<AccountParameters> = parseBySchema(
  () => accountSchema,
)

/** Parameters of the portfolio model, or every problem in them. */
export const parsePortfolioParameters: (parameters: unknown) => Result<PortfolioParameters> = parseBySchema(() =>
  z.strictObject({
    rules: rulesSchema,
    account: z.strictObject({
      ...currencyTables,
      optionCoins: z.array(z.string().min(1)),
      liquidationFeeFrac: unitFraction(),
    }),
  }),
)
