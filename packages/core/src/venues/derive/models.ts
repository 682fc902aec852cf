import type { MarginModel, ModelDefinition } from '../../margin/model.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import { assert } from '../../num/assert.ts'
import { deriveFigures } from './figures.ts'
import { managerOf } from './manager-choice.ts'
import type { AccountLimits, Pm1Parameters, Pm2Parameters, StandardParameters } from './parameters.ts'
import { pm1Sets, pm2Sets } from './params-portfolio.ts'
import { standardSets } from './params-standard.ts'
import { type PortfolioEngine, portfolioEngine } from './portfolio-account.ts'
import { pm1Requirement, pm2Requirement } from './portfolio-charges.ts'
import type { CollateralTerms } from './portfolio-parameters.ts'
import { portfolioPool } from './portfolio-pool.ts'
import { deriveRefusals } from './refusals.ts'
import { parsePm1Parameters, parsePm2Parameters, parseStandardParameters } from './schema.ts'
import { baseOf, ratesOf, standardPool } from './standard-pool.ts'

export const pm2: ModelDefinition<Pm2Parameters> = {
  name: 'derive/pm2',
  title: 'Portfolio manager 2',
  mode: 'portfolio',
  sets: pm2Sets,
  parse: parsePm2Parameters,
  make: ({ parameters, ...info }) => ({
    name: 'derive/pm2',
    mode: 'portfolio',
    parameters: info,
    ...managed(
      Object.entries(parameters.managers).map(([underlying, { shocks, charges, collateral }]) =>
        portfolioEngine({
          underlying,
          shocks,
          termsOf: (asset) => own(collateral, asset.toUpperCase()),
          requirementOf: (holdings, plan) => pm2Requirement(holdings, plan, charges),
        }),
      ),
      parameters.limits,
    ),
    venueFigures: (pools) => deriveFigures(pools, parameters.auction),
  }),
}

/** The base of a first manager moves with its spot; what it loses is charged apart. */
const baseTerms: CollateralTerms = { maintenanceHaircutFrac: 0, initialHaircutFracAdded: 0, cancelsRisk: true }

export const pm1: ModelDefinition<Pm1Parameters> = {
  name: 'derive/pm1',
  title: 'Portfolio manager 1 (legacy)',
  mode: 'portfolio',
  sets: pm1Sets,
  parse: parsePm1Parameters,
  make: ({ parameters, ...info }) => ({
    name: 'derive/pm1',
    mode: 'portfolio',
    parameters: info,
    ...managed(
      Object.entries(parameters.baseAssets).map(([underlying, bases]) =>
        portfolioEngine({
          underlying,
          shocks: parameters.shocks,
          termsOf: (asset) => (bases.includes(asset.toUpperCase()) ? baseTerms : null),
          requirementOf: (holdings, plan) => pm1Requirement(holdings, plan, parameters.charges),
        }),
      ),
      parameters.limits,
    ),
    venueFigures: (pools) => deriveFigures(pools, parameters.auction),
  }),
}

export const standard: ModelDefinition<StandardParameters> = {
  name: 'derive/standard',
  title: 'Standard manager',
  mode: 'cross',
  sets: standardSets,
  parse: parseStandardParameters,
  make: ({ parameters, ...info }) => ({
    name: 'derive/standard',
    mode: 'cross',
    parameters: info,
    refusals: (account) =>
      deriveRefusals(account, parameters.limits, {
        position: (row) => standardReason(row, parameters),
        coin: (asset) =>
          ratesOf(parameters, baseOf(parameters, asset)).base === null
            ? `the standard manager takes no ${asset} as collateral`
            : null,
      }),
    pools: (account) => [standardPool(account, parameters)],
    venueFigures: (pools) => deriveFigures(pools, parameters.auction),
  }),
}

function standardReason({ priced }: RuledPosition, parameters: StandardParameters): string | null {
  const { kind, underlying } = priced.instrument
  const rates = ratesOf(parameters, underlying)
  if ((kind === 'option' ? rates.option : rates.perp) !== null) return null
  return `the standard manager has no rates for ${kind === 'option' ? 'options' : 'perpetuals'} on ${underlying}`
}

/** An account under the manager of its underlying, one of several that share a rule. */
function managed(
  engines: readonly PortfolioEngine[],
  limits: AccountLimits,
): Pick<MarginModel, 'refusals' | 'pools' | 'scenarioFactors'> {
  const byUnderlying = new Map(engines.map((engine) => [engine.underlying, engine]))
  const underlyings = [...byUnderlying.keys()]
  const engineOf = (account: PricedAccount): PortfolioEngine => {
    const chosen = managerOf(account, underlyings, (underlying, asset) => takes(byUnderlying.get(underlying), asset))
    const engine = byUnderlying.get(chosen)
    assert(engine !== undefined, `there must be a manager of ${chosen}`)
    return engine
  }
  return {
    refusals: (account) => {
      const engine = engineOf(account)
      return deriveRefusals(account, limits, {
        position: ({ priced }) => managerReason(priced.instrument.underlying, engine.underlying, underlyings),
        coin: (asset) =>
          takes(engine, asset) ? null : `the manager of ${engine.underlying} takes no ${asset} as collateral`,
      })
    },
    pools: (account) => [portfolioPool(account, engineOf(account))],
    scenarioFactors: (underlying) => {
      return [...new Set(byUnderlying.get(underlying)?.plan.cells.moves)]
    },
  }
}

function takes(engine: PortfolioEngine | undefined, asset: string): boolean {
  return engine !== undefined && engine.termsOf(asset) !== null
}

function managerReason(underlying: string, managed: string, all: readonly string[]): string | null {
  if (underlying === managed) return null
  if (!all.includes(underlying)) return `Derive has no portfolio manager of ${underlying}, only of ${all.join(', ')}`
  return `a portfolio manager of Derive holds contracts of one underlying, here ${managed}; ${underlying} needs an account of its own`
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return (Object.hasOwn(table, name) ? table[name] : undefined) ?? null
}
