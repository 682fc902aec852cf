import type { PricedAccount, PricedBalance, PricedPosition } from '../../margin/priced-account.ts'
import type { Priced } from '../../pricing/priced.ts'
import { rowMemory } from '../../scenario/row-memory.ts'
import {
  assetConfidence,
  type ExpiryFeed,
  type ExpiryPositions,
  expiryFeed,
  forwardOf,
  isCash,
  markInCash,
  type OptionPosition,
  optionsByExpiry,
  priceConfidence,
  spotConfidence,
  spotOf,
  volConfidence,
} from './feeds.ts'
import { optionRow } from './option-row.ts'
import type { PortfolioRequirement } from './portfolio-charges.ts'
import type { CollateralHolding, ConfidentExpiry, PortfolioHoldings } from './portfolio-holdings.ts'
import type { CollateralTerms, PortfolioShocks } from './portfolio-parameters.ts'
import { type ScenarioPlan, scenarioPlan } from './scenario-plan.ts'

/** A manager with its plan laid out, which remembers what each quoted option is worth in every cell. */
export interface PortfolioEngine {
  readonly underlying: string
  readonly plan: ScenarioPlan
  rowOf(position: OptionPosition, feed: ExpiryFeed): Float64Array
  termsOf(asset: string): CollateralTerms | null
  requirementOf(holdings: PortfolioHoldings): PortfolioRequirement
}

/** What makes a manager of an underlying. */
export interface ManagerTerms {
  readonly underlying: string
  readonly shocks: PortfolioShocks
  /** Null is a coin that the manager does not take. */
  readonly termsOf: (asset: string) => CollateralTerms | null
  readonly requirementOf: (holdings: PortfolioHoldings, plan: ScenarioPlan) => PortfolioRequirement
}

export function portfolioEngine({ underlying, shocks, termsOf, requirementOf }: ManagerTerms): PortfolioEngine {
  const plan = scenarioPlan(shocks)
  // The fixed part of a forward belongs to the same quotes as the option does, so rows are remembered by the option alone.
  const remembered = rowMemory(plan.length, (priced, row) => fillRow(priced as OptionPosition['priced'], 0, plan, row))
  return {
    underlying,
    plan,
    termsOf,
    requirementOf: (holdings) => requirementOf(holdings, plan),
    rowOf: ({ priced }, { forwardFixed }) =>
      forwardFixed === 0
        ? remembered(priced as Priced)
        : fillRow(priced, forwardFixed, plan, new Float64Array(plan.length)),
  }
}

function fillRow(
  priced: OptionPosition['priced'],
  forwardFixed: number,
  plan: ScenarioPlan,
  row: Float64Array,
): Float64Array {
  const { right, strike, vol, tteYears } = priced.option
  const forward = forwardOf(priced)
  const fixed = Math.min(forwardFixed, forward)
  const terms = { right, strike, vol, years: tteYears, forwardFixed: fixed, forwardVariable: forward - fixed }
  return optionRow(terms, plan, row)
}

/** What the manager sees of some positions and of the account's balances. */
export function portfolioHoldings(
  account: PricedAccount,
  positions: readonly PricedPosition[],
  engine: PortfolioEngine,
  stablePrice: number,
): PortfolioHoldings {
  const { underlying } = engine
  const own = positions.filter(({ priced }) => priced.instrument.underlying === underlying)
  const perps = own.filter(({ priced }) => priced.option === undefined)
  let [perpAmount, perpValue] = [0, 0]
  for (const { contracts, priced } of perps) {
    perpAmount += contracts * priced.size
    perpValue += contracts * priced.size * markInCash(priced, stablePrice)
  }
  return {
    underlying,
    spot: spotOf(account, own, underlying),
    spotConfidence: spotConfidence(account, underlying),
    stablePrice,
    perpAmount,
    perpValue,
    perpConfidence: priceConfidence(account, perps),
    collateral: account.balances.flatMap((balance) => collateralOf(account, balance, engine, stablePrice)),
    expiries: optionsByExpiry(own).map((expiry) => expiryOf(account, expiry, engine)),
  }
}

function collateralOf(
  account: PricedAccount,
  { asset, amount, price }: PricedBalance,
  { termsOf }: PortfolioEngine,
  stablePrice: number,
): readonly CollateralHolding[] {
  const terms = isCash(account, asset) ? null : termsOf(asset)
  if (terms === null) return []
  return [{ asset, value: (amount * price) / stablePrice, confidence: assetConfidence(account, asset), ...terms }]
}

function expiryOf(
  account: PricedAccount,
  { expiryAt, positions }: ExpiryPositions,
  engine: PortfolioEngine,
): ConfidentExpiry {
  const feed = expiryFeed(account, { underlying: engine.underlying, expiryAt })
  return {
    years: (positions[0] as OptionPosition).priced.option.tteYears,
    ratePerYear: feed.ratePerYear,
    confidence: Math.min(feed.forwardConfidence, feed.rateConfidence, volConfidence(account, positions)),
    lines: positions.map((position) => ({
      strike: position.priced.option.strike,
      amount: position.contracts * position.priced.size,
      row: engine.rowOf(position, feed),
    })),
  }
}
