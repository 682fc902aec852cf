import { z } from 'zod'
import { decimalText, leverage, measure, name, unitFraction } from '../../document/field.ts'
import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { Result } from '../../num/result.ts'
import type { FuturesParameters, MultiAssetsParameters, PortfolioParameters, SpanParameters } from './params.ts'

/** Rounding of amounts that a user carries over, of the notional at the bound. */
const amountTolerance = 1e-6

type Row = readonly [number | null, number, number, number]

/** Bounds rise, null comes last, and no bracket asks less than nothing at its floor. */
function isTable(rows: readonly Row[]): boolean {
  let floor: number | null = 0
  for (const [cap, rate, amount] of rows) {
    if (floor === null || (cap !== null && cap <= floor)) return false
    if (amount > floor * rate + amountTolerance * Math.max(1, floor)) return false
    floor = cap
  }
  return true
}

function brackets() {
  const row = z.tuple([measure('positive').nullable(), unitFraction(), measure('non-negative'), leverage()])
  const table = z
    .array(row)
    .min(1)
    .refine(isTable, { message: 'caps must rise, null last, and amounts be at most floor × rate' })
  return z.record(name(), table)
}

function futures() {
  return { usdmBrackets: brackets(), coinmBrackets: brackets() }
}

function isTiered(tiers: readonly (readonly [number | null, number])[]): boolean {
  return tiers.every(([max], i) => {
    const before = i === 0 ? 0 : (tiers[i - 1]?.[0] ?? null)
    return before !== null && (max === null || max > before)
  })
}

function unified() {
  const tiers = z
    .array(z.tuple([measure('positive').nullable(), unitFraction()]))
    .min(1)
    .refine(isTiered, { message: 'bounds must rise, null last' })
  const bands = z
    .strictObject({
      marginCall: measure('positive'),
      reduceOnly: measure('positive'),
      liquidation: measure('positive'),
      claim: measure('positive'),
    })
    .refine(({ marginCall, reduceOnly, liquidation }) => marginCall >= reduceOnly && reduceOnly >= liquidation, {
      message: 'must descend from marginCall over reduceOnly to liquidation',
    })
  const loanRatesFrac = z
    .record(z.string().regex(/^[1-9]\d*$/), unitFraction())
    .refine((rates) => Object.keys(rates).length > 0, { message: 'must name a margin leverage' })
  return { collateral: z.record(name(), tiers), loanRatesFrac, bands }
}

const gridScenario = z.strictObject({
  moveFrac: measure().gt(-1),
  volMoveFrac: measure().min(-1),
  lossWeight: unitFraction(),
})

export const parseFuturesParameters: (parameters: unknown) => Result<FuturesParameters> = parseBySchema(() =>
  z.strictObject(futures()),
)

export const parseMultiAssetsParameters: (parameters: unknown) => Result<MultiAssetsParameters> = parseBySchema(() =>
  z.strictObject({
    ...futures(),
    ratios: z.record(name(), unitFraction()),
    bidBufferFrac: unitFraction(),
    askBufferFrac: unitFraction(),
  }),
)

export const parsePortfolioParameters: (parameters: unknown) => Result<PortfolioParameters> = parseBySchema(() =>
  z.strictObject({ ...futures(), ...unified() }),
)

export const parseSpanParameters: (parameters: unknown) => Result<SpanParameters> = parseBySchema(() =>
  z.strictObject({
    ...unified(),
    scenarios: z.record(name(), z.array(gridScenario).min(1).max(1000)).nullable(),
    collateralInScenarios: z.boolean(),
  }),
)

/** What an account chooses or knows besides its book; what is left out is the default. */
export interface BinanceSettings {
  /** What of each coin lies in the COIN-M wallet; all of it where COIN-M contracts on it are held. */
  readonly coinmWallet?: Readonly<Record<string, string>> | undefined
  /** Margin leverage of portfolio margin, which sets what a loan asks; 3. */
  readonly marginLeverage?: number | undefined
  /** Loans outstanding with interest, units, already taken off the balances; what a balance is below zero. */
  readonly loans?: Readonly<Record<string, string>> | undefined
  /** Loss on open margin orders that swap collateral into lower-rated collateral, USD; 0. */
  readonly openLossUsd?: number | undefined
  /** `otherMM` of the SPAN account, USD; 0. */
  readonly otherMaintenanceUsd?: number | undefined
}

export const parseSettings: (settings: unknown) => Result<BinanceSettings> = parseBySchema(() =>
  z.strictObject({
    coinmWallet: z.record(name(), decimalText('non-negative')).optional(),
    marginLeverage: z.number().int().min(2).optional(),
    loans: z.record(name(), decimalText('non-negative')).optional(),
    openLossUsd: measure('non-negative').optional(),
    otherMaintenanceUsd: measure('non-negative').optional(),
  }),
)
