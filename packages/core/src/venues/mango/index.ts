import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { perpetualsOnly, refusedTokens } from '../../margin/perpetuals-only.ts'
import { conformance } from './conformance.ts'
import { mangoPools } from './cross.ts'
import { mangoFigures } from './figures.ts'
import { type MangoParameters, mangoPresets } from './params.ts'
import { profile } from './profile.ts'
import { parseMangoParameters } from './schema.ts'
import { mangoTerms } from './terms.ts'

export type { MangoParameters } from './params.ts'

const cross: ModelDefinition<MangoParameters> = {
  name: 'mango/cross',
  title: 'Health',
  mode: 'cross',
  sets: [mangoPresets],
  parse: parseMangoParameters,
  make: ({ parameters, ...info }) => {
    const terms = mangoTerms(parameters)
    return {
      name: 'mango/cross',
      mode: 'cross',
      parameters: info,
      refusals: (account) => [
        ...perpetualsOnly(account, { title: 'Mango', holdsIsolated: false }),
        ...refusedTokens(account, 'Mango', (asset) => terms.tokenOf(asset) !== undefined),
      ],
      pools: (account) => mangoPools(account, terms),
      venueFigures: mangoFigures,
    }
  },
}

/** Mango v4 on Solana: weights and health in fixed point. */
export const mango: Venue = {
  name: 'mango',
  title: 'Mango v4',
  models: [cross as ModelDefinition],
  profile,
  conformance,
}
