import type { PricedAccount } from '../margin/priced-account.ts'
import { contractValue } from '../pricing/priced.ts'

/** Share of an account's size below which a difference of two values is rounding and not profit. */
const roundingFrac = 1e-12

/**
 * Size of everything in the account, market currency, nothing netted: what the rounding of its value goes by.
 */
export function accountSize({ balances, positions }: PricedAccount): number {
  let size = 0
  for (const { amount, price } of balances) size += Math.abs(amount * price)
  for (const { priced, contracts } of positions)
    size += Math.abs(contracts * contractValue(priced)) * priced.settlePrice
  return size
}

/** Value after less value before; exactly 0 where the two differ by rounding alone, as in a book that is hedged whole. */
export function profitBetween(before: number, after: number, size: number): number {
  const profit = after - before
  return Math.abs(profit) <= roundingFrac * size ? 0 : profit
}
