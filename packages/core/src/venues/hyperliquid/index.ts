import { additiveMarginals } from '../../margin/additive-marginals.ts'
import { withCashMargins } from '../../margin/cash-margins.ts'
import { cashPools } from '../../margin/cash-pools.ts'
import type { MarginModel, ModelDefinition, Venue } from '../../margin/model.ts'
import type { MarginMode } from '../../market/book.ts'
import { hyperliquidCharges, hyperliquidMargins, hyperliquidRules } from './charges.ts'
import { hyperliquidExamples } from './examples.ts'
import { crossFigures, portfolioFigures } from './figures.ts'
import { type HyperliquidParameters, hyperliquidSets } from './params.ts'
import { portfolioPools } from './portfolio.ts'
import { hyperliquidProfile } from './profile.ts'
import { crossRefusals, portfolioRefusals } from './refusals.ts'
import { parseHyperliquidParameters } from './schema.ts'

export { borrowable, type LentAgainst, liquidationThreshold } from './borrowing.ts'
export { liquidationPrice, type MarginTerms } from './liquidation-price.ts'
export { leverageTiers, type TableRow } from './margin-table.ts'

function definition(mode: MarginMode, title: string): ModelDefinition<HyperliquidParameters> {
  const name = `hyperliquid/${mode}`
  return {
    name,
    title,
    mode,
    sets: hyperliquidSets,
    parse: parseHyperliquidParameters,
    make: ({ parameters, ...info }) => ({ name, mode, parameters: info, ...rulesOfMode(mode, parameters) }),
  }
}

function rulesOfMode(
  mode: MarginMode,
  parameters: HyperliquidParameters,
): Omit<MarginModel, 'name' | 'mode' | 'parameters'> {
  const rulesOf = hyperliquidRules(parameters)
  const charges = hyperliquidCharges(rulesOf)
  const resolve: MarginModel['resolve'] = (account) => withCashMargins(account, 'USDC', hyperliquidMargins(rulesOf))
  if (mode === 'portfolio')
    return {
      resolve,
      refusals: (account) => portfolioRefusals(account, parameters),
      pools: (account) => portfolioPools(account, charges, parameters.portfolio),
      venueFigures: (pools) => portfolioFigures(pools, rulesOf, parameters),
    }
  return {
    resolve,
    refusals: crossRefusals,
    pools: (account) => cashPools(account, 'USDC', charges),
    marginals: (_account, pool) => additiveMarginals(pool),
    venueFigures: (pools) => crossFigures(pools, rulesOf, parameters),
  }
}

/** Hyperliquid: margin tables with deductions; portfolio margin borrows USDC against spot. */
export const hyperliquid: Venue = {
  name: 'hyperliquid',
  title: 'Hyperliquid',
  models: [
    definition('isolated', 'Isolated margin') as ModelDefinition,
    definition('cross', 'Cross margin') as ModelDefinition,
    definition('portfolio', 'Portfolio margin (alpha)') as ModelDefinition,
  ],
  profile: hyperliquidProfile,
  conformance: { examples: hyperliquidExamples },
}
