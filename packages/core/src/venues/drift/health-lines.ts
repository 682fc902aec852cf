import {
  fillsOf,
  type HealthLine,
  oraclePrices,
  type SidedPrices,
  strictPrices,
  weightedBalance,
} from '../../margin/weighted-health.ts'
import { scaledInitialWeight, sizeDiscountWeight, sizeOne, sizePremiumWeight, weightOne } from './size-weights.ts'

/** Units of a price and of quote money in one. */
export const priceOne = 1_000_000n

/** What opening, or filling an order, or staying is held to. */
export type MarginKind = 'initial' | 'fill' | 'maintenance'

/** Oracle price and its five-minute average, millionths. */
export interface OraclePrice {
  readonly now: bigint
  readonly average: bigint
}

/** A token held, or owed when negative. */
export interface SpotHolding {
  readonly name: string
  readonly riskFactor: string
  /** Billionths. */
  readonly amount: bigint
  readonly price: OraclePrice
  /** The quote token: its weight is one. */
  readonly isQuote: boolean
  readonly initialAsset: bigint
  readonly maintenanceAsset: bigint
  readonly initialLiability: bigint
  readonly maintenanceLiability: bigint
  readonly imf: bigint
  /** Value of all deposits from which the initial weight shrinks, and that value, millionths; null where it does not. */
  readonly scale: { readonly start: bigint; readonly deposits: bigint } | null
}

/** A position in a perpetual with the orders on it. */
export interface PerpHolding {
  readonly name: string
  readonly riskFactor: string
  /** Billionths, negative is short; orders are not negative. */
  readonly base: bigint
  readonly bids: bigint
  readonly asks: bigint
  readonly orderCount: bigint
  /** What was paid (negative) or received for it, funding included, millionths. */
  readonly quote: bigint
  readonly price: bigint
  readonly quotePrice: OraclePrice
  readonly initialRatio: bigint
  readonly maintenanceRatio: bigint
  readonly imf: bigint
  readonly initialProfitWeight: bigint
  readonly maintenanceProfitWeight: bigint
  /** Shrinks the weight of a profit to open with its size. */
  readonly profitImf: bigint
  /** Most profit that counts to open, millionths; null without a bound. */
  readonly initialProfitMax: bigint | null
  /** Asked for each open order, millionths. */
  readonly orderCharge: bigint
}

/** Between initial and maintenance, a fill is held to their mean. */
export function weightOf(kind: MarginKind, initial: bigint, maintenance: bigint): bigint {
  if (kind === 'fill') return (initial + maintenance) / 2n
  return kind === 'initial' ? initial : maintenance
}

function pricesFor({ now, average }: OraclePrice, isStrict: boolean): SidedPrices {
  return isStrict ? strictPrices(now, average) : oraclePrices(now)
}

/** A token as it counts; strict takes the worse of oracle and average. */
export function spotLine(spot: SpotHolding, kind: MarginKind, isStrict: boolean): HealthLine {
  const prices = pricesFor(spot.price, isStrict)
  const price = spot.amount < 0n ? prices.liability : prices.asset
  // The program rounds what is owed up by at most one unit, its client cuts it; this does as the client.
  const value = (spot.amount * price) / sizeOne
  const size = spot.amount < 0n ? -spot.amount : spot.amount
  return weightedBalance(
    { ...spot, value },
    { asset: assetWeight(spot, kind, size), liability: owedWeight(spot, kind, size) },
    weightOne,
  )
}

/** Ten-thousandths, for a holding of `size`. */
export function assetWeight(spot: SpotHolding, kind: MarginKind, size: bigint): bigint {
  if (spot.isQuote) return weightOne
  const { start, deposits } = spot.scale ?? { start: 0n, deposits: 0n }
  const initial = scaledInitialWeight(spot.initialAsset, start, deposits)
  return sizeDiscountWeight(size, spot.imf, weightOf(kind, initial, spot.maintenanceAsset))
}

function owedWeight(spot: SpotHolding, kind: MarginKind, size: bigint): bigint {
  if (spot.isQuote) return weightOne
  return sizePremiumWeight(size, spot.imf, weightOf(kind, spot.initialLiability, spot.maintenanceLiability))
}

/** A perpetual as it counts: weighted profit behind the account, and margin on the larger of both ways its orders may go. */
export function perpLine(perp: PerpHolding, kind: MarginKind, isStrict: boolean): HealthLine {
  const prices = pricesFor(perp.quotePrice, isStrict)
  const [bought, sold] = fillsOf(perp.base, perp.bids, perp.asks).map(magnitude) as [bigint, bigint]
  const worst = sold >= bought ? sold : bought
  const asked = perpRequirement(worst, perp.price, marginRatio(perp, kind, worst), prices.liability)
  const profit = (perp.base * perp.price) / sizeOne + perp.quote
  return {
    name: perp.name,
    riskFactor: perp.riskFactor,
    backing: countedProfit(perp, kind, profit, prices),
    asked: asked + perp.orderCount * perp.orderCharge,
  }
}

/** Margin ratio of a size, ten-thousandths. */
export function marginRatio(
  { imf, initialRatio, maintenanceRatio }: Pick<PerpHolding, 'imf' | 'initialRatio' | 'maintenanceRatio'>,
  kind: MarginKind,
  size: bigint,
): bigint {
  return sizePremiumWeight(size, imf, weightOf(kind, initialRatio, maintenanceRatio))
}

/** Margin of a size of a perpetual, millionths; each product is cut to whole units, as the program does. */
export function perpRequirement(size: bigint, price: bigint, ratio: bigint, quotePrice: bigint): bigint {
  const value = (((size * price) / sizeOne) * quotePrice) / priceOne
  return (value * ratio) / weightOne
}

/** A loss counts in full and at the higher price of the quote token, a profit by its weight and at the lower. */
function countedProfit(perp: PerpHolding, kind: MarginKind, profit: bigint, prices: SidedPrices): bigint {
  if (profit <= 0n) return (profit * prices.liability) / priceOne
  const counted = (((profit * profitWeight(perp, kind, profit)) / weightOne) * prices.asset) / priceOne
  return kind === 'initial' && perp.initialProfitMax !== null && counted > perp.initialProfitMax
    ? perp.initialProfitMax
    : counted
}

/** Weight of a profit, ten-thousandths; to open, of its size in billionths. */
function profitWeight(perp: PerpHolding, kind: MarginKind, profit: bigint): bigint {
  if (kind === 'maintenance') return perp.maintenanceProfitWeight
  return sizeDiscountWeight(profit * (sizeOne / priceOne), perp.profitImf, perp.initialProfitWeight)
}

function magnitude(x: bigint): bigint {
  return x < 0n ? -x : x
}
