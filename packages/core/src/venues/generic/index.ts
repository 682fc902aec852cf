import { additiveMarginals } from '../../margin/additive-marginals.ts'
import type { PositionTables } from '../../margin/assumed-tables.ts'
import { tableMargins, withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { tierBreaks } from '../../margin/price-breaks.ts'
import { rulesByTable } from '../../margin/table-rules.ts'
import { tableSlope } from '../../margin/table-slope.ts'
import type { MarginMode } from '../../market/book.ts'
import { genericDefault } from './params.ts'
import { genericPools } from './pools.ts'
import { parseGenericParameters } from './schema.ts'

function definition(mode: MarginMode): ModelDefinition<PositionTables> {
  return {
    name: `generic/${mode}`,
    mode,
    sets: [genericDefault],
    parse: parseGenericParameters,
    make: ({ parameters, ...info }) => ({
      name: `generic/${mode}`,
      mode,
      parameters: info,
      resolve: (account) => withIsolatedMargins(account, tableMargins(rulesByTable(parameters))),
      pools: (account) => genericPools(account, parameters),
      marginals: (_account, pool) => additiveMarginals(pool),
      priceBreaks: (pool, scope) => tierBreaks(pool, rulesByTable(parameters), scope),
      slackSlope: (pool, account, reach) => tableSlope(pool, account, rulesByTable(parameters), reach),
    }),
  }
}

/** Margin by any tier table, with no venue's particulars: each position alone, or all in one pool. */
export const generic: Venue = {
  name: 'generic',
  title: 'Any tier table',
  models: [definition('isolated') as ModelDefinition, definition('cross') as ModelDefinition],
}
