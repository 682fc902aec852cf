import { type Charge, leaf, maxOf, scaleOf, sumOf } from '../../margin/charge.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { confidenceCharge, grossOptions, marketConfidence, type PortfolioHoldings } from './portfolio-holdings.ts'
import { nakedShorts, type PortfolioLoss, portfolioLoss } from './portfolio-loss.ts'
import type { Pm1Charges, Pm2Charges } from './portfolio-parameters.ts'
import type { ScenarioPlan } from './scenario-plan.ts'

/** The working of a portfolio manager. What is left of the portfolio's mark after a requirement is the venue's net margin. */
export interface PortfolioRequirement {
  readonly maintenance: Charge
  readonly initial: Charge
  readonly loss: PortfolioLoss
}

/**
 * The second portfolio manager: the largest loss by a factor, and contingencies beside it. Initial contingencies come
 * on top of those of maintenance.
 */
export function pm2Requirement(
  holdings: PortfolioHoldings,
  plan: ScenarioPlan,
  charges: Pm2Charges,
): PortfolioRequirement {
  const loss = lossOf(holdings, plan)
  const largest = largestLoss(holdings, loss, plan)
  const contingencies = pm2Contingencies(holdings, charges, 'maintenance')
  return {
    loss,
    maintenance: sumOf('maintenance', [
      scaleOf('maintenance factor × loss', charges.maintenanceFactor, largest),
      ...contingencies,
    ]),
    initial: sumOf('initial', [
      scaleOf('initial factor × loss', charges.initialFactor + pegFactor(holdings, charges), largest),
      ...contingencies,
      ...pm2Contingencies(holdings, charges, 'initial'),
      ...pm2Confidence(holdings, charges),
    ]),
  }
}

/** The first portfolio manager: initial margin scales the loss together with its contingencies. */
export function pm1Requirement(
  holdings: PortfolioHoldings,
  plan: ScenarioPlan,
  charges: Pm1Charges,
): PortfolioRequirement {
  const loss = lossOf(holdings, plan)
  const parts = [largestLoss(holdings, loss, plan), ...pm1Contingencies(holdings, charges)]
  return {
    loss,
    maintenance: sumOf('maintenance', parts),
    initial: sumOf('initial', [
      scaleOf(
        'initial factor × maintenance',
        charges.initialFactor + pegFactor(holdings, charges),
        sumOf('maintenance', parts),
      ),
      ...pm1Confidence(holdings, charges),
    ]),
  }
}

function lossOf({ perpValue, collateral, expiries }: PortfolioHoldings, plan: ScenarioPlan): PortfolioLoss {
  let riskCancellingValue = 0
  for (const { cancelsRisk, value } of collateral) if (cancelsRisk) riskCancellingValue += value
  return portfolioLoss({ perpValue, riskCancellingValue, expiries }, plan)
}

function largestLoss(
  { underlying }: PortfolioHoldings,
  { scenarioPnl, forwardContingency }: PortfolioLoss,
  { names }: ScenarioPlan,
): Charge {
  const forward = leaf('forward contingency', -forwardContingency, underlying)
  if (scenarioPnl.length === 0) return forward
  const worst = worstCell(scenarioPnl)
  return maxOf('largest loss', [forward, leaf(`scenario ${names[worst]}`, -(scenarioPnl[worst] as number), underlying)])
}

/** What a stablecoin off its peg adds to the initial factor. */
function pegFactor({ stablePrice }: PortfolioHoldings, { pegLoss }: Pick<Pm2Charges, 'pegLoss'>): number {
  return Math.max(0, pegLoss.thresholdPrice - stablePrice) * pegLoss.factor
}

/** Nothing is written of what is nothing. */
function charged(name: string, frac: number, basisName: string, basis: number, riskFactor: string): readonly Charge[] {
  return basis === 0 || frac === 0 ? [] : [scaleOf(name, frac, leaf(basisName, basis, riskFactor))]
}

