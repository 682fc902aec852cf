import { z } from 'zod'
import { measure } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { DydxParameters } from './params.ts'

/** Millionths. The chain keeps them in 32 bits. */
function ppm(max: number): z.ZodNumber {
  return measure('non-negative', max).int()
}

const whole = 1_000_000
const largest = 4_294_967_295

const tier = z
  .strictObject({
    initialMarginPpm: ppm(whole),
    maintenanceFractionPpm: ppm(whole),
    openInterestLowerUsdc: measure('non-negative', 1e15),
    openInterestUpperUsdc: measure('non-negative', 1e15),
  })
  .refine(({ openInterestLowerUsdc, openInterestUpperUsdc }) => openInterestLowerUsdc <= openInterestUpperUsdc, {
    path: ['openInterestLowerUsdc'],
    message: 'must be at most openInterestUpperUsdc',
  })

/** The parameter object of the dYdX models, or every problem in it. */
export const parseDydxParameters: (parameters: unknown) => Result<DydxParameters> = parseBySchema(() =>
  z
    .strictObject({
      tiers: z.record(z.string(), tier),
      marketTiers: z.record(z.string(), z.string().nullable()),
      liquidation: z.strictObject({
        maxFeePpm: ppm(whole),
        bankruptcyAdjustmentPpm: ppm(largest),
        spreadToMaintenancePpm: ppm(largest),
      }),
    })
    .check(({ value, issues }) => {
      for (const [market, name] of Object.entries(value.marketTiers)) {
        if (name === null || Object.hasOwn(value.tiers, name)) continue
        const message = `must name one of the tiers, is ${name}`
        issues.push({ code: 'custom', input: name, path: ['marketTiers', market], message })
      }
    }),
)

/** Switches of a subaccount. */
export interface DydxSettings {
  /** Initial margin fraction that the user set by market, in millionths, by underlying; `*` for the rest. */
  readonly customInitialPpm: Readonly<Record<string, number>>
}

export const parseDydxSettings: (settings: unknown) => Result<DydxSettings> = parseBySchema(() =>
  z.strictObject({ customInitialPpm: z.record(z.string(), ppm(whole)).default({}) }),
)
