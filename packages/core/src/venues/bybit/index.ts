import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { accountFigures } from './account-figures.ts'
import { crossPools } from './cross.ts'
import { bybitExamples } from './examples.ts'
import { isolatedPools } from './isolated.ts'
import { isolatedFigures } from './isolated-figures.ts'
import { bybitMargins } from './isolated-margin.ts'
import { type BybitParameters, bybitSets } from './params.ts'
import { portfolioEngine, portfolioPools } from './portfolio.ts'
import { bybitProfile } from './profile.ts'
import { bybitRefusals } from './refusals.ts'
import { bybitRules } from './rules.ts'
import { parseBybitParameters, parseBybitSettings } from './schema.ts'
import type { BybitSettings } from './settings.ts'

type Definition = ModelDefinition<BybitParameters, BybitSettings>

const shared: Pick<Definition, 'sets' | 'parse' | 'parseSettings'> = {
  sets: bybitSets,
  parse: parseBybitParameters,
  parseSettings: parseBybitSettings,
}

const cross: Definition = {
  ...shared,
  name: 'bybit/cross',
  title: 'Regular (cross) margin',
  mode: 'cross',
  make: ({ parameters, ...info }, settings) => {
    const rules = bybitRules(parameters, settings)
    return {
      name: 'bybit/cross',
      mode: 'cross',
      parameters: info,
      refusals: (account) => bybitRefusals(account, 'cross'),
      pools: (account) => crossPools(account, rules),
      venueFigures: accountFigures,
    }
  },
}

const isolated: Definition = {
  ...shared,
  name: 'bybit/isolated',
  title: 'Isolated margin',
  mode: 'isolated',
  make: ({ parameters, ...info }, settings) => {
    const rules = bybitRules(parameters, settings)
    return {
      name: 'bybit/isolated',
      mode: 'isolated',
      parameters: info,
      refusals: (account) => bybitRefusals(account, 'isolated'),
      resolve: (account) => withIsolatedMargins(account, bybitMargins(rules)),
      pools: (account) => isolatedPools(account, rules),
      venueFigures: (pools) => isolatedFigures(pools, rules),
    }
  },
}

const portfolio: Definition = {
  ...shared,
  name: 'bybit/portfolio',
  title: 'Portfolio margin',
  mode: 'portfolio',
  make: ({ parameters, ...info }, settings) => {
    const engine = portfolioEngine(parameters, settings)
    return {
      name: 'bybit/portfolio',
      mode: 'portfolio',
      parameters: info,
      refusals: (account) => bybitRefusals(account, 'portfolio'),
      pools: (account) => portfolioPools(account, engine),
      scenarioFactors: (underlying) => {
        const moves = parameters.coins[underlying]?.priceMovesFrac ?? [0]
        return moves.map((move) => 1 + move)
      },
      venueFigures: accountFigures,
    }
  },
}

/** Bybit's Unified Trading Account; formulas and sources in `docs/venues/bybit.md`. */
export const bybit: Venue = {
  name: 'bybit',
  title: 'Bybit Unified Trading Account',
  models: [cross as ModelDefinition, isolated as ModelDefinition, portfolio as ModelDefinition],
  profile: bybitProfile,
  conformance: { examples: bybitExamples },
}

export { type AccountRates, accountRates, haircutLoss, type RateInputs } from './account-rates.ts'
export { bracketsOf, type RiskLimit } from './brackets.ts'
export { type Contingency, contingencySum } from './contingency.ts'
export {
  bankruptcyPriceOf,
  entryLiquidationPrice,
  type IsolatedPosition,
  markLiquidationPrice,
  toTick,
} from './isolated-price.ts'
export { type MaxLoss, maxLoss } from './max-loss.ts'
export { type BybitParameters, bybitSets, type CoinTerms } from './params.ts'
export { type PortfolioEngine, portfolioEngine } from './portfolio.ts'
export { type AssetPnlRange, type PnlRange, type PortfolioMarginInfo, portfolioInfo } from './portfolio-info.ts'
export type { BybitSettings } from './settings.ts'
export {
  optionFee,
  type ShortOption,
  type ShortOptionTerms,
  shortOptionInitial,
  shortOptionMaintenance,
} from './short-option.ts'
export { hedgeProfit, hedgingSpot } from './spot-hedge.ts'
export { type VolTerms, volFactor } from './vol-rule.ts'
