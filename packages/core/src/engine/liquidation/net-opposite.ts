import type { Pool } from '../../margin/model.ts'
import { Decimal } from '../../num/decimal.ts'
import { positionKey } from '../account.ts'
import { bookTrade } from '../position/book-trade.ts'
import { markOf } from './fill-price.ts'
import { accountOf, type Liquidation } from './measure.ts'
import { positionsIn } from './pool-contents.ts'
import { pricedIn } from './trade.ts'

/** Closes a long and a short of one contract against each other, at the mark: nobody else is needed, and nothing is paid. */
export function netOpposite(liquidation: Liquidation, pool: Pool): boolean {
  const held = new Map(positionsIn(accountOf(liquidation), pool))
  let hasNetted = false
  for (const { symbol, side, contracts } of held.values()) {
    const short = held.get(positionKey(symbol, 'short'))
    if (side !== 'long' || short === undefined) continue
    const opposite = short.contracts.abs()
    netBoth(liquidation, symbol, contracts.compare(opposite) < 0 ? contracts : opposite)
    hasNetted = true
  }
  return hasNetted
}

function netBoth({ draft, rules, account }: Liquidation, symbol: string, contracts: Decimal): void {
  const priced = pricedIn({ draft }, symbol)
  const price = markOf(priced, draft.core)
  const { instrument } = priced
  const trade = {
    account,
    instrument,
    price,
    fee: Decimal.zero,
    feeTo: '@fund',
    order: undefined,
    why: 'liquidation',
  } as const
  bookTrade(draft, rules, { ...trade, contracts: contracts.negated(), side: 'long' })
  bookTrade(draft, rules, { ...trade, contracts, side: 'short' })
}
