import { expect, test } from 'vitest'
import { formatInstant } from '../../num/instant.ts'
import { engineAt, refused, rules, run, usualPrices } from '../../testkit/engine.ts'
import { bought, btc, eth, flatEngine, opened } from '../../testkit/liquidated.ts'
import type { Account } from '../account.ts'
import { certainlyFits } from '../order/gate.ts'
import type { EngineState } from '../state.ts'
import { unsurePrices } from './unsure-prices.ts'

const call = 'BTC/USDC:USDC-260327-50000-C'
const quarter = 'BTC/USDC:USDC-260327'
const inverse = 'BTC/USD:BTC'
const expiryAt = Date.parse('2026-03-27T08:00:00Z')
const later = engineAt + 60_001

function unsureOf(state: EngineState, at = state.core.at): readonly string[] {
  return unsurePrices(state.accounts.get('alice') as Account, { ...state.core, at }).map(({ path }) => path)
}

function holding(symbol: string, listed: readonly string[] = [symbol]): EngineState {
  const state = flatEngine(listed)
  opened(state, 'alice', 'cross', { USDC: '100000' })
  bought(state, 'alice', symbol, '1', '50000')
  return state
}

test('a price too old to act on is named, with the index and the assets it is made of', () => {
  expect(unsureOf(holding(btc), engineAt + 60_000)).toEqual([])
  expect(unsureOf(holding(btc), later)).toEqual([
    '/instruments/BTC~1USDT:USDT',
    '/underlyings/BTC',
    '/assets/USDT',
    '/assets/USDC',
  ])
  // A coin without a price of its own has its index's.
  expect(unsureOf(holding(inverse), later)).toEqual(['/instruments/BTC~1USD:BTC', '/underlyings/BTC', '/assets/USDC'])
})

test('a volatility of 0 is as old as any other', () => {
  const state = holding(call)
  run(state, { type: 'prices', vols: { [call]: 0 } })
  run(state, { ...usualPrices([call], later), vols: {} })
  expect(unsureOf(state)).toEqual(['/instruments/BTC~1USDC:USDC-260327-50000-C'])
})

test('an option is as old as the forward it is priced on', () => {
  const quoted = holding(call)
  run(quoted, { type: 'prices', forwards: [{ underlying: 'BTC', expiryAt, price: '51000' }] })
  run(quoted, usualPrices([call], later))
  expect(unsureOf(quoted)).toEqual([`/forwards/BTC@${expiryAt}`])
  const implied = holding(call, [call, quarter])
  run(implied, usualPrices([call], later))
  expect(unsureOf(implied)).toEqual(['/instruments/BTC~1USDC:USDC-260327'])
})

test('what is told of an old price has instants that people read', () => {
  const state = holding(call)
  run(state, { type: 'prices', forwards: [{ underlying: 'BTC', expiryAt, price: '51000' }] })
  const told = unsurePrices(state.accounts.get('alice') as Account, { ...state.core, at: later })
  const words = told.map(({ message }) => message).join('; ')
  expect(words).toContain(`is of ${formatInstant(engineAt)}, now is ${formatInstant(later)}`)
  expect(words).toContain('price of forward BTC of 2026-03-27T08:00:00.000Z must be told at most 60000 ms ago')
  expect(words).not.toMatch(/\d{12}/)
})

test('a mark grows old though its volatility is told again', () => {
  const state = holding(call)
  run(state, { type: 'prices', marks: { [call]: '5000' } })
  run(state, usualPrices([call], later))
  expect(unsureOf(state)).toEqual(['/instruments/BTC~1USDC:USDC-260327-50000-C'])
})

test('a forward that moves too far waits for one that confirms it', () => {
  const state = holding(call)
  run(state, { type: 'configure', config: { jumpMaxFrac: 0.5 } })
  const told = (price: string) => ({ type: 'prices', forwards: [{ underlying: 'BTC', expiryAt, price }] })
  run(state, told('51000'), told('5100'))
  expect(state.core.market.forwards.get(`BTC@${expiryAt}`)?.price.toString()).toBe('51000')
  expect(unsureOf(state)).toEqual([`/forwards/BTC@${expiryAt}`])
  run(state, told('5200'))
  expect(state.core.market.forwards.get(`BTC@${expiryAt}`)?.price.toString()).toBe('5200')
  expect(unsureOf(state)).toEqual([])
})

test('on a price that waits to be confirmed nobody takes new risk, takes money out or switches', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '50000' })
  bought(state, 'alice', btc, '0.1', '50000')
  run(state, { type: 'configure', config: { jumpMaxFrac: 0.5 } }, { type: 'prices', marks: { [btc]: '5000' } })
  const terms = { id: 'o', symbol: btc, contracts: '0.01', price: '50000', reduceOnly: false }
  const alice = { account: 'alice' }
  expect(refused(state, { type: 'order', ...alice, order: terms })).toBe('account.unpriced')
  expect(refused(state, { type: 'withdraw', ...alice, asset: 'USDT', amount: '1' })).toBe('account.unpriced')
  const to = { mode: 'portfolio', model: 'house/portfolio' }
  expect(refused(state, { type: 'switch-mode', ...alice, ...to })).toBe('account.unpriced')
  run(state, { type: 'order', ...alice, order: { ...terms, contracts: '-0.01', reduceOnly: true } })
})

test('nothing is certain to fit while any price waits to be confirmed', () => {
  const state = flatEngine()
  opened(state, 'alice', 'portfolio', { USDT: '50000' })
  const alice = state.accounts.get('alice') as Account
  const [order] = run(state, {
    type: 'order',
    account: 'alice',
    order: { id: 'o', symbol: btc, contracts: '0.01', price: '50000', reduceOnly: false },
  }).flatMap((event) => (event.type === 'order-reserved' ? [event.order] : []))
  if (order === undefined) throw new Error('an order must be reserved')
  expect(certainlyFits(state.core, alice, order, rules)).toBe(true)
  run(state, { type: 'configure', config: { jumpMaxFrac: 0.5 } }, { type: 'prices', marks: { [eth]: '100' } })
  expect(certainlyFits(state.core, alice, order, rules)).toBe(false)
})
