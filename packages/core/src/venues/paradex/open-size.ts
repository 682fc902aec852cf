/** A position and the orders on it, contracts; orders are not negative. */
export interface OpenOrders {
  readonly position: number
  readonly bids: number
  readonly asks: number
}

/**
 * The larger of what is held if every buy is filled and if every sell is, never negative.
 *
 * @see docs.paradex.trade/risk/cross-margin-requirement, 9b82a75 (2026-08-20).
 */
export function openSize({ position, bids, asks }: OpenOrders): number {
  return Math.max(0, bids + position, asks - position)
}

/** Initial margin of a perpetual's open size: size × fraction × mark. */
export function netInitial(size: number, initialFrac: number, mark: number): number {
  return size * initialFrac * mark
}

/** What an order loses at once when it is filled: bought above the mark, or sold below it. */
export function openLoss(contracts: number, price: number, mark: number): number {
  return Math.max(0, contracts * (price - mark))
}
