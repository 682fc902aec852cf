import type { Pool } from '../../margin/model.ts'
import { type Account, type HeldPosition, isIsolatedIn, type OpenOrder } from '../account.ts'
import type { EngineCore } from '../state.ts'

export function isIsolatedPool({ positions }: Pick<Pool, 'positions'>): boolean {
  return positions.some(({ isIsolated }) => isIsolated)
}

/** The account's positions that are in a pool, by key, oldest first. */
export function positionsIn(account: Account, pool: Pool): readonly (readonly [key: string, held: HeldPosition])[] {
  const isolated = isIsolatedPool(pool)
  return [...account.positions].filter(([, { symbol, side }]) =>
    pool.positions.some(
      (position) =>
        position.symbol === symbol &&
        (position.side === undefined || position.side === side) &&
        isIsolatedIn(account, symbol) === isolated,
    ),
  )
}

/** Open orders that draw on a pool: of an isolated one those in its symbol, of the others those that are not isolated. */
export function ordersOn(account: Account, pool: Pool, pools: readonly Pool[], core: EngineCore): readonly OpenOrder[] {
  const orders = [...account.orders.values()]
  if (isIsolatedPool(pool)) return orders.filter(({ symbol }) => pool.positions.some((each) => each.symbol === symbol))
  const shared = orders.filter(({ symbol }) => !isIsolatedIn(account, symbol))
  if (pools.filter((each) => !isIsolatedPool(each)).length < 2) return shared
  return shared.filter(({ symbol }) => {
    const instrument = core.market.instruments.get(symbol)?.instrument
    const settle = instrument?.kind === 'spot' ? instrument.quote : instrument?.settle
    return settle === pool.currency || pool.positions.some((each) => each.symbol === symbol)
  })
}
