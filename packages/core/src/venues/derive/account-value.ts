import { optionValue, type PricedAccount, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import { isCash } from './feeds.ts'

/** What an account is worth, in cash. */
export interface AccountValue {
  readonly cash: number
  /** Unsettled profit of perpetuals, funding included. */
  readonly profit: number
  /** Options at their marks, signed. */
  readonly options: number
  /** Coins at their prices. */
  readonly coins: number
}

export function accountValue(
  account: PricedAccount,
  positions: readonly PricedPosition[],
  stablePrice: number,
): AccountValue {
  let [held, coins, profit, options] = [0, 0, 0, 0]
  for (const { asset, amount, price } of account.balances)
    if (isCash(account, asset)) held += (amount * price) / stablePrice
    else coins += (amount * price) / stablePrice
  for (const position of positions) {
    const perCash = position.priced.settlePrice / stablePrice
    profit += pendingProfit(position) * perCash
    options += optionValue(position) * perCash
  }
  return { cash: held, profit, options, coins }
}

export function markToMarket({ cash, profit, options, coins }: AccountValue): number {
  return cash + profit + options + coins
}
