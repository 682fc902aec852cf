import { assert } from '../../num/assert.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Account, OpenOrder } from '../account.ts'
import { accountIn, draftOf } from '../draft.ts'
import { bookTrade } from '../position/book-trade.ts'
import type { EngineRules } from '../rules.ts'
import { derivativeOf } from '../standing/price-account.ts'
import type { EngineCore } from '../state.ts'

/** The account after orders were filled whole, each at its own price and without a fee, as a fill would book them. */
export function filledWith(
  account: Account,
  orders: readonly OpenOrder[],
  core: EngineCore,
  rules: EngineRules,
): Account {
  const draft = draftOf({
    core,
    accounts: new Map([[account.id, account]]),
    books: new Map(),
    openContracts: new Map(),
    holders: new Map(),
  })
  for (const { symbol, contracts, price, side } of orders)
    bookTrade(draft, rules, {
      account: account.id,
      instrument: derivativeOf(core.market, symbol),
      contracts,
      price,
      fee: Decimal.zero,
      feeTo: '@fees',
      side,
      order: undefined,
      why: 'trade',
    })
  const filled = accountIn(draft, account.id)
  assert(filled !== undefined, `account ${account.id} must still be there after a fill`)
  return filled
}

export function withOrder(account: Account, order: OpenOrder): Account {
  return { ...account, orders: new Map(account.orders).set(order.id, order) }
}

export function withoutOrders(account: Account): Account {
  return account.orders.size === 0 ? account : { ...account, orders: new Map() }
}
