import { z } from 'zod'
import { decimalText, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Result } from '../../num/result.ts'

/** What an account chooses for itself; the same switches for every model, each reads its own. */
export interface OkxSettings {
  /** Most of each coin that may stand against derivatives, coins (`clSpotInUseAmt`); all of a coin not named. */
  readonly spotInUseCaps?: Readonly<Record<string, string>>
  /** Which contracts spot stands against where units are by quote currency, until 2025-01; none when absent. */
  readonly spotOffset?: 'none' | 'USDT' | 'USDC' | 'USD'
  /** One's own taker fees, which the liquidation fee follows. */
  readonly takerFee?: { readonly futuresFrac: number; readonly optionsFrac: number }
}

const schema = z.strictObject({
  spotInUseCaps: z.record(z.string(), decimalText('non-negative')).optional(),
  spotOffset: z.enum(['none', 'USDT', 'USDC', 'USD']).optional(),
  takerFee: z.strictObject({ futuresFrac: unitFraction(), optionsFrac: unitFraction() }).optional(),
})

/** The settings of a book, or every problem in them. */
export const parseSettings: (settings: unknown) => Result<OkxSettings> = parseBySchema(() => schema)

/** Coins; null is no cap. */
export function spotCap({ spotInUseCaps = {} }: OkxSettings, coin: string): number | null {
  const cap = Object.hasOwn(spotInUseCaps, coin) ? spotInUseCaps[coin] : undefined
  return cap === undefined ? null : toRisk(Decimal.of(cap))
}
