import { describe, expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { attempt, engineAt, engineWith, happens, refused, run } from '../../testkit/engine.ts'
import type { EngineState } from '../state.ts'

const toPortfolio: Fields = { type: 'switch-mode', account: 'alice', mode: 'portfolio', model: 'house/portfolio' }

/** An account of 50 000 dollars before a model that asks for some equity. */
function facing(equityMin: Fields | null): EngineState {
  const state = engineWith(['BTC/USDT:USDT'])
  const policies = { 'house/portfolio': { cleanSlate: false, equityMin, disclosures: [] } }
  run(
    state,
    { type: 'configure', config: {}, policies },
    { type: 'open', account: 'alice', mode: 'cross', model: 'generic/cross' },
    { type: 'deposit', account: 'alice', asset: 'USD', amount: '50000' },
  )
  return state
}

describe('the least equity that may enter a model', () => {
  test('is compared in its own currency, at its price', () => {
    expect(attempt(facing({ amount: '1', currency: 'BTC' }), toPortfolio).done).toBe(true)
    expect(attempt(facing({ amount: '1.00000001', currency: 'BTC' }), toPortfolio)).toMatchObject({
      refusal: {
        code: 'mode.refused',
        message: 'house/portfolio may not be entered: equity must be at least 1.00000001 BTC, is 1',
      },
    })
  })

  test('cannot be compared in a currency without a price', () => {
    expect(attempt(facing({ amount: '1', currency: 'DOGE' }), toPortfolio)).toMatchObject({
      refusal: { code: 'price.missing', path: '/model' },
    })
  })

  test('may be nothing', () => {
    expect(attempt(facing(null), toPortfolio).done).toBe(true)
  })
})

test('an account in liquidation stays in its mode', () => {
  const state = facing(null)
  happens(state, {
    type: 'liquidation',
    account: 'alice',
    now: { state: 'liquidating', pool: 'account', since: engineAt, steps: 1 },
  })
  expect(refused(state, toPortfolio)).toBe('account.liquidating')
})
