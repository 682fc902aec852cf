import { type Charge, leaf, minOf, scaleOf, sumOf } from '../../margin/charge.ts'
import { isolatedMargin, largestLossMargin, type MarginKind, type StandardOption } from './standard-option.ts'
import type { DepegTerms, MarketRates, OracleTerms } from './standard-parameters.ts'

/** Options of one expiry with how sure its forward and volatilities are, the least of them. */
export interface StandardExpiry {
  readonly name: string
  readonly forward: number
  readonly confidence: number
  readonly options: readonly StandardOption[]
}

/** What an account holds in one market of the standard manager; prices in dollars. */
export interface StandardMarket {
  readonly underlying: string
  readonly spot: number
  readonly spotConfidence: number
  /** Units of the underlying, signed. */
  readonly perpAmount: number
  readonly perpPrice: number
  readonly perpConfidence: number
  /** Coins held. */
  readonly base: number
  readonly expiries: readonly StandardExpiry[]
}

export interface StandardTerms {
  readonly oracle: OracleTerms
  readonly depeg: DepegTerms
}

/** What the coins of a market add to margin, never negative: their worth at the fraction that counts. */
export function baseMargin({ base, spot }: StandardMarket, { base: rates }: MarketRates, kind: MarginKind): number {
  if (rates === null) return 0
  return base * spot * rates.maintenanceFrac * (kind === 'initial' ? rates.initialScaleFrac : 1)
}

/** What the perpetuals and options of a market need, never negative; initial margin with the charges of unsure feeds and a lost peg. */
export function marketCharges(
  market: StandardMarket,
  rates: MarketRates,
  kind: MarginKind,
  { oracle, depeg }: StandardTerms,
  stablePrice: number,
): readonly Charge[] {
  const positions = positionCharges(market, rates, kind)
  if (kind === 'maintenance') return positions
  return [...positions, ...oracleCharges(market, oracle), ...depegCharges(market, depeg, stablePrice)]
}

/** The same without what feeds and the peg add. */
export function positionCharges(market: StandardMarket, rates: MarketRates, kind: MarginKind): readonly Charge[] {
  return [...perpCharges(market, rates, kind), ...optionCharges(market, rates, kind)]
}

function perpCharges(market: StandardMarket, { perp }: MarketRates, kind: MarginKind): readonly Charge[] {
  const { underlying, perpAmount, perpPrice } = market
  if (perp === null || perpAmount === 0) return []
  const frac = kind === 'initial' ? perp.initialFrac : perp.maintenanceFrac
  return [
    scaleOf(`${underlying} perpetual`, frac, leaf('perpetual × mark', Math.abs(perpAmount) * perpPrice, underlying)),
  ]
}

function optionCharges(market: StandardMarket, { option: rates }: MarketRates, kind: MarginKind): readonly Charge[] {
  const { underlying, spot, expiries } = market
  if (rates === null) return []
  return expiries
    .filter(({ options }) => options.some(({ amount }) => amount < 0))
    .map(({ name, forward, options }) => {
      const shorts = options.filter(({ amount }) => amount < 0)
      const isolated = shorts.map((option) =>
        leaf(`short ${option.strike} ${option.right}`, -isolatedMargin(option, spot, rates, kind), underlying),
      )
      return minOf(`${underlying} options ${name}`, [
        sumOf('each by itself', isolated),
        leaf('largest loss at settlement', -largestLossMargin(options, forward, rates, kind), underlying),
      ])
    })
}

function oracleCharges(market: StandardMarket, oracle: OracleTerms): readonly Charge[] {
  const { underlying, spot, spotConfidence, perpAmount, perpConfidence, base, expiries } = market
  const charge = (notional: number, confidence: number, threshold: number): number =>
    confidence < threshold ? (1 - confidence) * oracle.chargeFrac * notional : 0
  const perpSure = Math.min(spotConfidence, perpConfidence)
  const parts: Charge[] = []
  const add = (name: string, amount: number): void => {
    if (amount !== 0) parts.push(leaf(`${underlying} ${name} feed confidence`, amount, underlying))
  }
  add('base', charge(base * spot, spotConfidence, oracle.baseThresholdFrac))
  add('perpetual', charge(Math.abs(perpAmount) * spot, perpSure, oracle.perpThresholdFrac))
  for (const { confidence, options } of expiries)
    add('option', charge(shortSize(options) * spot, Math.min(spotConfidence, confidence), oracle.optionThresholdFrac))
  return parts
}

function depegCharges(market: StandardMarket, depeg: DepegTerms, stablePrice: number): readonly Charge[] {
  const frac = Math.max(0, depeg.thresholdPrice - stablePrice) * depeg.factor
  let size = Math.abs(market.perpAmount)
  for (const { options } of market.expiries) size += shortSize(options)
  if (frac === 0 || size === 0) return []
  const notional = leaf('perpetual and short options × spot', size * market.spot, market.underlying)
  return [scaleOf(`${market.underlying} depeg`, frac, notional)]
}

function shortSize(options: readonly StandardOption[]): number {
  let size = 0
  for (const { amount } of options) size += Math.max(0, -amount)
  return size
}
