import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { conformance } from './conformance.ts'
import { type SpanParameters, spanDefault } from './params.ts'
import { spanPlan } from './plan.ts'
import { spanPools } from './portfolio.ts'
import { profile } from './profile.ts'
import { spanRefusals } from './refusals.ts'
import { parseSpanParameters } from './schema.ts'

export { type ExtremeMove, foldedExtremeMove } from './extreme-move.ts'
export type { SpanParameters } from './params.ts'
export { compositeDelta, priceRisk, scanOf } from './scan.ts'

const portfolio: ModelDefinition<SpanParameters> = {
  name: 'span/portfolio',
  title: 'SPAN over arrays of one’s own',
  mode: 'portfolio',
  sets: [spanDefault],
  parse: parseSpanParameters,
  make: ({ parameters, ...info }) => {
    const plan = spanPlan(parameters)
    return {
      name: 'span/portfolio',
      mode: 'portfolio',
      parameters: info,
      refusals: spanRefusals,
      pools: (account) => spanPools(account, plan),
    }
  },
}

/** The method of futures clearing houses, over arrays and rates that the user gives. */
export const span: Venue = {
  name: 'span',
  title: 'SPAN',
  models: [portfolio as ModelDefinition],
  profile,
  conformance,
}
