import { describe, expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { engineAt, engineWith, refused, run, usualPrices } from '../../testkit/engine.ts'
import { lawsBroken } from '../laws.ts'
import type { EngineState } from '../state.ts'

const perpetual = 'BTC/USDT:USDT'

function holding(contracts: string, hedge = false): EngineState {
  const state = engineWith([perpetual])
  run(
    state,
    { type: 'open', account: 'anna', mode: 'cross', model: 'generic/cross' },
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1000000' },
    ...(hedge ? [{ type: 'set-hedge-mode', account: 'anna', hedge }] : []),
    trade(contracts, hedge ? { side: 'long' } : {}),
  )
  return state
}

function trade(contracts: string, more: Fields = {}): Fields {
  return {
    type: 'fill',
    symbol: perpetual,
    price: '50000',
    legs: [{ account: 'anna', contracts, fee: '0', ...more }],
  }
}

function closing(id: string, contracts: string, price: string, more: Fields = {}): Fields {
  const order = { id, symbol: perpetual, contracts, price, reduceOnly: true, ...more }
  return { type: 'order', account: 'anna', order }
}

function openOrders(state: EngineState): Record<string, string> {
  const orders = state.accounts.get('anna')?.orders.values() ?? []
  return Object.fromEntries([...orders].map(({ id, contracts }) => [id, contracts.toString()]))
}

describe('when a position shrinks, the orders that only close it', () => {
  test('keep their size from the best price on as far as the position reaches; the rest is reduced or released', () => {
    const state = holding('5')
    run(state, closing('far', '-1', '53000'), closing('near', '-2', '51000'), closing('middle', '-2', '52000'))
    const events = run(state, trade('-2'))
    expect(openOrders(state)).toEqual({ near: '-2', middle: '-1' })
    expect(events.slice(-2)).toMatchObject([
      { type: 'order-reduced', account: 'anna', order: { id: 'middle' }, why: 'position-shrank' },
      { type: 'order-released', account: 'anna', order: 'far', why: 'position-shrank' },
    ])
    expect(lawsBroken(state)).toEqual([])
  })

  test('give way to the older of two at one price', () => {
    const state = holding('2')
    run(state, closing('first', '-1', '51000'), closing('second', '-1', '51000'), trade('-1'))
    expect(openOrders(state)).toEqual({ first: '-1' })
  })

  test('of a short are kept from the highest price on', () => {
    const state = holding('-2')
    run(state, closing('low', '1', '48000'), closing('high', '1', '49000'), trade('1'))
    expect(openOrders(state)).toEqual({ high: '1' })
  })

  test('are all released when it is closed or turned over, by whichever fill', () => {
    for (const contracts of ['-5', '-8']) {
      const state = holding('5')
      run(state, closing('a', '-3', '51000'), closing('b', '-2', '52000'), trade(contracts))
      expect(openOrders(state)).toEqual({})
      expect(refused(state, trade('-1', { order: 'a' }))).toBe('order.unknown')
    }
  })

  test('cannot be filled by a second leg for more than the first has left of it', () => {
    const state = holding('5')
    run(state, closing('a', '-5', '51000'))
    const legs = [
      { account: 'anna', contracts: '-4', fee: '0' },
      { account: 'anna', contracts: '-5', fee: '0', order: 'a' },
    ]
    expect(refused(state, { ...trade('-4'), legs })).toBe('order.overfilled')
  })

  test('stay while their own fills close it', () => {
    const state = holding('5')
    run(state, closing('a', '-3', '51000'), closing('b', '-2', '52000'))
    const events = run(state, trade('-1', { order: 'a' }))
    expect(openOrders(state)).toEqual({ a: '-2', b: '-2' })
    expect(events[0]).toMatchObject({ type: 'order-reduced', why: 'filled' })
    run(state, trade('-2', { order: 'b' }), trade('-2', { order: 'a' }))
    expect(openOrders(state)).toEqual({})
  })

  test('against their side in hedge mode shrink with that side, without being called reduce-only', () => {
    const state = holding('5', true)
    run(state, closing('a', '-5', '51000', { side: 'long', reduceOnly: false }), trade('-3', { side: 'short' }))
    expect(openOrders(state)).toEqual({ a: '-5' })
    run(state, trade('-4', { side: 'long' }))
    expect(openOrders(state)).toEqual({ a: '-1' })
    expect(lawsBroken(state)).toEqual([])
  })

  test('are gone with what a liquidation closes', () => {
    const state = engineWith([perpetual])
    run(
      state,
      { type: 'open', account: 'anna', mode: 'portfolio', model: 'house/portfolio' },
      { type: 'deposit', account: 'anna', asset: 'USDT', amount: '60000' },
      trade('5'),
      closing('a', '-5', '51000'),
    )
    run(state, { type: 'configure', config: { jumpMaxFrac: 1 } }, usualPrices([perpetual], engineAt, { BTC: 0.8 }))
    run(state, { type: 'liquidate', account: 'anna' })
    expect(lawsBroken(state)).toEqual([])
    expect(Number(openOrders(state)['a'] ?? 0) > -5).toBe(true)
  })
})
