import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { perpetualsOnly, refusedTokens } from '../../margin/perpetuals-only.ts'
import { conformance } from './conformance.ts'
import { driftPools } from './cross.ts'
import { driftFigures } from './figures.ts'
import { type DriftParameters, drift2024Autumn, drift2024Spring } from './params.ts'
import { profile } from './profile.ts'
import { parseDriftParameters } from './schema.ts'
import { driftTerms } from './terms.ts'

export { marginRatio, perpRequirement } from './health-lines.ts'
export { baseToCover, liabilityToCover } from './liquidation-size.ts'
export type { DriftParameters } from './params.ts'
export { scaledInitialWeight, sizeDiscountWeight, sizePremiumWeight } from './size-weights.ts'

const cross: ModelDefinition<DriftParameters> = {
  name: 'drift/cross',
  title: 'Cross margin',
  mode: 'cross',
  sets: [drift2024Autumn, drift2024Spring],
  parse: parseDriftParameters,
  make: ({ parameters, ...info }) => {
    const terms = driftTerms(parameters)
    return {
      name: 'drift/cross',
      mode: 'cross',
      parameters: info,
      refusals: (account) => [
        ...perpetualsOnly(account, { title: 'Drift', holdsIsolated: false }),
        ...refusedTokens(account, 'Drift', (asset) => terms.tokenOf(asset) !== undefined),
      ],
      pools: (account) => driftPools(account, terms),
      venueFigures: driftFigures,
    }
  },
}

/** Drift v2 on Solana: weights and health in whole units. */
export const drift: Venue = {
  name: 'drift',
  title: 'Drift v2',
  models: [cross as ModelDefinition],
  profile,
  conformance,
}
