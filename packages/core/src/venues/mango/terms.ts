import type { Asset, Underlying } from '../../market/instrument.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { fixed, fixedOne, nativeUnits } from './fixed.ts'
import type { KindWeights, PerpHolding, TokenHolding } from './health-lines.ts'
import type { MangoParameters, MangoPerp, MangoScale, MangoToken } from './params.ts'

/** What the parameters say of a token, in fixed point. */
export type TokenTerms = Pick<TokenHolding, 'asset' | 'liability' | 'depositScale' | 'borrowScale'>

/** What they say of a perpetual. */
export type PerpTerms = Pick<PerpHolding, 'baseAsset' | 'baseLiability' | 'overall'>

/** The parameters as the rules read them, turned into fixed point once. */
export interface MangoTerms {
  readonly settleToken: Asset
  readonly settleTerms: TokenTerms
  /** The venue's name for it; undefined for what cannot be held. */
  tokenOf(asset: Asset): Asset | undefined
  termsOf(token: Asset): TokenTerms | undefined
  /** What the user must give counts in full until then. */
  perpOf(underlying: Underlying): PerpTerms
  missingPerp(underlying: Underlying): readonly Failure[]
}

const inFull: KindWeights = { initial: fixedOne, maintenance: fixedOne }
const unknownPerp: PerpTerms = { baseAsset: inFull, baseLiability: inFull, overall: inFull }

export function mangoTerms({ settleToken, aliases, tokens, perps }: MangoParameters): MangoTerms {
  const names = new Map(Object.entries(aliases))
  const knownTokens = new Map(Object.entries(tokens).map(([name, token]) => [name, tokenTerms(token)]))
  const knownPerps = new Map(Object.entries(perps).map(([name, perp]) => [name, perp && perpTerms(perp)]))
  const termsOf = (token: Asset): TokenTerms | undefined => knownTokens.get(token) ?? knownTokens.get('*')
  const nameOf = (asset: Asset): Asset => (knownTokens.has(asset) ? asset : (names.get(asset) ?? asset))
  const perp = (underlying: Underlying): PerpTerms | null => knownPerps.get(underlying) ?? knownPerps.get('*') ?? null
  return {
    settleToken,
    settleTerms: termsOf(settleToken) ?? { asset: inFull, liability: inFull, depositScale: null, borrowScale: null },
    tokenOf: (asset) => (termsOf(nameOf(asset)) === undefined ? undefined : nameOf(asset)),
    termsOf,
    perpOf: (underlying) => perp(underlying) ?? unknownPerp,
    missingPerp: (name) => (perp(name) === null ? [missing(name)] : []),
  }
}

function weights(initial: number, maintenance: number): KindWeights {
  return { initial: fixed(initial), maintenance: fixed(maintenance) }
}

function tokenTerms(token: MangoToken): TokenTerms {
  return {
    asset: weights(token.initialAssetFrac, token.maintenanceAssetFrac),
    liability: weights(token.initialLiabilityFrac, token.maintenanceLiabilityFrac),
    depositScale: token.depositScale && scaleTerms(token.depositScale),
    borrowScale: token.borrowScale && scaleTerms(token.borrowScale),
  }
}

function scaleTerms({ startUsd, totalUsd }: MangoScale): { readonly start: bigint; readonly total: bigint } {
  return { start: fixed(startUsd * nativeUnits), total: fixed(totalUsd * nativeUnits) }
}

function perpTerms(perp: MangoPerp): PerpTerms {
  return {
    baseAsset: weights(perp.initialBaseAssetFrac, perp.maintenanceBaseAssetFrac),
    baseLiability: weights(perp.initialBaseLiabilityFrac, perp.maintenanceBaseLiabilityFrac),
    overall: weights(perp.initialOverallFrac, perp.maintenanceOverallFrac),
  }
}

function missing(name: Underlying): Failure {
  const message = `weights of the ${name} perpetual must be given: governance sets them on chain`
  return problem('params.missing', pointer('parameters', 'perps', name), message)
}
