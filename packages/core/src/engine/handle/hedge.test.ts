import { expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { engineWith, happens, refused, run } from '../../testkit/engine.ts'
import type { EngineState } from '../state.ts'

const symbol = 'BTC/USDT:USDT'
const hedge = { type: 'set-hedge-mode', account: 'anna', hedge: true }

function anna(): EngineState {
  const state = engineWith([symbol])
  run(state, { type: 'open', account: 'anna', mode: 'cross', model: 'generic/cross' })
  return state
}

test('hedge mode is entered and left while nothing is open', () => {
  const state = anna()
  run(state, hedge)
  expect(state.accounts.get('anna')?.isHedgeMode).toBe(true)
  run(state, { ...hedge, hedge: false })
  expect(state.accounts.get('anna')?.isHedgeMode).toBe(false)
})

test('not with a position', () => {
  const state = anna()
  run(state, { type: 'fill', symbol, price: '50000', legs: [{ account: 'anna', contracts: '1', fee: '0' }] })
  expect(refused(state, hedge)).toBe('position.open')
})

test('not with an order', () => {
  const state = anna()
  const terms = { contracts: Decimal.of('1'), price: Decimal.of('50000'), reduceOnly: false, side: undefined }
  happens(state, { type: 'order-reserved', account: 'anna', order: { id: 'o1', symbol, ...terms } })
  expect(refused(state, hedge)).toBe('position.open')
})

test('not of nobody', () => {
  expect(refused(anna(), { ...hedge, account: 'eve' })).toBe('account.unknown')
})
