import { finite } from '../../num/assert.ts'
import { type BracketTable, bracketOf, type MaintenanceTerms, termsOf } from './bracket.ts'
import type { FuturesLeg } from './unrealised-profit.ts'

/** What stands behind the legs of one contract, margin asset. */
export interface Backing {
  /** WB: cross wallet balance, or the margin of the isolated position. */
  readonly walletBalance: number
  /** TMM: maintenance margin of all other contracts; 0 when isolated. */
  readonly otherMaintenance: number
  /** UPNL: unrealised profit of all other contracts; 0 when isolated. */
  readonly otherProfit: number
}

/** A leg with the rate and the amount of the bracket it is in. */
export type RatedLeg = FuturesLeg & MaintenanceTerms

/** A leg with the whole table of its contract. */
export interface TabledLeg extends FuturesLeg {
  readonly brackets: BracketTable
}

/**
 * Mark at which a USD-M contract is liquidated; null where the venue prints “--”: no positive price does it, or the
 * legs cancel. One leg in one-way mode, a long and a short in hedge mode, which share the price.
 *
 * LP = (WB − TMM + UPNL + Σ cum − Σ size·entry) ÷ (Σ |size|·rate − Σ size)
 *
 * @see Binance FAQ b3c689c1, "How to calculate liquidation price of USDⓈ-M futures contracts", read 2025-12-31.
 * @example
 * usdmLiquidationPrice([{ size: 1, entryPrice: 100, maintenanceRateFrac: 0.004, maintenanceAmount: 0 }],
 *   { walletBalance: 10, otherMaintenance: 0, otherProfit: 0 }) // 90.36144578313252
 */
export function usdmLiquidationPrice(legs: readonly RatedLeg[], backing: Backing): number | null {
  const x = crossingOf(legs, usdmLine(legs, backing))
  return x !== null && x > 0 ? finite(x, 'liquidation price') : null
}

/**
 * The same for COIN-M, sizes in USD, everything else in the coin; a short whose coins outweigh it has none.
 *
 * LP = (Σ |size|·rate + Σ size) ÷ (WB − TMM + UPNL + Σ cum + Σ size ÷ entry)
 *
 * @see Binance FAQ ceccfcfb, "How to calculate liquidation price of COIN-M futures contracts"; derived from its variables,
 * and equal to the venue's calculator within a tick.
 */
export function coinmLiquidationPrice(legs: readonly RatedLeg[], backing: Backing): number | null {
  const x = crossingOf(legs, coinmLine(legs, backing))
  return x !== null && x > 0 && Number.isFinite(1 / x) ? 1 / x : null
}

/**
 * Every price at which a USD-M contract's margin balance meets its maintenance margin, ascending: the formula is
 * solved in each bracket, and kept where the notional at its price is in that bracket. A one-way position has at most
 * one; a hedge with different legs may have one below and one above.
 */
export function usdmLiquidationPrices(legs: readonly TabledLeg[], backing: Backing): readonly number[] {
  return crossingsOf(legs, usdmLine(legs, backing))
}

/** The same for COIN-M. */
export function coinmLiquidationPrices(legs: readonly TabledLeg[], backing: Backing): readonly number[] {
  return crossingsOf(legs, coinmLine(legs, backing))
    .map((x) => 1 / x)
    .reverse()
}

/** Margin balance as constant + slope × x, where x is the price for USD-M and 1 ÷ price for COIN-M; a leg's notional is |size| × x. */
interface Line {
  readonly constant: number
  readonly slope: number
}

function usdmLine(legs: readonly FuturesLeg[], backing: Backing): Line {
  return lineOf(backing, legs, ({ size, entryPrice }) => ({ constant: -size * entryPrice, slope: size }))
}

function coinmLine(legs: readonly FuturesLeg[], backing: Backing): Line {
  return lineOf(backing, legs, ({ size, entryPrice }) => ({ constant: size / entryPrice, slope: -size }))
}

function lineOf(
  { walletBalance, otherMaintenance, otherProfit }: Backing,
  legs: readonly FuturesLeg[],
  of: (leg: FuturesLeg) => Line,
): Line {
  let constant = walletBalance - otherMaintenance + otherProfit
  let slope = 0
  for (const leg of legs) {
    const line = of(leg)
    constant += line.constant
    slope += line.slope
  }
  return { constant, slope }
}

/** Where constant + slope·x = Σ (|size|·rate·x − cum); null when the two are parallel. */
function crossingOf(legs: readonly (Pick<FuturesLeg, 'size'> & MaintenanceTerms)[], { constant, slope }: Line) {
  let numerator = constant
  let denominator = -slope
  for (const { size, maintenanceRateFrac, maintenanceAmount } of legs) {
    numerator += maintenanceAmount
    denominator += Math.abs(size) * maintenanceRateFrac
  }
  return denominator === 0 ? null : numerator / denominator
}

/** Share of a bound by which a crossing may miss it: rounding, where a contract is liquidated on the very bound. */
const boundTolerance = 1e-12

function crossingsOf(legs: readonly TabledLeg[], line: Line): readonly number[] {
  const bounds = boundsOf(legs)
  const found: number[] = []
  for (const [i, floor] of bounds.entries()) {
    const top = bounds[i + 1] ?? Number.POSITIVE_INFINITY
    const inside = Number.isFinite(top) ? (floor + top) / 2 : 2 * floor + 1
    const rated = legs.map((leg) => ({
      size: leg.size,
      ...termsOf(bracketOf(leg.brackets, Math.abs(leg.size) * inside)),
    }))
    const x = crossingOf(rated, line)
    const isInside = x !== null && x >= floor * (1 - boundTolerance) && x <= top * (1 + boundTolerance)
    const isNew = x !== null && x > 0 && !found.some((other) => Math.abs(other - x) <= 2 * boundTolerance * x)
    if (isInside && isNew) found.push(x)
  }
  return found
}

/** Ascending, from 0: the x at which some leg grows out of a bracket. */
function boundsOf(legs: readonly TabledLeg[]): readonly number[] {
  const bounds = new Set([0])
  for (const { size, brackets } of legs)
    if (size !== 0) for (const [cap] of brackets.slice(0, -1)) bounds.add((cap as number) / Math.abs(size))
  return [...bounds].sort((a, b) => a - b)
}
