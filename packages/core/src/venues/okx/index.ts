import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { conformance } from './examples.ts'
import { futures } from './futures.ts'
import { isolated, multiCurrency } from './multi-currency.ts'
import { portfolio } from './portfolio.ts'
import { profile } from './profile.ts'
import { spot } from './spot.ts'

export { basisCharge } from './basis-charge.ts'
export { borrowFee, borrowRates } from './borrowing.ts'
export type { PositionBuilderResult, RiskUnitData } from './builder-report.ts'
export { currencyEquity } from './currency-equity.ts'
export { discountedQuantity } from './discount.ts'
export { accountSets } from './params-account.ts'
export { portfolioSets } from './params-portfolio.ts'
export { type BuilderPosition, type BuilderRequest, positionBuilder } from './position-builder.ts'
export { tierRates } from './position-tiers.ts'
export { positionBuilderOf } from './priced-builder.ts'
export { adjustedReductionCost } from './reduction-cost.ts'
export { shortInitial, shortMaintenance } from './short-option.ts'
export { spotInUse } from './spot-in-use.ts'
export { hedgeCharge, stableHedges } from './stable-hedge.ts'
export { marginRatio, portfolioInitial, unitMargin } from './unit-margin.ts'

/** OKX: one account in four modes, of which three margin derivatives; formulas and sources in `docs/venues/okx.md`. */
export const okx: Venue = {
  name: 'okx',
  title: 'OKX',
  models: [
    multiCurrency as ModelDefinition,
    futures as ModelDefinition,
    spot as ModelDefinition,
    isolated as ModelDefinition,
    portfolio as ModelDefinition,
  ],
  profile,
  conformance,
}
