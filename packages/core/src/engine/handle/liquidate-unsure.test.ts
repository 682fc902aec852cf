import { expect, test } from 'vitest'
import { attempt, engineAt, refused, rules, run, usualPrices } from '../../testkit/engine.ts'
import { bought, btc, eth, flatEngine, moved, opened } from '../../testkit/liquidated.ts'
import { accountsInDanger } from '../liquidation/danger.ts'
import type { LiquidationStepFacts } from '../liquidation/step.ts'
import type { EngineState } from '../state.ts'

const quarter = 'BTC/USDT:USDT-260327'
const later = engineAt + 60_001

function stepOf(state: EngineState, at = state.core.at): LiquidationStepFacts | undefined {
  const { events } = attempt(state, { type: 'liquidate', account: 'alice', at })
  return events.flatMap((event) => (event.type === 'liquidation-step' ? [event.step] : []))[0]
}

function isolated(): EngineState {
  const state = flatEngine()
  opened(state, 'alice', 'isolated', { USDT: '20000' })
  run(state, { type: 'set-leverage', account: 'alice', symbol: btc, leverage: 10 })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'alice', eth, '0.01', '2500')
  return state
}

test('an open order in what has no fresh price does not keep its owner from being liquidated', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5500' })
  bought(state, 'alice', btc, '1', '50000')
  const order = { id: 'o', symbol: eth, contracts: '0.01', price: '2000', reduceOnly: false }
  run(state, { type: 'order', account: 'alice', order }, usualPrices([btc], later, { BTC: 0.894 }))
  expect(stepOf(state)).toMatchObject({ name: 'cancel orders', cancelled: ['o'] })
  expect(stepOf(state)).toMatchObject({ name: 'close all' })
})

test('an isolated position is liquidated though another of its account has a stale price, and that one is not', () => {
  const state = isolated()
  run(state, usualPrices([btc], later, { BTC: 0.89 }))
  expect(accountsInDanger(state, rules)).toMatchObject([{ verdict: 'liquidatable', pool: `${btc} long` }])
  expect(stepOf(state)).toMatchObject({ name: 'take over', pool: `${btc} long` })
  // What is left cannot be known.
  expect(accountsInDanger(state, rules)).toMatchObject([{ verdict: 'unknown', problems: [{ code: 'market.stale' }] }])
  expect(refused(state, { type: 'liquidate', account: 'alice', at: later })).toBe('liquidation.stale-prices')
  run(state, usualPrices([btc, eth], later, { BTC: 0.89 }))
  expect(accountsInDanger(state, rules)).toEqual([])
})

test('an isolated position below its line on a price that waits to be confirmed is left alone', () => {
  const state = isolated()
  run(state, { type: 'configure', config: { jumpMaxFrac: 0.05 } })
  moved(state, { BTC: 0.96 })
  moved(state, { BTC: 0.89 })
  expect(refused(state, { type: 'liquidate', account: 'alice' })).toBe('liquidation.stale-prices')
})

test('what has expired and is not settled is not traded', () => {
  const state = flatEngine([btc, quarter])
  opened(state, 'alice', 'cross', { USDT: '5000' })
  bought(state, 'alice', quarter, '1', '50000')
  const at = Date.parse('2026-03-27T08:00:00Z')
  run(state, usualPrices([btc, quarter], at, { BTC: 0.89 }))
  expect(accountsInDanger(state, rules)).toMatchObject([{ verdict: 'unknown', problems: [{ code: 'market.expired' }] }])
  expect(refused(state, { type: 'liquidate', account: 'alice', at })).toBe('liquidation.stale-prices')
  run(state, { type: 'settle', at, symbol: quarter, price: '44500' })
  // It owes 500: that is paid by others.
  expect(stepOf(state)).toMatchObject({ name: 'close all', fills: [] })
})

test('rules that change while an account is liquidated decide from then on, and what they cannot know ends nothing', () => {
  const state = flatEngine()
  run(state, { type: 'open', account: 'alice', mode: 'portfolio', model: 'house/portfolio' })
  run(state, { type: 'deposit', account: 'alice', asset: 'USDT', amount: '12000' })
  bought(state, 'alice', btc, '1', '50000')
  const order = { id: 'o', symbol: eth, contracts: '1', price: '2400', reduceOnly: false }
  run(state, { type: 'order', account: 'alice', order })
  moved(state, { BTC: 0.85 })
  expect(stepOf(state)).toMatchObject({ name: 'cancel orders' })
  const begun = state.accounts.get('alice')?.liquidation
  const change = { type: 'change-rules', account: 'alice', effectiveAt: engineAt }
  run(state, { ...change, model: 'span/portfolio' })
  expect(refused(state, { type: 'liquidate', account: 'alice' })).toBe('account.unpriced')
  expect(state.accounts.get('alice')?.liquidation).toBe(begun)
  run(state, { ...change, model: 'okx/portfolio' })
  for (let i = 0; i < 10 && state.accounts.get('alice')?.liquidation.state !== 'none'; i += 1)
    expect(attempt(state, { type: 'liquidate', account: 'alice' }).done).toBe(true)
  expect(accountsInDanger(state, rules)).toEqual([])
})
