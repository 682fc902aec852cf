import type { CountedCollateral } from '../../margin/model.ts'
import { optionValue, type PricedAccount, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import { silosOf } from '../../margin/silos.ts'
import { Decimal } from '../../num/decimal.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { type CoinMargin, coinMargin } from './coin-margin.ts'
import { currencyEquity } from './currency-equity.ts'
import type { AccountParameters } from './parameters.ts'

/** One currency of an account: what its margin counts, and what it is worth with everything in it. */
export interface AccountCoin {
  readonly margin: CoinMargin
  /** Units of the currency, options of both sides included. */
  readonly equity: number
  readonly held: Decimal
}

/** Which options are part of the equity that margins an account. */
export type OptionsCounted = 'both' | 'short' | 'none'

/** An account by currency: each balance with the profit, and the options, that settle in it. */
export function accountCoins(
  account: PricedAccount,
  options: OptionsCounted,
  tables: Pick<AccountParameters, 'discounts' | 'borrowTiers'>,
): readonly AccountCoin[] {
  return silosOf(account).map(({ currency, currencyPrice, balance, positions }) => {
    let [crossProfit, counted, value] = [0, 0, 0]
    for (const position of positions) {
      crossProfit += pendingProfit(position)
      value += optionValue(position)
      counted += countedOption(position, options)
    }
    const cash = { cash: balance?.amount ?? 0, crossProfit, isolatedMargin: 0, isolatedProfit: 0, interest: 0 }
    const equity = currencyEquity({ ...cash, optionValue: counted })
    return {
      margin: coinMargin({ currency, equity, price: currencyPrice }, tables),
      equity: currencyEquity({ ...cash, optionValue: value }),
      held: balance?.held ?? Decimal.zero,
    }
  })
}

/** What an option brings to the equity that margins an account, settlement asset; 0 of the rest. */
export function countedOption(position: PricedPosition, options: OptionsCounted): number {
  const value = optionValue(position)
  return options === 'both' || (options === 'short' && value < 0) ? value : 0
}

/** The currencies as collateral: a profit joins its balance before the discount. */
export function collateralRows(coins: readonly AccountCoin[]): readonly CountedCollateral[] {
  return coins.map(({ held, margin: { currency, price, equity, counted } }) => ({
    asset: currency,
    held,
    price,
    counted,
    haircutFrac: equity > 0 ? 1 - counted / equity : 0,
  }))
}

/** Coins held beyond the discount tiers of the set, whose JSON Pointer begins with `path`. */
export function missingDiscounts(coins: readonly AccountCoin[], path: readonly string[]): readonly Failure[] {
  return coins.flatMap(({ margin: { currency, unlisted } }) => {
    if (unlisted === 0) return []
    const where = pointer('parameters', ...path, 'discounts', currency)
    const message = `discount tiers must reach all ${currency} held: the venue gives them at /api/v5/public/discount-rate-interest-free-quota, and this set has the first alone`
    return [problem('params.missing', where, message)]
  })
}
