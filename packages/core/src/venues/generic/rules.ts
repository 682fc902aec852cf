import type { Asset } from '../../market/instrument.ts'
import type { HaircutTier } from '../../margin/collateral.ts'
import { byNameOrRest } from '../../margin/funds.ts'
import type { PositionRules } from '../../margin/position-margin.ts'
import type { PricedPosition } from '../../margin/priced-account.ts'
import { type GenericParameters, genericDefault } from './params.ts'

const { leverageTiers, shortOptions, haircuts } = genericDefault.parameters

/** The tables that apply to one position; a name that a user's table leaves out is looked up in the default set. */
export function rulesOf(parameters: GenericParameters): (position: Pick<PricedPosition, 'symbol' | 'priced'>) => PositionRules {
  return ({ symbol, priced }) => ({
    tiers: byNameOrRest(parameters.leverageTiers, leverageTiers, symbol),
    wholePosition: parameters.wholePosition,
    shortOption: byNameOrRest(parameters.shortOptions, shortOptions, priced.instrument.underlying),
  })
}

/** Haircut tiers of an asset. */
export function haircutsOf(parameters: GenericParameters): (asset: Asset) => readonly HaircutTier[] {
  return (asset) => byNameOrRest(parameters.haircuts, haircuts, asset)
}
