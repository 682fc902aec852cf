import type { Pool } from '../../margin/model.ts'
import { Decimal } from '../../num/decimal.ts'
import { positionKey } from '../account.ts'
import { bookTrade } from '../position/book-trade.ts'
import { markOf } from './fill-price.ts'
import { accountOf, forked, type Liquidation, poolNamed, standingIn } from './measure.ts'
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
    const both = contracts.compare(opposite) < 0 ? contracts : opposite
    if (asksMore(liquidation, pool, symbol, both)) continue
    netBoth(liquidation, symbol, both)
    hasNetted = true
  }
  return hasNetted
}

/** Where a venue margins the larger side alone, or counts an entry, less may ask for more. */
function asksMore(liquidation: Liquidation, pool: Pool, symbol: string, contracts: Decimal): boolean {
  const trial = forked(liquidation)
  netBoth(trial, symbol, contracts)
  const after = standingIn(trial)
  const left = after && poolNamed(after, pool.name)?.pool
  return left !== undefined && left.maintenance.amount > pool.maintenance.amount
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
