import type { LeverageTier } from '../margin/leverage-tiers.ts'
import { assert, finite } from '../num/assert.ts'

/** What stands behind a position besides itself, settlement asset. */
export interface Backing {
  /** Wallet balance of the pool, or the margin set aside. */
  readonly balance: number
  /** Maintenance margin of the pool's other positions; 0 for an isolated one. */
  readonly otherMaintenance: number
  /** Unrealised profit of the pool's other positions; 0 for an isolated one. */
  readonly otherProfit: number
}

/** One leg: signed size (coins when linear, quote currency when inverse), entry price, and the tier it is in. */
export interface ClosedFormLeg {
  readonly size: number
  readonly entryPrice: number
  readonly maintenanceRateFrac: number
  readonly maintenanceDeduction: number
}

/**
 * Mark at which balance + profit = maintenance, for linear legs of one contract that share it; null when no positive
 * price does it.
 *
 * LP = (balance − otherMaintenance + otherProfit + Σ deduction − Σ size·entry) ÷ (Σ |size|·rate − Σ size)
 *
 * @see Binance FAQ "How to calculate liquidation price of USDⓈ-M futures contracts", as of 2025-12-31.
 */
export function linearLiquidationPrice(
  legs: readonly ClosedFormLeg[],
  { balance, otherMaintenance, otherProfit }: Backing,
): number | null {
  let numerator = balance - otherMaintenance + otherProfit
  let denominator = 0
  for (const { size, entryPrice, maintenanceRateFrac, maintenanceDeduction } of legs) {
    numerator += maintenanceDeduction - size * entryPrice
    denominator += Math.abs(size) * maintenanceRateFrac - size
  }
  return positivePrice(numerator, denominator)
}

/**
 * The same for inverse legs, sizes in quote currency, everything else in the settlement coin; null when no positive
 * price does it, as for a short that its own coins cover.
 *
 * LP = (Σ |size|·rate + Σ size) ÷ (balance − otherMaintenance + otherProfit + Σ deduction + Σ size ÷ entry)
 *
 * @see Binance FAQ on COIN-M liquidation price; derived from its definition of balance and maintenance margin.
 */
export function inverseLiquidationPrice(
  legs: readonly ClosedFormLeg[],
  { balance, otherMaintenance, otherProfit }: Backing,
): number | null {
  let numerator = 0
  let denominator = balance - otherMaintenance + otherProfit
  for (const { size, entryPrice, maintenanceRateFrac, maintenanceDeduction } of legs) {
    numerator += Math.abs(size) * maintenanceRateFrac + size
    denominator += maintenanceDeduction + size / entryPrice
  }
  return positivePrice(numerator, denominator)
}

function positivePrice(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null
  const price = numerator / denominator
  return price > 0 ? finite(price, 'liquidation price') : null
}

/** An isolated linear position that shares its margin with nothing, under a whole table of tiers. */
export interface IsolatedLinear {
  /** Signed coins. */
  readonly size: number
  readonly entryPrice: number
  /** Margin set aside, settlement asset. */
  readonly margin: number
  readonly tiers: readonly LeverageTier[]
}

/** Share of a bound by which a notional may miss it: rounding, where a position is liquidated on the very bound. */
const boundTolerance = 1e-12

/**
 * Liquidation price of an isolated linear position: the closed form in each tier, and of these the one whose notional
 * at that price lies in its tier; null when there is none. Beyond a bounded list the last tier goes on.
 */
export function isolatedLiquidationPrice({ size, entryPrice, margin, tiers }: IsolatedLinear): number | null {
  assert(size !== 0, 'an isolated position must have a size, is 0')
  let floor = 0
  for (const [i, tier] of tiers.entries()) {
    const top = i === tiers.length - 1 ? Number.POSITIVE_INFINITY : (tier.notionalMax ?? Number.POSITIVE_INFINITY)
    const price = linearLiquidationPrice([{ size, entryPrice, ...tier }], {
      balance: margin,
      otherMaintenance: 0,
      otherProfit: 0,
    })
    const notional = Math.abs(size) * (price ?? Number.NaN)
    if (notional >= floor * (1 - boundTolerance) && notional <= top * (1 + boundTolerance)) return price
    floor = top
  }
  return null
}

/**
 * Price at which a position has eaten its margin, before fees; null when no positive price does.
 * Linear: entry − margin ÷ size. Inverse: size ÷ (size ÷ entry + margin), size in quote currency.
 */
export function bankruptcyPrice(
  payout: 'linear' | 'inverse',
  size: number,
  entryPrice: number,
  margin: number,
): number | null {
  const price = payout === 'linear' ? entryPrice - margin / size : size / (size / entryPrice + margin)
  return price > 0 && Number.isFinite(price) ? price : null
}
