import { describe, expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { attempt, engineAt, engineWith, refused, run, usualPrices } from '../../testkit/engine.ts'
import type { EngineState } from '../state.ts'

const btc = 'BTC/USDT:USDT'
const call = 'BTC/USDC:USDC-260327-50000-C'
const expired = 'BTC/USDT:USDT-260102'
const spot = 'BTC/USDT'
const symbols = [btc, 'ETH/USDT:USDT', call]

function funded(model = 'generic/cross', amount = '10000'): EngineState {
  const state = engineWith(symbols)
  const mode = model.split('/')[1]
  run(
    state,
    { type: 'open', account: 'alice', mode, model },
    { type: 'deposit', account: 'alice', asset: 'USDT', amount },
  )
  return state
}

function orderOf(contracts: string, more: Fields = {}): Fields {
  return {
    type: 'order',
    account: 'alice',
    order: { id: 'a', symbol: btc, contracts, price: '50000', reduceOnly: false, ...more },
  }
}

function filled(state: EngineState, contracts: string, price = '50000', symbol = btc): void {
  run(state, { type: 'fill', symbol, price, legs: [{ account: 'alice', contracts, fee: '0' }] })
}

describe('an order that fits', () => {
  test('is kept, and counts in what the next may be', () => {
    const state = funded()
    // 50 × leverage up to 100 000 of notional, 25 × beyond: 10 000 carries 250 000.
    run(state, orderOf('5'))
    expect(state.accounts.get('alice')?.orders.get('a')?.contracts.toString()).toBe('5')
    expect(attempt(state, orderOf('1', { id: 'b' }))).toMatchObject({
      refusal: { code: 'order.breaches', facts: { pool: 'account', currency: 'USD', largestThatFits: '0' } },
    })
  })
})

describe('an order that does not', () => {
  test('says what is lacking and what would fit', () => {
    expect(attempt(funded(), orderOf('5.5'))).toMatchObject({
      done: false,
      refusal: {
        code: 'order.breaches',
        facts: { shortBy: 1000, largestThatFits: '5', pool: 'account', currency: 'USD' },
      },
    })
  })

  test('at a price worse than the mark must also pay the difference', () => {
    const outcome = attempt(funded(), orderOf('5', { price: '50100' }))
    expect(outcome).toMatchObject({ refusal: { code: 'order.breaches', facts: { shortBy: 500 } } })
  })
})
