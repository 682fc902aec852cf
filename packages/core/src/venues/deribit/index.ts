import { additiveMarginals } from '../../margin/additive-marginals.ts'
import type { MarginModel, ModelDefinition, ParameterSet, Pool, Venue } from '../../margin/model.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { conformance } from './conformance.ts'
import { legacyEngine, legacyPools } from './legacy-pools.ts'
import { matrixEngine } from './matrix-engine.ts'
import { matrixMarginals } from './matrix-marginals.ts'
import { crossPools, segregatedPools } from './matrix-pools.ts'
import { crossPoolBooks, siloPoolBooks } from './pair-books.ts'
import type { MatrixParameters, PortfolioParameters, StandardParameters } from './parameters.ts'
import { crossPortfolioSets, segregatedPortfolioSets } from './params.ts'
import { standardSets } from './params-standard.ts'
import { profile } from './profile.ts'
import { collateralRefusals, legacyRefusals, positionRefusals } from './refusals.ts'
import {
  type PortfolioSettings,
  parseCrossPortfolio,
  parsePortfolioSettings,
  parseSegregatedPortfolio,
  parseStandard,
} from './schema.ts'
import { crossStandardPools, segregatedStandardPools } from './standard-pools.ts'
import { venueFigures } from './venue-figures.ts'

type Rules = Pick<MarginModel, 'pools' | 'refusals' | 'scenarioFactors' | 'marginals'>

function made(name: string, mode: MarginModel['mode'], set: ParameterSet<unknown>, rules: Rules): MarginModel {
  const { parameters: _bound, ...parameters } = set
  return { name, mode, parameters, venueFigures, ...rules }
}

function portfolioModel(
  name: string,
  title: string,
  sets: readonly ParameterSet<PortfolioParameters>[],
  parse: ModelDefinition<PortfolioParameters>['parse'],
): ModelDefinition<PortfolioParameters, PortfolioSettings> {
  const isCross = name === 'deribit/portfolio'
  return {
    name,
    title,
    mode: 'portfolio',
    sets,
    parse,
    parseSettings: parsePortfolioSettings,
    make: (set, settings = {}) => {
      const { parameters } = set
      const rules =
        parameters.rule === 'legacy-matrix' ? legacyRules(parameters) : matrixRules(parameters, settings, isCross)
      return made(name, 'portfolio', set, rules)
    },
  }
}

function matrixRules(parameters: MatrixParameters, settings: PortfolioSettings, isCross: boolean): Rules {
  const engine = matrixEngine(parameters)
  const poolsOf = isCross ? crossPools : segregatedPools
  const booksOf = isCross ? crossPoolBooks : siloPoolBooks
  const isPlain = !isCross || parameters.readings.haircutOn === 'initial'
  return {
    pools: (account) => poolsOf(account, engine, settings),
    marginals: (account, pool) => (isPlain ? matrixMarginals(pool, booksOf(account, pool), engine, isCross) : null),
    refusals: (account) => [
      ...positionRefusals(account),
      ...(isCross ? collateralRefusals(account, parameters.collateral) : []),
    ],
    scenarioFactors: (underlying) => [...new Set(engine.pairOf(underlying)?.matrix.plan.cells.moves ?? [1])],
  }
}

function legacyRules(parameters: Extract<PortfolioParameters, { rule: 'legacy-matrix' }>): Rules {
  const engine = legacyEngine(parameters)
  return {
    pools: (account) => legacyPools(account, engine),
    refusals: (account) => [...positionRefusals(account), ...legacyRefusals(account, parameters.underlyings)],
    scenarioFactors: () => [...new Set(engine.matrix.plan.cells.moves)],
  }
}

function standardModel(
  name: string,
  title: string,
  poolsOf: (account: PricedAccount, parameters: StandardParameters) => readonly Pool[],
): ModelDefinition<StandardParameters> {
  const isCross = name === 'deribit/standard'
  return {
    name,
    title,
    mode: 'cross',
    sets: standardSets,
    parse: parseStandard,
    make: (set) =>
      made(name, 'cross', set, {
        pools: (account) => poolsOf(account, set.parameters),
        marginals: (_account, pool) => additiveMarginals(pool),
        refusals: (account) => [
          ...positionRefusals(account),
          ...(isCross ? collateralRefusals(account, set.parameters.collateral) : []),
        ],
      }),
  }
}

/** Deribit: standard and portfolio margin, each with one pool of collateral (X:) or a pool for each currency (S:). */
export const deribit: Venue = {
  name: 'deribit',
  title: 'Deribit',
  models: [
    portfolioModel('deribit/portfolio', 'Cross portfolio margin (X:PM)', crossPortfolioSets, parseCrossPortfolio),
    portfolioModel(
      'deribit/segregated-portfolio',
      'Segregated portfolio margin (S:PM)',
      segregatedPortfolioSets,
      parseSegregatedPortfolio,
    ),
    standardModel('deribit/standard', 'Cross standard margin (X:SM)', crossStandardPools),
    standardModel('deribit/segregated-standard', 'Segregated standard margin (S:SM)', segregatedStandardPools),
  ] as readonly ModelDefinition[],
  profile,
  conformance,
}

export { deltaShock, shockedDelta } from './delta-shock.ts'
export { futureRates, tierLeverage } from './future-rate.ts'
export { futuresContingency, legacyVolShock, netShort, rolledShort, vegaContingency } from './legacy-contingency.ts'
export { aggregated, riskMatrix, worstBucket, worstLoss } from './risk-matrix.ts'
export { rollShock } from './roll-shock.ts'
export { inverseShortOption, linearShortOption } from './short-option.ts'
export { type SimulateInput, simulate } from './simulate.ts'
