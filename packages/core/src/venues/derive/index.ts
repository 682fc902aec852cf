import type { ModelDefinition, Venue } from '../../margin/model.ts'
import { deriveExamples } from './examples.ts'
import { pm1, pm2, standard } from './models.ts'
import { pm2Sets } from './params-portfolio.ts'
import { pm2Vector } from './pm2-vector.ts'
import { deriveProfile } from './profile.ts'
import { smPm1Vector } from './sm-pm1-vector.ts'

/** Derive (derive.xyz, once Lyra): a standard manager and two generations of portfolio managers on chain. */
export const derive: Venue = {
  name: 'derive',
  title: 'Derive',
  models: [standard as ModelDefinition, pm2 as ModelDefinition, pm1 as ModelDefinition],
  profile: deriveProfile(Object.values(pm2Sets[0]?.parameters.managers ?? {}).map(({ collateral }) => collateral)),
  conformance: {
    examples: deriveExamples,
    vectors: { 'derive-pm2': pm2Vector, 'derive-sm-pm1': smPm1Vector },
  },
}

export {
  type AuctionTerms,
  auctionDiscount,
  bufferMargin,
  insolventOffer,
  insolventSale,
  largestFraction,
  liquidationFee,
  salePrice,
  soldFraction,
  withdrawalFee,
} from './auction.ts'
export { type OptionTerms, optionRow } from './option-row.ts'
export { type PortfolioRequirement, pm1Requirement, pm2Requirement } from './portfolio-charges.ts'
export type { CollateralHolding, ConfidentExpiry, PortfolioHoldings } from './portfolio-holdings.ts'
export { nakedShorts, type PortfolioExposure, type PortfolioLoss, portfolioLoss } from './portfolio-loss.ts'
export type { Pm1Charges, Pm2Charges, PortfolioScenario, PortfolioShocks, VolMode } from './portfolio-parameters.ts'
export { type ScenarioPlan, scenarioPlan } from './scenario-plan.ts'
export { baseMargin, marketCharges, type StandardMarket } from './standard-charges.ts'
export { expiryMargin, isolatedMargin, type StandardOption } from './standard-option.ts'
