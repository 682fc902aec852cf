import { expect, test } from 'vitest'
import { unwrap } from '../testkit/builders.ts'
import { engineWith, rules, run } from '../testkit/engine.ts'
import { engineMargin } from './engine-margin.ts'

test('an engine’s account is reported like a book: its equity, its use, its nearest liquidation', () => {
  const state = engineWith(['BTC/USDT:USDT'])
  run(
    state,
    { type: 'open', account: 'alice', mode: 'cross', model: 'generic/cross' },
    { type: 'deposit', account: 'alice', asset: 'USDT', amount: '20000' },
    {
      type: 'fill',
      symbol: 'BTC/USDT:USDT',
      price: '49000',
      legs: [{ account: 'alice', contracts: '1', fee: '0' }],
    },
  )
  const alice = state.accounts.get('alice')
  if (alice === undefined) throw new Error('alice must be open')
  const report = unwrap(engineMargin(alice, state.core, rules))
  expect(report).toMatchObject({
    format: 'plimsoll-margin/1',
    account: 'alice',
    venue: 'generic',
    model: 'generic/cross',
    currency: 'USD',
    equity: 21_000,
    standing: 'calm',
  })
  expect(report.positions[0]).toMatchObject({ symbol: 'BTC/USDT:USDT', contracts: '1', unrealizedPnl: 1000 })
  expect(report.liquidation[0]?.below.state).toBe('found')
})
