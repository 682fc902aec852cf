import { expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { engineAt, engineWith, happens, refused, run } from '../../testkit/engine.ts'
import type { EngineState } from '../state.ts'

const symbol = 'BTC/USDT:USDT'

function withOrder(): EngineState {
  const state = engineWith([symbol])
  run(state, { type: 'open', account: 'anna', mode: 'cross', model: 'generic/cross' })
  const terms = { contracts: Decimal.of('1'), price: Decimal.of('50000'), reduceOnly: false, side: undefined }
  happens(state, { type: 'order-reserved', account: 'anna', order: { id: 'o1', symbol, ...terms } })
  return state
}

test('an order that is taken back counts no more', () => {
  const state = withOrder()
  const events = run(state, { type: 'cancel', account: 'anna', order: 'o1' })
  expect(events).toEqual([{ type: 'order-released', account: 'anna', order: 'o1', why: 'cancelled' }])
  expect(refused(state, { type: 'cancel', account: 'anna', order: 'o1' })).toBe('order.unknown')
})

test('an order is taken back in a liquidation too, and without prices', () => {
  const state = withOrder()
  const now = { state: 'liquidating', pool: 'account', since: engineAt, steps: 0 } as const
  happens(state, { type: 'liquidation', account: 'anna', now })
  run(state, { type: 'cancel', at: engineAt + 1e9, account: 'anna', order: 'o1' })
  expect(state.accounts.get('anna')?.orders.size).toBe(0)
})

test('an order of nobody is unknown with its account', () => {
  expect(refused(withOrder(), { type: 'cancel', account: 'eve', order: 'o1' })).toBe('account.unknown')
})
