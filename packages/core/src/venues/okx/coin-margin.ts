import { borrowRates } from './borrowing.ts'
import { entryOf } from './coin-rule.ts'
import { liabilityOf } from './currency-equity.ts'
import { discounted } from './discount.ts'
import type { AccountParameters } from './parameters.ts'

/** What one currency brings to an account that counts all of them, USD but where said. */
export interface CoinMargin {
  readonly currency: string
  /** Units of the currency. */
  readonly equity: number
  /** USD per unit. */
  readonly price: number
  /** Quantity that counts, units of the currency; what is owed counts in full. */
  readonly counted: number
  /** Quantity above the last tier that the set has, units of the currency: how it counts is not known. */
  readonly unlisted: number
  readonly liability: number
  readonly borrowMmr: number
  readonly borrowImr: number
}

type CoinTables = Pick<AccountParameters, 'discounts' | 'borrowTiers'>

/** Counts the equity of a currency: discounted where it is held, margined as a borrowing where it is owed. */
export function coinMargin(
  { currency, equity, price }: Pick<CoinMargin, 'currency' | 'equity' | 'price'>,
  { discounts, borrowTiers }: CoinTables,
): CoinMargin {
  const table = entryOf(discounts, currency)
  const tiers = entryOf(borrowTiers, currency)
  const owed = liabilityOf(equity)
  const { mmrFrac, imrFrac } = borrowRates(tiers, owed)
  const liability = owed * price
  const { amount: counted, beyond: unlisted } = discounted(table, equity, price)
  return {
    currency,
    equity,
    price,
    counted,
    unlisted,
    liability,
    borrowMmr: liability * mmrFrac,
    borrowImr: liability * imrFrac,
  }
}

/** Sums over an account's currencies, USD. */
export interface CoinTotals {
  readonly equity: number
  readonly adjustedEquity: number
  readonly liability: number
  readonly borrowMmr: number
  readonly borrowImr: number
}

export function coinTotals(coins: readonly CoinMargin[]): CoinTotals {
  let [equity, adjustedEquity, liability, borrowMmr, borrowImr] = [0, 0, 0, 0, 0]
  for (const coin of coins) {
    equity += coin.equity * coin.price
    adjustedEquity += coin.counted * coin.price
    liability += coin.liability
    borrowMmr += coin.borrowMmr
    borrowImr += coin.borrowImr
  }
  return { equity, adjustedEquity, liability, borrowMmr, borrowImr }
}
