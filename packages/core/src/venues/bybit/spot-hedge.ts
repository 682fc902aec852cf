import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'

/** Digits to which the venue cuts the hedging quantity. */
const hedgeDigits = 8

/**
 * Spot that hedges derivatives, coins, signed as the spot: what of it offsets the derivatives' delta, cut to 8 digits;
 * 0 where both are on the same side.
 */
export function hedgingSpot(spot: number, derivativesDelta: number): number {
  if (spot * derivativesDelta >= 0) return 0
  const size = Math.min(Math.abs(spot), Math.abs(derivativesDelta))
  return Math.sign(spot) * toRisk(Decimal.fromNumber(size).rounded(hedgeDigits, 'down'))
}

/** Profit of hedging spot at a price move, market currency: only its gains count. */
export function hedgeProfit(hedgingCoins: number, index: number, moveFrac: number): number {
  return Math.max(0, hedgingCoins * index * moveFrac)
}
