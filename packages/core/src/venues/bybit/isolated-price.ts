import { type LeverageTier, tierMaintenance } from '../../margin/leverage-tiers.ts'

/** An isolated position; size in coins when linear, in quote currency when inverse. */
export interface IsolatedPosition {
  readonly payout: 'linear' | 'inverse'
  readonly side: 'long' | 'short'
  readonly size: number
  readonly entry: number
  /** Effective. */
  readonly leverage: number
  /** What was added to the margin by hand, settlement asset. */
  readonly extraMargin: number
}

/** Position value in the settlement asset: size × price, or size ÷ price. */
export function positionValue(payout: 'linear' | 'inverse', size: number, price: number): number {
  return payout === 'linear' ? size * price : size / price
}

/**
 * Value at the bankruptcy price ÷ value: linear 1 ∓ 1/leverage, inverse 1 ± 1/leverage, long first. The fee to close is
 * this × value × taker fee. Never negative, for leverages below one.
 */
export function bankruptcyShare({
  payout,
  side,
  leverage,
}: Pick<IsolatedPosition, 'payout' | 'side' | 'leverage'>): number {
  const loses = (payout === 'linear') === (side === 'long')
  return Math.max(0, loses ? 1 - 1 / leverage : 1 + 1 / leverage)
}

/**
 * Price at which a position has eaten its initial margin, or null when no positive price does: linear
 * entry·(1 ∓ 1/leverage), inverse entry·leverage/(leverage ± 1), long first.
 *
 * @see Bybit, "What is Auto-Deleveraging (ADL)?".
 */
export function bankruptcyPriceOf(position: Omit<IsolatedPosition, 'size' | 'extraMargin'>): number | null {
  const share = bankruptcyShare(position)
  return positive(position.payout === 'linear' ? position.entry * share : position.entry / share)
}

/** Share of a tick by which rounding may miss a whole one. */
const tickTolerance = 1e-9

/** A price on the tick, against the trader: up for a long, down for a short. */
export function toTick(price: number, tick: number, side: 'long' | 'short'): number {
  const ticks = price / tick
  return tick * (side === 'long' ? Math.ceil(ticks - tickTolerance) : Math.floor(ticks + tickTolerance))
}

/**
 * The printed formula, which values the position at its entry; null when there is no positive price. Linear:
 * entry ∓ (IM − MM + extra) ÷ size; inverse: size ÷ (entry value ± (IM − MM + extra)), long first. The fee to close is in
 * both margins and cancels.
 *
 * @see Bybit, "Liquidation Price Calculation under Isolated Mode (Unified Trading Account)", 2024.
 */
export function entryLiquidationPrice(position: IsolatedPosition, bracket: LeverageTier): number | null {
  const { payout, side, size, entry, leverage, extraMargin } = position
  const value = positionValue(payout, size, entry)
  const cushion = value / leverage - tierMaintenance(bracket, value, false) + extraMargin
  const sign = side === 'long' ? 1 : -1
  return positive(payout === 'linear' ? entry - (sign * cushion) / size : size / (value + sign * cushion))
}

/** Share of a bound by which a value may miss it, where a position is liquidated on the very bound. */
const boundTolerance = 1e-12

/**
 * The same with the position valued at its mark, as the venue does since 2025: initial margin at entry + extra + profit =
 * value × rate − deduction, in the row that the value at that price is in; null when no positive price does it. The fee
 * to close, which is at the entry, is in both margins and cancels.
 */
export function markLiquidationPrice(position: IsolatedPosition, brackets: readonly LeverageTier[]): number | null {
  const { payout, side, size, entry, leverage, extraMargin } = position
  const entryValue = positionValue(payout, size, entry)
  const margin = entryValue / leverage + extraMargin
  const sign = (payout === 'linear') === (side === 'long') ? 1 : -1
  let floor = 0
  for (const [i, { notionalMax, maintenanceRateFrac, maintenanceDeduction }] of brackets.entries()) {
    const value = (sign * entryValue - margin - maintenanceDeduction) / (sign - maintenanceRateFrac)
    const top = (i === brackets.length - 1 ? null : notionalMax) ?? Number.POSITIVE_INFINITY
    if (value >= floor * (1 - boundTolerance) && value <= top * (1 + boundTolerance))
      return positive(payout === 'linear' ? value / size : size / value)
    floor = top
  }
  return null
}

function positive(price: number): number | null {
  return price > 0 && Number.isFinite(price) ? price : null
}
