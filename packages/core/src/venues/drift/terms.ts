import type { Asset, Underlying } from '../../market/instrument.ts'
import { toUnits } from '../../num/fixed-point.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { PerpHolding, SpotHolding } from './health-lines.ts'
import type { DriftParameters, DriftPerp, DriftToken } from './params.ts'

/** What the parameters say of a token, in whole units. */
export type TokenTerms = Omit<SpotHolding, 'name' | 'riskFactor' | 'amount' | 'price'>

/** What they say of a perpetual. */
export type PerpTerms = Pick<
  PerpHolding,
  'initialRatio' | 'maintenanceRatio' | 'imf' | 'initialProfitWeight' | 'maintenanceProfitWeight' | 'profitImf'
>

/** The parameters as the rules read them, turned into whole units once. */
export interface DriftTerms {
  /** The venue's name for it; undefined for what it does not take. */
  tokenOf(asset: Asset): Asset | undefined
  termsOf(token: Asset): TokenTerms | undefined
  /** Where the user must give them, its profit counts and no margin is known. */
  perpOf(underlying: Underlying): PerpTerms
  missing(underlying: Underlying): readonly Failure[]
  readonly initialProfitMax: bigint | null
  readonly orderCharge: bigint
}

const weight = (frac: number): bigint => toUnits(frac, 1e4)
const money = (usd: number): bigint => toUnits(usd, 1e6)

const unknownPerp: PerpTerms = {
  initialRatio: 0n,
  maintenanceRatio: 0n,
  imf: 0n,
  initialProfitWeight: weight(1),
  maintenanceProfitWeight: weight(1),
  profitImf: 0n,
}

export function driftTerms(parameters: DriftParameters): DriftTerms {
  const { aliases, quoteToken, initialProfitMaxUsd, openOrderUsd } = parameters
  const tokens = new Map(
    Object.entries(parameters.tokens).map(([name, token]) => [name, tokenTerms(token, name === quoteToken)]),
  )
  const names = new Map([...Object.entries(aliases), ...[...tokens.keys()].map((name) => [name, name] as const)])
  const knownToken = (name: Asset | undefined) => (name !== undefined && tokens.has(name) ? name : undefined)
  const perps = new Map(Object.entries(parameters.perps).map(([name, perp]) => [name, perp && perpTerms(perp)]))
  const knownPerp = (underlying: Underlying): PerpTerms | null => perps.get(underlying) ?? perps.get('*') ?? null
  return {
    tokenOf: (asset) => knownToken(names.get(asset)),
    termsOf: (token) => tokens.get(token),
    perpOf: (underlying) => knownPerp(underlying) ?? unknownPerp,
    missing: (underlying) => (knownPerp(underlying) === null ? [missingPerp(underlying)] : []),
    initialProfitMax: initialProfitMaxUsd === null ? null : money(initialProfitMaxUsd),
    orderCharge: money(openOrderUsd),
  }
}

function tokenTerms(token: DriftToken, isQuote: boolean): TokenTerms {
  return {
    isQuote,
    initialAsset: weight(token.initialAssetFrac),
    maintenanceAsset: weight(token.maintenanceAssetFrac),
    initialLiability: weight(token.initialLiabilityFrac),
    maintenanceLiability: weight(token.maintenanceLiabilityFrac),
    imf: money(token.imfFactor),
    scale: token.scale && { start: money(token.scale.startUsd), deposits: money(token.scale.depositsUsd) },
  }
}

function perpTerms(perp: DriftPerp): PerpTerms {
  return {
    initialRatio: weight(perp.initialMarginFrac),
    maintenanceRatio: weight(perp.maintenanceMarginFrac),
    imf: money(perp.imfFactor),
    initialProfitWeight: weight(perp.initialProfitFrac),
    maintenanceProfitWeight: weight(perp.maintenanceProfitFrac),
    profitImf: money(perp.profitImfFactor),
  }
}

function missingPerp(underlying: Underlying): Failure {
  const message = `margin ratios of the ${underlying} perpetual must be given: the venue keeps them on chain`
  return problem('params.missing', pointer('parameters', 'perps', underlying), message)
}
