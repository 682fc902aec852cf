import type { HaircutTier } from '../../margin/collateral.ts'
import type { Asset, Underlying } from '../../market/instrument.ts'
import type { SpanCommodity, SpanParameters } from './params.ts'
import { compositeDelta } from './scan.ts'

/** A contract as the model reads it. */
export interface PlannedContract {
  readonly array: Float64Array
  readonly delta: number
  readonly month: string
}

/** The parameters, laid out once. */
export interface SpanPlan {
  readonly parameters: SpanParameters
  contractOf(symbol: string): PlannedContract | undefined
  commodityOf(underlying: Underlying): SpanCommodity | undefined
  haircutsOf(asset: Asset): readonly HaircutTier[]
}

export function spanPlan(parameters: SpanParameters): SpanPlan {
  const contracts = new Map(
    Object.entries(parameters.contracts).map(([symbol, { array, delta, month }]) => [
      symbol,
      { array: Float64Array.from(array), delta: compositeDelta(delta, parameters.deltaWeights), month },
    ]),
  )
  const commodities = new Map(Object.entries(parameters.commodities))
  const haircuts = new Map(
    Object.entries(parameters.haircutFracs).map(([asset, haircutFrac]) => [
      asset,
      [{ quantityMax: null, haircutFrac }],
    ]),
  )
  return {
    parameters,
    contractOf: (symbol) => contracts.get(symbol),
    commodityOf: (underlying) => commodities.get(underlying) ?? commodities.get('*'),
    haircutsOf: (asset) => haircuts.get(asset) ?? haircuts.get('*') ?? [],
  }
}
