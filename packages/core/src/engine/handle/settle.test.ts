import { describe, expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import type { Fields } from '../../testkit/builders.ts'
import { engineAt, engineWith, happens, refused, run } from '../../testkit/engine.ts'
import { lawsBroken } from '../laws.ts'
import { bookKey, type EngineState } from '../state.ts'

const [future, inverseFuture] = ['BTC/USDT:USDT-260327', 'ETH/USD:ETH-260327']
const [call, put] = ['BTC/USDT:USDT-260327-50000-C', 'BTC/USDT:USDT-260327-50000-P']
const [inverseCall, inversePut] = ['ETH/USD:ETH-260327-2400-C', 'ETH/USD:ETH-260327-2400-P']
const perpetual = 'BTC/USDT:USDT'
const at = Date.parse('2026-03-27T08:00:00.000Z')

/** Anna bought and Ben sold, each with 10 000 USDT and 10 ETH. */
function traded(symbol: string, price: string, contracts: string, mode = 'cross'): EngineState {
  const state = engineWith([perpetual, future, inverseFuture, call, put, inverseCall, inversePut])
  run(state, { type: 'fund-deposit', asset: 'USDT', amount: '100000' })
  for (const account of ['anna', 'ben'])
    run(
      state,
      { type: 'open', account, mode, model: `generic/${mode}` },
      { type: 'deposit', account, asset: 'USDT', amount: '10000' },
      { type: 'deposit', account, asset: 'ETH', amount: '10' },
      { type: 'set-leverage', account, symbol, leverage: 10 },
    )
  const legs = [
    { account: 'anna', contracts, fee: '0' },
    { account: 'ben', contracts: `-${contracts}`, fee: '0' },
  ]
  run(state, { type: 'fill', symbol, price, legs })
  return state
}

const held = (state: EngineState, asset: string): readonly (string | undefined)[] =>
  ['anna', 'ben'].map((id) => state.accounts.get(id)?.balances.get(asset)?.toString())

describe('at expiry', () => {
  test.each([
    ['a future', future, '50000', '0.3', '51000', 'USDT', '10300', '9700'],
    ['a future that fell', future, '50000', '0.3', '49000', 'USDT', '9700', '10300'],
    ['an inverse future', inverseFuture, '2500', '5000', '2000', 'ETH', '9.5', '10.5'],
    ['an inverse future, rounded', inverseFuture, '2500', '1', '3000', 'ETH', '10.00006666', '9.99993333'],
    ['a call in the money', call, '100', '0.3', '51000', 'USDT', '10270', '9730'],
    ['a call out of the money', call, '100', '0.3', '49000', 'USDT', '9970', '10030'],
    ['a call at the money', call, '100', '0.3', '50000', 'USDT', '9970', '10030'],
    ['a put in the money', put, '100', '0.3', '49000', 'USDT', '10270', '9730'],
    ['a put out of the money', put, '100', '0.3', '51000', 'USDT', '9970', '10030'],
    ['an inverse call', inverseCall, '0.1', '3', '2500', 'ETH', '9.82', '10.18'],
    ['an inverse call, rounded', inverseCall, '0.1', '1', '2700', 'ETH', '10.01111111', '9.98888888'],
    ['an inverse put', inversePut, '0.1', '3', '2000', 'ETH', '10.3', '9.7'],
  ])('%s pays who bought it and costs who sold it', (_, symbol, price, contracts, settled, asset, anna, ben) => {
    const state = traded(symbol, price, contracts)
    run(state, { type: 'settle', at, symbol, price: settled })
    expect(held(state, asset)).toEqual([anna, ben])
    expect([...state.accounts.values()].every(({ positions }) => positions.size === 0)).toBe(true)
    expect(state.openContracts.get(symbol)?.toString()).toBe('0')
    expect(state.holders.has(symbol)).toBe(false)
    expect(lawsBroken(state)).toEqual([])
  })

  test('what is paid says why, and what rounding leaves stays in the book', () => {
    const state = traded(inverseFuture, '2500', '1')
    const events = run(state, { type: 'settle', at, symbol: inverseFuture, price: '3000' })
    expect(events.map(({ type }) => type)).toEqual([
      'posted',
      'position-changed',
      'posted',
      'position-changed',
      'settled',
    ])
    expect(events[0]).toMatchObject({ entry: { cause: 'settlement' } })
    expect(state.books.get(bookKey('@settlement', 'ETH'))?.toString()).toBe('0.00000001')
  })

  test('orders are released first', () => {
    const state = traded(future, '50000', '0.3')
    const terms = { contracts: Decimal.of('1'), price: Decimal.of('50000'), reduceOnly: false, side: undefined }
    for (const symbol of [future, perpetual])
      happens(state, { type: 'order-reserved', account: 'ben', order: { id: symbol, symbol, ...terms } })
    const [first] = run(state, { type: 'settle', at, symbol: future, price: '50000' })
    expect(first).toEqual({ type: 'order-released', account: 'ben', order: future, why: 'expired' })
    expect([...(state.accounts.get('ben')?.orders.keys() ?? [])]).toEqual([perpetual])
  })

  test('an isolated margin comes back less its loss, and is all that is lost', () => {
    const state = traded(future, '50000', '0.3', 'isolated')
    run(state, { type: 'settle', at, symbol: future, price: '60000' })
    expect(held(state, 'USDT')).toEqual(['13000', '8500'])
    expect(state.books.get(bookKey('@fund', 'USDT'))?.toString()).toBe('98500')
  })

  test('both sides of hedge mode are paid out', () => {
    const state = traded(future, '50000', '0.3')
    run(state, { type: 'open', account: 'carl', mode: 'cross', model: 'generic/cross' })
    run(state, { type: 'set-hedge-mode', account: 'carl', hedge: true })
    const legs = [
      { account: 'carl', contracts: '2', fee: '0', side: 'long' },
      { account: 'carl', contracts: '-1', fee: '0', side: 'short' },
    ]
    run(state, { type: 'fill', symbol: future, price: '50000', legs })
    run(state, { type: 'settle', at, symbol: future, price: '50100' })
    expect(state.accounts.get('carl')?.balances.get('USDT')?.toString()).toBe('100')
  })
})

describe('refused', () => {
  test.each<[string, Fields, string]>([
    ['what is not listed', { symbol: 'XRP/USDT:USDT-260327' }, 'instrument.unlisted'],
    ['what never expires', { symbol: perpetual }, 'instrument.kind'],
    ['what has not expired', { at: at - 1 }, 'instrument.not-expired'],
    ['a price of 0', { price: '0' }, 'command.value'],
  ])('%s', (_, fields, code) => {
    const state = traded(future, '50000', '0.3')
    expect(refused(state, { type: 'settle', at, symbol: future, price: '50000', ...fields })).toBe(code)
  })

  test('what was settled', () => {
    const state = traded(future, '50000', '0.3')
    const settle = { type: 'settle', at, symbol: future, price: '50000' }
    run(state, settle)
    expect(refused(state, settle)).toBe('instrument.expired')
    expect(engineAt).toBeLessThan(at)
  })
})
