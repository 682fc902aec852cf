import { expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { run } from '../../testkit/engine.ts'
import { bought, btc, flatEngine, liquidated, liquidatingBy, moved, opened } from '../../testkit/liquidated.ts'
import type { EngineState } from '../state.ts'

const call = 'BTC/USDT:USDT-260109-54000-C'
const adding = liquidatingBy({ type: 'cancel-orders', which: 'adding' })

/** Long a bitcoin in portfolio mode, with an order to sell it and one for a call, when the price falls below the line. */
function fallen(): EngineState {
  const state = flatEngine([btc, call])
  opened(state, 'alice', 'portfolio', { USDT: '12000' })
  bought(state, 'alice', btc, '1', '50000')
  const order = (terms: Fields): Fields => ({ type: 'order', account: 'alice', order: { reduceOnly: false, ...terms } })
  run(state, order({ id: 'sells', symbol: btc, contracts: '-1', price: '55000' }))
  run(state, order({ id: 'calls', symbol: call, contracts: '0.01', price: '100' }))
  moved(state, { BTC: 0.83 })
  return state
}

test('an order that needs nothing stays', () => {
  expect(liquidated(fallen(), 'alice', adding).cancelled).not.toContain('sells')
})

test('an order whose need cannot be known is cancelled as one that adds to it', () => {
  const state = fallen()
  run(state, { type: 'prices', vols: { [call]: null } })
  expect(liquidated(state, 'alice', adding).cancelled).toContain('calls')
})
