import { z } from 'zod'
import { leverage, measure, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { HyperliquidParameters } from './params.ts'

const marginTable = z
  .array(z.strictObject({ notionalMin: measure('non-negative', 1e15), leverageMax: leverage() }))
  .min(1)
  .check(({ value: rows, issues }) => {
    for (const [i, { notionalMin }] of rows.entries()) {
      const before = rows[i - 1]
      if (before === undefined ? notionalMin === 0 : notionalMin > before.notionalMin) continue
      const message =
        before === undefined ? `must be 0 in the first row, is ${notionalMin}` : 'must rise from row to row'
      issues.push({ code: 'custom', input: notionalMin, path: [i, 'notionalMin'], message })
    }
  })

const portfolio = z.strictObject({
  liquidationRatioFrac: measure('positive', 1),
  minBorrowOffsetUsdc: measure('non-negative', 1e9),
  userBorrowMaxUsdc: measure('non-negative', 1e15),
  borrowCapCovers: z.enum(['account', 'token']),
  collateral: z.record(
    z.string(),
    z.strictObject({ ltvFrac: unitFraction(), userSupplyMax: measure('non-negative', 1e15) }),
  ),
})

/** The parameter object of the Hyperliquid models, or every problem in it. */
export const parseHyperliquidParameters: (parameters: unknown) => Result<HyperliquidParameters> = parseBySchema(() =>
  z
    .strictObject({
      marginTables: z.record(z.string(), marginTable),
      markets: z.record(z.string(), z.string().nullable()),
      maintenanceShareFrac: unitFraction(),
      transferFrac: unitFraction(),
      backstopFrac: unitFraction(),
      portfolio,
    })
    .check(({ value, issues }) => {
      for (const [coin, name] of Object.entries(value.markets)) {
        if (name === null || Object.hasOwn(value.marginTables, name)) continue
        const message = `must name one of the margin tables, is ${name}`
        issues.push({ code: 'custom', input: name, path: ['markets', coin], message })
      }
    }),
)
