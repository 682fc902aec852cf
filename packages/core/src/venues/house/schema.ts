import { z } from 'zod'
import { measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import { tablesSchema } from '../../margin/table-schema.ts'
import type { Result } from '../../num/result.ts'
import type { HouseParameters } from './params.ts'

const volShock = z.strictObject({
  upFrac: measure('non-negative'),
  downFrac: unitFraction(),
  pivotDays: measure('positive'),
  shortPower: measure('non-negative'),
  longPower: measure('non-negative'),
  pivotIsLong: z.boolean().optional(),
  daysMin: measure('positive'),
  upVolMin: measure('non-negative'),
})

const underlying = z.strictObject({
  beta: measure(),
  ownRangeFrac: unitFraction(),
  concentrationFrom: measure('non-negative'),
})

/** A grid is symmetric or not, but it is ordered and holds the present. */
const gridShares = z
  .array(measure())
  .min(3)
  .max(101)
  .refine((shares) => shares.includes(0) && shares.every((share, i) => i === 0 || share > (shares[i - 1] as number)), {
    message: 'must be ascending and hold 0',
  })

const schema = z
  .strictObject({
    marketRangeFrac: measure('positive', 0.9),
    gridShares,
    tails: z.array(z.strictObject({ multiple: measure(), lossWeight: unitFraction() })).max(20),
    volShock,
    ownVolShock: volShock,
    underlyings: z
      .record(z.string(), underlying)
      .refine((table) => '*' in table, { message: 'must name * for the rest' }),
    ownLossFactor: measure('non-negative'),
    correlationFloorFrac: unitFraction(),
    basisMinFrac: unitFraction(),
    basisPerYearFrac: unitFraction(),
    shortOptionFrac: unitFraction(),
    concentrationFrac: measure('non-negative'),
    depegFrac: unitFraction(),
    initialFactor: measure().min(1),
    tables: tablesSchema(),
  })
  .refine(movesStayAboveZero, {
    message: 'no scenario may move an index by −100 % or more: lower a range, a beta or a multiple',
  })

interface Ranges {
  readonly marketRangeFrac: number
  readonly ownLossFactor: number
  readonly gridShares: readonly number[]
  readonly tails: readonly { readonly multiple: number }[]
  readonly underlyings: Readonly<Record<string, { readonly beta: number; readonly ownRangeFrac: number }>>
}

function movesStayAboveZero({ marketRangeFrac, ownLossFactor, gridShares, tails, underlyings }: Ranges): boolean {
  const reach = Math.max(...gridShares.map(Math.abs), ...tails.map(({ multiple }) => Math.abs(multiple)))
  return Object.values(underlyings).every(
    ({ beta, ownRangeFrac }) =>
      reach * (Math.abs(beta) * marketRangeFrac + ownLossFactor * ownRangeFrac) < 1 && ownRangeFrac < 1,
  )
}

/** The parameter object of the house model, or every problem in it. */
export const parseHouseParameters: (parameters: unknown) => Result<HouseParameters> = parseBySchema(() => schema)
