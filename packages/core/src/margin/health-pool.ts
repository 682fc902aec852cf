import type { Failure } from '../num/result.ts'
import type { Pool } from './model.ts'
import type { PricedAccount, PricedBalance } from './priced-account.ts'
import type { HealthMargins } from './weighted-health.ts'

/** What a weights-and-health venue says of an account. */
export interface WeighedAccount {
  readonly margins: HealthMargins
  /** Share of a balance that backs the account to stay; what is owed counts in full. */
  readonly weightOf: (balance: PricedBalance) => number
  readonly unknown: readonly Failure[]
}

/** The one pool of such an account. Perpetuals are valued at the oracle's price, which is the index. */
export function healthPool(account: PricedAccount, { margins, weightOf, unknown }: WeighedAccount): Pool {
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: equityAtOracle(account),
    ...margins,
    trigger: 1,
    collateral: account.balances.map((balance) => {
      const weight = balance.amount > 0 ? weightOf(balance) : 1
      const { asset, held, amount, price } = balance
      return { asset, held, price, counted: amount * weight, haircutFrac: 1 - weight }
    }),
    positions: account.positions,
    riskUnits: [],
    unknown,
  }
}

function equityAtOracle({ balances, positions }: PricedAccount): number {
  let equity = 0
  for (const { amount, price } of balances) equity += amount * price
  for (const { priced, contracts, cost, accruedFunding } of positions)
    equity += (contracts * priced.size * priced.index - (cost ?? 0) + accruedFunding) * priced.settlePrice
  return equity
}
