import { expect, test } from 'vitest'
import { engineAt, refused, rules, run } from '../../testkit/engine.ts'
import { bought, btc, eth, flatEngine, moved, opened } from '../../testkit/liquidated.ts'
import { accountsInDanger } from './danger.ts'

test('names accounts below their line in the order of opening, the worst pool of each', () => {
  const state = flatEngine()
  opened(state, 'zoe', 'isolated', { USDT: '20000' })
  opened(state, 'calm', 'cross', { USDT: '90000' })
  opened(state, 'adam', 'cross', { USDT: '5000' })
  opened(state, 'idle', 'cross', { USDT: '5000' })
  for (const symbol of [btc, eth]) run(state, { type: 'set-leverage', account: 'zoe', symbol, leverage: 10 })
  bought(state, 'zoe', btc, '1', '50000')
  bought(state, 'zoe', eth, '10', '2500')
  bought(state, 'calm', btc, '1', '50000')
  bought(state, 'adam', btc, '1', '50000')
  moved(state, { BTC: 0.904, ETH: 0.9 })
  expect(accountsInDanger(state, rules)).toEqual([
    { account: 'zoe', verdict: 'liquidatable', pool: `${eth} long`, maintenanceUse: null },
    { account: 'adam', verdict: 'liquidatable', pool: 'account', maintenanceUse: (0.005 * 45_200) / 200 },
  ])
})

test('an account that cannot be priced for sure is unknown, with the reasons; one that needs no price is not asked', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5000' })
  opened(state, 'idle', 'cross', { USDT: '5000' })
  opened(state, 'coins', 'cross', { DOGE: '5' })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'coins', eth, '0.01', '2500')
  expect(accountsInDanger(state, rules)).toMatchObject([
    { account: 'coins', verdict: 'unknown', problems: [{ code: 'book.missing-price', path: '/balances/DOGE' }] },
  ])
  const late = { ...state, core: { ...state.core, at: engineAt + 60_001 } }
  expect(accountsInDanger(late, rules)).toMatchObject([
    { account: 'alice', verdict: 'unknown', problems: [{ code: 'market.stale' }, {}, {}] },
    { account: 'coins', verdict: 'unknown' },
  ])
})

test('an account its venue cannot hold is unknown, and so is one whose requirement lacks a parameter', () => {
  const quarter = 'BTC/USDT:USDT-260327'
  const state = flatEngine([btc, quarter])
  for (const [account, model] of [
    ['misplaced', 'dydx/cross'],
    ['lacking', 'drift/cross'],
  ] as const) {
    run(state, { type: 'open', account, mode: 'cross', model })
    run(state, { type: 'deposit', account, asset: 'USDC', amount: '100000' })
  }
  bought(state, 'misplaced', quarter, '1', '50000')
  bought(state, 'lacking', btc, '1', '50000')
  expect(accountsInDanger(state, rules)).toMatchObject([
    { account: 'misplaced', verdict: 'unknown', problems: [{ code: 'venue.cannot-hold' }] },
    { account: 'lacking', verdict: 'unknown', problems: [{ code: expect.any(String) }] },
  ])
  for (const account of ['misplaced', 'lacking'])
    expect(refused(state, { type: 'liquidate', account })).toBe('account.unpriced')
})
