import { describe, expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { engineAt, engineWith, happens, refused, run, usualPrices } from '../../testkit/engine.ts'
import type { EngineState } from '../state.ts'

const [perpetual, future, spot] = ['BTC/USDT:USDT', 'BTC/USDT:USDT-260327', 'BTC/USDT']

/** Anna is long of 0.1 BTC at 50 000 with 1 000 USDT and leverage 10. */
function anna(mode = 'cross'): EngineState {
  const state = engineWith([perpetual, future, spot])
  run(
    state,
    { type: 'open', account: 'anna', mode, model: `generic/${mode}` },
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1000' },
    { type: 'set-leverage', account: 'anna', symbol: perpetual, leverage: 10 },
    { type: 'fill', symbol: perpetual, price: '50000', legs: [{ account: 'anna', contracts: '0.1', fee: '0' }] },
  )
  return state
}

const set = (leverage: number, fields: Fields = {}): Fields => ({
  type: 'set-leverage',
  account: 'anna',
  symbol: perpetual,
  leverage,
  ...fields,
})

test('leverage is lowered as far as initial margin is there', () => {
  const state = anna()
  expect(refused(state, set(4.99))).toBe('margin.insufficient')
  run(state, set(5))
  expect(state.accounts.get('anna')?.leverage.get(perpetual)).toBe(5)
})

test('what is set aside for an isolated position stays as it is', () => {
  const state = anna('isolated')
  run(state, set(20))
  expect(state.accounts.get('anna')?.positions.get(perpetual)?.isolatedMargin?.toString()).toBe('500')
  run(state, set(10))
  expect(refused(state, set(9))).toBe('margin.insufficient')
  run(state, { type: 'add-margin', account: 'anna', symbol: perpetual, amount: '100' }, set(9))
})

test('another isolated position that lacks initial margin does not stand against it', () => {
  const state = anna('isolated')
  run(state, usualPrices([perpetual], engineAt, { BTC: 0.95 }), set(20, { symbol: future }))
  expect(refused(state, set(10))).toBe('margin.insufficient')
})

describe('refused', () => {
  test.each<[string, Fields, string]>([
    ['of nobody', { account: 'eve' }, 'account.unknown'],
    ['of what is not listed', { symbol: 'XRP/USDT:USDT' }, 'instrument.unlisted'],
    ['of spot', { symbol: spot }, 'instrument.kind'],
    ['of what has expired', { symbol: future, at: Date.parse('2026-03-27T08:00:00.000Z') }, 'instrument.expired'],
    ['without fresh prices', { at: engineAt + 60_001 }, 'account.unpriced'],
  ])('%s', (_, fields, code) => {
    expect(refused(anna(), set(20, fields))).toBe(code)
  })

  test('in a liquidation', () => {
    const state = anna()
    const now = { state: 'liquidating', pool: 'account', since: engineAt, steps: 0 } as const
    happens(state, { type: 'liquidation', account: 'anna', now })
    expect(refused(state, set(20))).toBe('account.liquidating')
  })
})