function noted(name: string, amount: number, riskFactor: string): readonly Charge[] {
  return amount === 0 ? [] : [leaf(name, amount, riskFactor)]
}

function pm2Contingencies(
  { underlying, spot, perpAmount, collateral, expiries }: PortfolioHoldings,
  charges: Pm2Charges,
  kind: 'maintenance' | 'initial',
): readonly Charge[] {
  const isInitial = kind === 'initial'
  const perpFrac = isInitial ? charges.initialPerpFracAdded : charges.maintenancePerpFrac
  const shortFrac = isInitial ? charges.initialShortOptionFracAdded : charges.maintenanceShortOptionFrac
  return [
    ...charged(`${kind} perpetual contingency`, perpFrac, 'perpetual × spot', Math.abs(perpAmount) * spot, underlying),
    ...charged(
      `${kind} short option contingency`,
      shortFrac,
      'naked short options × spot',
      nakedOf(expiries) * spot,
      underlying,
    ),
    ...collateral.flatMap(({ asset, value, maintenanceHaircutFrac, initialHaircutFracAdded }) =>
      charged(
        `${kind} haircut ${asset}`,
        isInitial ? initialHaircutFracAdded : maintenanceHaircutFrac,
        `value of ${asset}`,
        value,
        asset,
      ),
    ),
  ]
}

/** Feeds that are unsure cost initial margin: of the perpetual, of each expiry, of each collateral. */
function pm2Confidence(holdings: PortfolioHoldings, { confidence }: Pm2Charges): readonly Charge[] {
  const { underlying, spot, perpAmount, collateral } = holdings
  const perp = confidenceCharge(Math.abs(perpAmount) * spot, marketConfidence(holdings), confidence)
  return [
    ...noted('perpetual feed confidence', perp, underlying),
    ...optionConfidence(holdings, confidence),
    ...collateral.flatMap(({ asset, value, confidence: own }) =>
      noted(
        `${asset} feed confidence`,
        confidenceCharge(value, Math.min(own, holdings.spotConfidence), confidence),
        asset,
      ),
    ),
  ]
}

function optionConfidence(holdings: PortfolioHoldings, terms: Pm2Charges['confidence']): readonly Charge[] {
  const market = marketConfidence(holdings)
  let total = 0
  for (const expiry of holdings.expiries)
    total += confidenceCharge(grossOptions(expiry) * holdings.spot, Math.min(market, expiry.confidence), terms)
  return noted('option feed confidence', total, holdings.underlying)
}

function nakedOf(expiries: PortfolioHoldings['expiries']): number {
  let naked = 0
  for (const { lines } of expiries) naked += nakedShorts(lines)
  return naked
}

function pm1Contingencies(
  { underlying, spot, stablePrice, perpAmount, collateral, expiries }: PortfolioHoldings,
  { perpFrac, baseFrac, shortOptionFrac }: Pm1Charges,
): readonly Charge[] {
  return [
    ...charged('perpetual contingency', perpFrac, 'perpetual × spot', Math.abs(perpAmount) * spot, underlying),
    ...charged('base contingency', baseFrac, 'base × spot', valueOfAll(collateral) * stablePrice, underlying),
    ...charged(
      'short option contingency',
      shortOptionFrac,
      'naked short options × spot',
      nakedOf(expiries) * spot,
      underlying,
    ),
  ]
}

function pm1Confidence(holdings: PortfolioHoldings, { confidence }: Pm1Charges): readonly Charge[] {
  const { underlying, spot, stablePrice, perpAmount, collateral } = holdings
  const held = Math.abs(perpAmount) * spot + valueOfAll(collateral) * stablePrice
  return [
    ...noted(
      'perpetual and base feed confidence',
      confidenceCharge(held, marketConfidence(holdings), confidence),
      underlying,
    ),
    ...optionConfidence(holdings, confidence),
  ]
}

function valueOfAll(collateral: PortfolioHoldings['collateral']): number {
  let total = 0
  for (const { value } of collateral) total += value
  return total
}
