import { additiveMarginals } from '../../margin/additive-marginals.ts'
import { withCashMargins } from '../../margin/cash-margins.ts'
import { cashPools } from '../../margin/cash-pools.ts'
import type { MarginModel, ModelDefinition, Venue } from '../../margin/model.ts'
import type { MarginMode } from '../../market/book.ts'
import { paradexCharges } from './cross.ts'
import { paradexExamples } from './examples.ts'
import { paradexFigures } from './figures.ts'
import { paradexMargins } from './isolated-margins.ts'
import { type ParadexParameters, paradexSets } from './params.ts'
import { portfolioPools } from './portfolio.ts'
import { portfolioEngine } from './portfolio-risk.ts'
import { paradexProfile } from './profile.ts'
import { crossRefusals, portfolioRefusals } from './refusals.ts'
import { parseParadexParameters } from './schema.ts'

export { type FeeRates, optionFee, perpetualFee } from './fee-provision.ts'
export {
  type FundedPosition,
  type FundingTerms,
  fundingAdvance,
  fundingPremium,
  fundingProvision,
  rawFundingRate,
} from './funding.ts'
export { type LiquidatedShare, type LiquidationTerms, liquidatedShare } from './liquidation-share.ts'
export { type DeltaFactors, type DeltaSides, type DeltaSplit, deltaSplit, minimumDelta } from './minimum-delta.ts'
export { netInitial, type OpenOrders, openLoss, openSize } from './open-size.ts'
export { type OptionRates, type OptionStanding, optionMargin, type PutCapBase } from './option-margin.ts'

function definition(mode: MarginMode, title: string): ModelDefinition<ParadexParameters> {
  const name = `paradex/${mode}`
  return {
    name,
    title,
    mode,
    sets: paradexSets,
    parse: parseParadexParameters,
    make: ({ parameters, ...info }) => ({
      name,
      mode,
      parameters: info,
      resolve: (account) => withCashMargins(account, 'USDC', paradexMargins(parameters)),
      venueFigures: (pools) => paradexFigures(pools, parameters),
      ...(mode === 'portfolio' ? portfolioRules(parameters) : crossRules(parameters)),
    }),
  }
}

type OwnRules = Pick<MarginModel, 'refusals' | 'pools' | 'marginals' | 'scenarioFactors'>

function crossRules(parameters: ParadexParameters): OwnRules {
  return {
    refusals: crossRefusals,
    pools: (account) => cashPools(account, account.currency, paradexCharges(account, parameters)),
    marginals: (_account, pool) => additiveMarginals(pool),
  }
}

function portfolioRules(parameters: ParadexParameters): OwnRules {
  const engine = portfolioEngine(parameters)
  const { assets } = parameters.portfolio
  return {
    refusals: (account) => portfolioRefusals(account, parameters),
    pools: (account) => portfolioPools(account, engine, paradexCharges(account, parameters)),
    scenarioFactors: (underlying) => {
      const scenarios = Object.hasOwn(assets, underlying) ? (assets[underlying]?.scenarios ?? []) : []
      return [...new Set(scenarios.map(({ moveFrac }) => 1 + moveFrac))]
    },
  }
}

/** Paradex: margin by market with provisions, and portfolio margin of 24 scenarios (beta). */
export const paradex: Venue = {
  name: 'paradex',
  title: 'Paradex',
  models: [
    definition('isolated', 'Isolated margin') as ModelDefinition,
    definition('cross', 'Cross margin') as ModelDefinition,
    definition('portfolio', 'Portfolio margin (beta)') as ModelDefinition,
  ],
  profile: paradexProfile,
  conformance: { examples: paradexExamples },
}
