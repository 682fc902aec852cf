import { tableMargins, withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { tierBreaks } from '../../margin/price-breaks.ts'
import { rulesByTable } from '../../margin/table-rules.ts'
import { houseEngine } from './engine.ts'
import { houseGates } from './gate.ts'
import { type HouseParameters, houseDefault } from './params.ts'
import { scenarioFactors } from './plan.ts'
import { housePoolMarginals, housePools } from './pools.ts'
import { parseHouseParameters } from './schema.ts'
import { houseSlope } from './slack-slope.ts'

const portfolio: ModelDefinition<HouseParameters> = {
  name: 'house/portfolio',
  mode: 'portfolio',
  sets: [houseDefault],
  parse: parseHouseParameters,
  make: ({ parameters, ...info }) => {
    const engine = houseEngine(parameters)
    return {
      name: 'house/portfolio',
      mode: 'portfolio',
      parameters: info,
      resolve: (account) => withIsolatedMargins(account, tableMargins(rulesByTable(parameters.tables))),
      pools: (account) => housePools(account, engine),
      // Only isolated positions are margined by tiers.
      priceBreaks: (pool, scope) =>
        pool.positions.some(({ isIsolated }) => isIsolated)
          ? tierBreaks(pool, rulesByTable(parameters.tables), scope)
          : [],
      slackSlope: (pool, account, reach) => houseSlope(pool, account, reach, engine),
      scenarioFactors: (underlying) => scenarioFactors(underlying, parameters),
      marginals: (account, pool) => housePoolMarginals(account, pool, engine),
      gate: houseGates(engine),
    }
  },
}

/** Plimsoll's own portfolio margin; formula in `docs/models/house.md`. */
export const house: Venue = {
  name: 'house',
  title: 'Plimsoll house model',
  models: [portfolio as ModelDefinition],
}
