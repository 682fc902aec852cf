import type { HaircutTier } from '../../margin/collateral.ts'
import type { LeverageTier } from '../../margin/leverage-tiers.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import { bracketsOf } from './brackets.ts'
import type { BorrowTier, BybitParameters, OptionTerms } from './params.ts'
import type { BybitSettings } from './settings.ts'

/** Tables laid out for use, once for each model that is made; undefined is not published and not given. */
export interface BybitRules {
  readonly valuedAt: BybitParameters['valuedAt']
  readonly takerFeeFrac: number
  readonly bracketsOf: (position: RuledPosition) => readonly LeverageTier[] | undefined
  readonly optionOf: (position: RuledPosition) => OptionTerms | undefined
  readonly haircutsOf: (asset: string) => readonly HaircutTier[] | undefined
  readonly borrowOf: (asset: string) => readonly BorrowTier[] | undefined
}

export function bybitRules(parameters: BybitParameters, settings: BybitSettings = {}): BybitRules {
  const brackets = mapOf(parameters.riskLimits, bracketsOf)
  const haircuts = mapOf(parameters.collateral, (tiers) =>
    tiers.map(({ quantityMax, valueRatioFrac }) => ({ quantityMax, haircutFrac: 1 - valueRatioFrac })),
  )
  for (const asset of settings.collateralOff ?? []) haircuts.set(asset, [{ quantityMax: null, haircutFrac: 1 }])
  const options = mapOf(parameters.options, (terms) => terms)
  const borrowing = mapOf(parameters.borrowing, (tiers) => tiers)
  return {
    valuedAt: parameters.valuedAt,
    takerFeeFrac: settings.takerFeeFrac ?? parameters.takerFeeFrac,
    bracketsOf: ({ symbol, priced: { instrument } }) =>
      brackets.get(symbol) ?? brackets.get(`${instrument.underlying} ${instrument.payout}`),
    optionOf: ({ priced: { instrument } }) => options.get(instrument.underlying),
    haircutsOf: (asset) => haircuts.get(asset),
    borrowOf: (asset) => borrowing.get(asset),
  }
}

function mapOf<T, U>(table: Readonly<Record<string, T>>, make: (value: T) => U): Map<string, U> {
  return new Map(Object.entries(table).map(([key, value]) => [key, make(value)]))
}
