import type { Pool } from '../../margin/model.ts'
import type { SetLeverage } from '../command.ts'
import { accountIn } from '../draft.ts'
import { emit } from '../emit.ts'
import { backingRefusal, isShared } from '../standing/free.ts'
import { beingLiquidated, type Handler, liveDerivative, unknownAccount } from './handler.ts'

/**
 * The leverage a user chooses in a symbol. Initial margin must be there afterwards, of the account and of an isolated
 * position in it, whose margin stays as it is; other isolated positions are not asked.
 */
export const setLeverage: Handler<SetLeverage> = (draft, { account: id, symbol, leverage }, rules) => {
  const account = accountIn(draft, id)
  if (account === undefined) return unknownAccount(id)
  if (account.liquidation.state === 'liquidating') return beingLiquidated(id)
  const instrument = liveDerivative(draft, symbol)
  if ('code' in instrument) return instrument
  emit(draft, { type: 'leverage-set', account: id, symbol, leverage })
  return backingRefusal(draft, id, rules, 'margin.insufficient', (pool) => isShared(pool) || holds(pool, symbol))
}

function holds({ positions }: Pool, symbol: string): boolean {
  return positions.some((position) => position.symbol === symbol)
}
