import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { SpanParameters } from './params.ts'
import { scenarioNames } from './scenarios.ts'

const side = z.enum(['A', 'B'])
const bothSides = (legs: readonly { readonly side: 'A' | 'B' }[]): boolean =>
  legs.some((leg) => leg.side === 'A') && legs.some((leg) => leg.side === 'B')

const contract = z.strictObject({
  array: z.array(measure()).length(scenarioNames.length),
  delta: z.union([measure(), z.array(measure()).length(7)]),
  month: z.string().min(1),
})

const interMonth = z.strictObject({
  legs: z
    .array(z.strictObject({ tier: z.string().min(1), side, deltas: measure('positive') }))
    .min(2)
    .refine(bothSides, { message: 'must have a leg on either side' }),
  ratePerSpread: measure('non-negative'),
})

const commodity = z
  .strictObject({
    tiers: z.record(z.string(), z.array(z.string().min(1)).min(1)),
    interMonth: z.array(interMonth),
    delivery: z.array(
      z.strictObject({
        month: z.string().min(1),
        inSpread: measure('non-negative'),
        outright: measure('non-negative'),
      }),
    ),
    shortOptionRate: measure('non-negative'),
  })
  .refine(({ tiers, interMonth: spreads }) => spreads.every(({ legs }) => legs.every(({ tier }) => tier in tiers)), {
    message: 'spreads must name tiers of the commodity',
  })

const interCommodity = z.strictObject({
  legs: z
    .array(
      z.strictObject({ commodity: z.string().min(1), side, deltas: measure('positive'), creditFrac: unitFraction() }),
    )
    .min(2)
    .refine(bothSides, { message: 'must have a leg on either side' }),
})

const schema = z.strictObject({
  contracts: z.record(z.string(), contract),
  commodities: z.record(z.string(), commodity),
  interCommodity: z.array(interCommodity),
  shortOptionCount: z.enum(['sum', 'larger']),
  deltaWeights: z.array(measure('non-negative')).length(7),
  initialFactor: measure().min(1),
  haircutFracs: z
    .record(z.string(), unitFraction())
    .refine((table) => '*' in table, { message: 'must name * for the rest' }),
})

/** The parameter object of the SPAN model, or every problem in it. */
export const parseSpanParameters: (parameters: unknown) => Result<SpanParameters> = parseBySchema(() => schema)
