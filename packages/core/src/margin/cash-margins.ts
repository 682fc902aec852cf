import type { Asset } from '../market/instrument.ts'
import { fromRisk, toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { cashPrice } from './cash-pools.ts'
import { type DefaultMargins, withIsolatedMargins } from './isolated-margin.ts'
import type { PricedAccount } from './priced-account.ts'

/** Digits of the cash that pays for a margin in another asset. */
const cashScale = 8

/**
 * The account with isolated margins set aside at a venue that keeps one cash balance: what positions quoted in another
 * dollar are given leaves the cash, at the prices of both, where none of the other is held.
 */
export function withCashMargins(account: PricedAccount, cash: Asset, defaults: DefaultMargins): PricedAccount {
  const resolved = withIsolatedMargins(account, defaults)
  if (resolved === account) return account
  const owed = resolved.balances.filter(({ asset, held }) => asset !== cash && held.sign() < 0)
  if (owed.length === 0) return resolved
  const price = cashPrice(account, cash)
  const value = owed.reduce((sum, balance) => sum + balance.amount * balance.price, 0)
  const from = resolved.balances.find(({ asset }) => asset === cash) ?? { asset: cash, held: Decimal.zero, price }
  const held = from.held.plus(fromRisk(value / price, cashScale, 'down'))
  const others = resolved.balances.filter((balance) => balance.asset !== cash && !owed.includes(balance))
  return { ...resolved, balances: [{ ...from, held, amount: toRisk(held) }, ...others] }
}
