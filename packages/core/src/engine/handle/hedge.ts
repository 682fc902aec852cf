import type { SetHedgeMode } from '../command.ts'
import { accountIn } from '../draft.ts'
import { emit } from '../emit.ts'
import { refusal } from '../refusal.ts'
import { type Handler, unknownAccount } from './handler.ts'

/** Whether a long and a short of one symbol stand side by side: changed only while nothing is open. */
export const setHedgeMode: Handler<SetHedgeMode> = (draft, { account: id, hedge }) => {
  const account = accountIn(draft, id)
  if (account === undefined) return unknownAccount(id)
  if (account.positions.size > 0 || account.orders.size > 0)
    return refusal('position.open', '/account', `nothing must be open, ${id} has positions or orders`)
  emit(draft, { type: 'hedge-mode-set', account: id, hedge })
  return undefined
}
