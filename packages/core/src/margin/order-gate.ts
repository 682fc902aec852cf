import type { Priced } from '../pricing/priced.ts'
import type { PricedAccount } from './priced-account.ts'

/**
 * What a model remembers of one account at one market's prices, so that an order need not margin it again. An immutable
 * value. Its sums were carried from change to change in float64, so it never decides what is close: it says that something
 * is certain, or leaves it open.
 */
export interface OrderGate {
  /**
   * True only where an order on the account's pool certainly fits: with it open, and with it filled whole at `price` (as
   * quoted), adjusted equity is at or above initial margin by more than rounding can be. False says nothing.
   */
  fits(priced: Priced, contracts: number, price: number): boolean
  /**
   * The gate of the account after a change: `was` holds the rows that changed as they were, `now` as they are, and neither
   * any other row. Null when only margining the account anew can tell.
   */
  changed(was: PricedAccount, now: PricedAccount): OrderGate | null
}
