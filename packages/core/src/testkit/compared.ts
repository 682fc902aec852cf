import { compare } from '../desk/compare.ts'
import type { ComparisonOptions } from '../desk/comparison-choices.ts'
import type { MarginRequest } from '../desk/request.ts'
import type { Comparison } from '../desk/results.ts'
import { book, type Fields, market, type PositionRow, unwrap } from './builders.ts'

export const btc = 'BTC/USDT:USDT'
export const eth = 'ETH/USDT:USDT'

/** Long one coin, short another. */
export const pair: readonly PositionRow[] = [
  [btc, '1', '50000'],
  [eth, '-20', '2500'],
]

/** The pair on 20 000 USDT, compared; `fields` are of its book. */
export function compared(
  fields: Fields = {},
  options: ComparisonOptions = {},
  asked: Partial<MarginRequest> = {},
): Comparison {
  const account = book(pair, { balances: { USDT: '20000' }, ...fields })
  return unwrap(compare({ book: account, market: market([btc, eth]), ...asked }, options))
}
