import { expect, test } from 'vitest'
import { engineWith, refused, run } from '../../testkit/engine.ts'
import { bookKey, type EngineState } from '../state.ts'

const perpetual = 'BTC/USDT:USDT'

function owing(loss: string): EngineState {
  const state = engineWith([perpetual])
  for (const account of ['anna', 'ben']) run(state, { type: 'open', account, mode: 'cross', model: 'generic/cross' })
  run(
    state,
    { type: 'deposit', account: 'ben', asset: 'USDT', amount: '10' },
    { type: 'fill', symbol: perpetual, price: '50000', legs: [{ account: 'anna', contracts: '1', fee: loss }] },
  )
  return state
}

test('what is borrowed grows by its share, rounded up; what is owned does not', () => {
  const state = owing('0.3')
  run(state, { type: 'interest', asset: 'USDT', rateFrac: '0.000000012' })
  expect(state.accounts.get('anna')?.balances.get('USDT')?.toString()).toBe('-0.30000001')
  expect(state.accounts.get('ben')?.balances.get('USDT')?.toString()).toBe('10')
  expect(state.books.get(bookKey('@interest', 'USDT'))?.toString()).toBe('0.00000001')
})

test('nobody owes interest on another asset, or at a rate of 0', () => {
  expect(run(owing('1'), { type: 'interest', asset: 'ETH', rateFrac: '0.1' })).toEqual([])
  expect(run(owing('1'), { type: 'interest', asset: 'USDT', rateFrac: '0' })).toEqual([])
})

test('a negative rate is refused', () => {
  expect(refused(owing('1'), { type: 'interest', asset: 'USDT', rateFrac: '-0.1' })).toBe('command.value')
})
