import type { Charge } from '../../margin/charge.ts'
import { nudgeFrac, type PositionMarginals } from '../../margin/marginals.ts'
import type { Pool } from '../../margin/model.ts'
import { type PricedAccount, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import { accountCoins, countedOption, type OptionsCounted } from './account-coins.ts'
import { type CoinMargin, coinMargin } from './coin-margin.ts'
import type { PositionRules } from './position-rules.ts'

export type Marginals = ReadonlyMap<PricedPosition, PositionMarginals>

/** Of an isolated pool, or one in which nothing is borrowed: a position asks for its margin and its fee, whatever else is held. */
export function positionMarginals(pool: Pool): Marginals {
  return new Map(
    pool.positions.map((position, i) => {
      const own = ownAmount(pool, i)
      return [position, { alone: own, adds: own, slope: own }]
    }),
  )
}

/** The same with what the profit, or the value, of a position does to the debt in its currency. */
export function borrowingMarginals(
  account: PricedAccount,
  pool: Pool,
  { parameters }: PositionRules,
  options: OptionsCounted,
): Marginals {
  const coins = new Map(accountCoins(account, options, parameters).map(({ margin }) => [margin.currency, margin]))
  return new Map(
    pool.positions.map((position, i) => {
      const { settle: currency } = position.priced.instrument
      const { equity, price, borrowMmr } = coins.get(currency) as CoinMargin
      const debtAt = (changed: number): number => coinMargin({ currency, equity: changed, price }, parameters).borrowMmr
      const grows = pendingProfit(position) + countedOption(position, options)
      const own = ownAmount(pool, i)
      const marginals = {
        alone: own + debtAt(grows),
        adds: own + borrowMmr - debtAt(equity - grows),
        slope: own + (debtAt(equity + (grows - position.accruedFunding) * nudgeFrac) - borrowMmr) / nudgeFrac,
      }
      return [position, marginals]
    }),
  )
}

/** Maintenance and liquidation fee of the `i`-th position, which stand at the same places in the tree. */
function ownAmount({ maintenance: { parts } }: Pool, i: number): number {
  const { parts: fees } = parts.at(-1) as Charge
  return (parts[i] as Charge).amount + (fees[i] as Charge).amount
}
