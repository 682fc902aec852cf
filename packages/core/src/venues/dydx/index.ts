import { additiveMarginals } from '../../margin/additive-marginals.ts'
import { withCashMargins } from '../../margin/cash-margins.ts'
import { cashPools } from '../../margin/cash-pools.ts'
import type { ModelDefinition, Venue } from '../../margin/model.ts'
import type { MarginMode } from '../../market/book.ts'
import { dydxCharges, dydxMargins, tierBook } from './charges.ts'
import { dydxExamples } from './examples.ts'
import { dydxFigures } from './figures.ts'
import { type DydxParameters, dydxSets } from './params.ts'
import { dydxProfile } from './profile.ts'
import { dydxRefusals } from './refusals.ts'
import { type DydxSettings, parseDydxParameters, parseDydxSettings } from './schema.ts'

export {
  bankruptcyQuantums,
  type ClosedPart,
  type FillableTerms,
  fillableShare,
  type StandingPosition,
  type SubaccountRisk,
} from './liquidation-order.ts'
export { type LiquidationTerms, liquidationPrice } from './liquidation-price.ts'
export { initialQuantums, maintenanceQuantums, openInterestInitialPpm, type TierTerms } from './liquidity-tier.ts'

function definition(mode: MarginMode, title: string): ModelDefinition<DydxParameters, DydxSettings> {
  return {
    name: `dydx/${mode}`,
    title,
    mode,
    sets: dydxSets,
    parse: parseDydxParameters,
    parseSettings: parseDydxSettings,
    make: ({ parameters, ...info }, settings) => {
      const book = tierBook(parameters, settings)
      return {
        name: `dydx/${mode}`,
        mode,
        parameters: info,
        resolve: (account) => withCashMargins(account, 'USDC', dydxMargins(book)),
        refusals: dydxRefusals,
        pools: (account) => cashPools(account, 'USDC', dydxCharges(account, book)),
        marginals: (_account, pool) => additiveMarginals(pool),
        venueFigures: (pools) => dydxFigures(pools, book, parameters),
      }
    },
  }
}

/** dYdX v4: margin by liquidity tier, initial margin growing with open interest, amounts in whole quantums. */
export const dydx: Venue = {
  name: 'dydx',
  title: 'dYdX v4',
  models: [
    definition('isolated', 'Isolated markets') as ModelDefinition,
    definition('cross', 'Cross margin') as ModelDefinition,
  ],
  profile: dydxProfile,
  conformance: { examples: dydxExamples },
}
