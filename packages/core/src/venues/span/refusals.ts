import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { Failure } from '../../num/result.ts'

/** SPAN margins a portfolio: nothing in it is set apart. */
export function spanRefusals(account: PricedAccount): readonly Failure[] {
  const isolated = new Set(account.positions.filter(({ isIsolated }) => isIsolated).map(({ symbol }) => symbol))
  return refusedPositions(account, ({ symbol }) =>
    isolated.has(symbol) ? `every position must be part of the portfolio, ${symbol} is isolated` : null,
  )
}
