import type { PricedAccount } from '../../margin/priced-account.ts'
import { isolatedSymbols, refusedPositions } from '../../margin/refusals.ts'
import type { Failure } from '../../num/result.ts'

/** SPAN margins a portfolio: nothing in it is set apart. */
export function spanRefusals(account: PricedAccount): readonly Failure[] {
  const isolated = isolatedSymbols(account)
  return refusedPositions(account, ({ symbol }) =>
    isolated.has(symbol) ? `every position must be part of the portfolio, ${symbol} is isolated` : null,
  )
}
