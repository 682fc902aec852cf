import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'

/** Digits to which the venue cuts the hedging quantity where it shows it. */
const hedgeDigits = 8

/**
 * Spot that hedges derivatives, coins, signed as the spot: what of it offsets the derivatives' delta; 0 where both are on
 * the same side.
 */
export function hedgingSpot(spot: number, derivativesDelta: number): number {
  if (spot * derivativesDelta >= 0) return 0
  return Math.sign(spot) * Math.min(Math.abs(spot), Math.abs(derivativesDelta))
}

/** The quantity as the venue shows it (`hedgeSpotSize`): cut towards zero. */
export function shownHedge(hedgingCoins: number): number {
  return Math.sign(hedgingCoins) * toRisk(Decimal.fromNumber(Math.abs(hedgingCoins)).rounded(hedgeDigits, 'down'))
}

/**
 * Profit of hedging spot at a price move, market currency: only its gains count.
 *
 * @see Bybit API, "Get Portfolio Margin Info", example of 2026-03-24: borrowed coins earn at falling prices and lose
 * nothing at rising ones.
 */
export function hedgeProfit(hedgingCoins: number, index: number, moveFrac: number): number {
  return Math.max(0, hedgingCoins * index * moveFrac)
}
