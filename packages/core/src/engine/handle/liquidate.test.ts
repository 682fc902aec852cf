import { expect, test } from 'vitest'
import { engineAt, refused, run, usualPrices } from '../../testkit/engine.ts'
import {
  balance,
  bought,
  btc,
  eth,
  fillsOf,
  flatEngine,
  flowsOf,
  liquidated,
  moved,
  opened,
} from '../../testkit/liquidated.ts'

const none = { state: 'none' }

test('a cross account below its line is closed whole, and pays the fee out of what is left', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '4740' })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'alice', eth, '-2', '2500')
  moved(state, { BTC: 0.91 })
  const step = liquidated(state, 'alice')
  // Equity 4 740 − 4 500 = 240 is below the 0.5 % of 50 500 that is needed; fees are a tenth of a percent.
  expect(fillsOf(step)).toEqual([
    [btc, '-1', '45500', '45.5'],
    [eth, '2', '2500', '5'],
  ])
  expect(balance(state, 'alice')).toBe('189.5')
  expect(balance(state, '@fund')).toBe('50.5')
  expect(state.accounts.get('alice')?.liquidation).toEqual(none)
  expect(step.before).toMatchObject({ equity: 240, maintenance: 252.5 })
})

test('a fee takes at most what is left, so that it makes nobody bankrupt', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '4530' })
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.91 })
  const step = liquidated(state, 'alice')
  // Of the 45.5 that a tenth of a percent is only 30 is there.
  expect(Number(step.fills[0]?.fee)).toBeCloseTo(30, 5)
  expect(Number(balance(state, 'alice'))).toBeGreaterThanOrEqual(0)
  expect(step.flows).toEqual([])
})

test('an isolated position is taken over at its bankruptcy price: its margin is lost, the rest of the account is not', () => {
  const state = flatEngine()
  opened(state, 'alice', 'isolated', { USDT: '20000' })
  run(state, { type: 'set-leverage', account: 'alice', symbol: btc, leverage: 10 })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'alice', eth, '4', '2500')
  const untouched = state.accounts.get('alice')?.positions.get(eth)
  moved(state, { BTC: 0.904 })
  const step = liquidated(state, 'alice')
  expect(step).toMatchObject({ name: 'take over', pool: `${btc} long` })
  // Margin 5 000, loss 4 800: the 200 that the market gives beyond the bankruptcy price of 45 000 are the fund's.
  expect(balance(state, 'alice')).toBe('15000')
  expect(balance(state, '@fund')).toBe('200')
  expect(flowsOf(step)).toEqual(['fund -200 USDT'])
  expect(state.accounts.get('alice')?.positions.get(eth)).toBe(untouched)
})

test('what an isolated position loses beyond its margin the fund pays', () => {
  const state = flatEngine()
  run(state, { type: 'fund-deposit', asset: 'USDT', amount: '1000' })
  opened(state, 'alice', 'isolated', { USDT: '20000' })
  run(state, { type: 'set-leverage', account: 'alice', symbol: btc, leverage: 10 })
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.89 })
  expect(flowsOf(liquidated(state, 'alice'))).toEqual(['fund 500 USDT'])
  expect(balance(state, 'alice')).toBe('15000')
  expect(balance(state, '@fund')).toBe('500')
})

test('an isolated position of a higher tier is shrunk to the tier below, and keeps its margin', () => {
  const state = flatEngine()
  opened(state, 'alice', 'isolated', { USDT: '8000' })
  run(state, { type: 'set-leverage', account: 'alice', symbol: btc, leverage: 25 })
  bought(state, 'alice', btc, '4', '50000')
  moved(state, { BTC: 0.967 })
  // 193 400 of notional is in the second tier: 1 % less 500 is 1 434; equity 8 000 − 6 600 is 1 400.
  const step = liquidated(state, 'alice')
  expect(step.name).toBe('step down a tier')
  // The first tier ends at 100 000, which is 2.06825233 coins at 48 350.
  const sold = Number(step.fills[0]?.contracts)
  expect(sold).toBeCloseTo(-1.93174767, 5)
  expect(step.after.maintenance).toBeCloseTo(500, 2)
  expect(step.after.equity).toBeCloseTo(1400 + 0.001 * 48350 * sold, 6)
  expect(state.accounts.get('alice')?.liquidation).toEqual(none)
})

test('orders of an account below its line are cancelled first', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5500' })
  bought(state, 'alice', btc, '1', '50000')
  const order = { id: 'o1', symbol: eth, contracts: '1', price: '2000', reduceOnly: false }
  run(state, { type: 'order', account: 'alice', order })
  moved(state, { BTC: 0.894 })
  expect(liquidated(state, 'alice')).toMatchObject({ name: 'cancel orders', cancelled: ['o1'], fills: [] })
  expect(state.accounts.get('alice')?.liquidation).toMatchObject({ state: 'liquidating', pool: 'account', steps: 1 })
  expect(liquidated(state, 'alice')).toMatchObject({ name: 'close all' })
})

test('a liquidation that the market has made needless ends without a step', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5500' })
  bought(state, 'alice', btc, '1', '50000')
  const order = { id: 'o1', symbol: eth, contracts: '1', price: '2000', reduceOnly: false }
  run(state, { type: 'order', account: 'alice', order })
  moved(state, { BTC: 0.894 })
  liquidated(state, 'alice')
  moved(state, { BTC: 1 })
  expect(run(state, { type: 'liquidate', account: 'alice' })).toEqual([
    { type: 'liquidation', account: 'alice', now: none },
  ])
})

test('what is owed after closing is first paid out of the account’s other balances, at the index', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '1000', BTC: '0.1' })
  bought(state, 'alice', eth, '-4', '2500')
  moved(state, { ETH: 1.56 })
  // 0.1 BTC counts 4 750: 1 000 + 4 750 − 5 600 = 150 is above 0.5 % of 15 600, which is 78.
  expect(refused(state, { type: 'liquidate', account: 'alice' })).toBe('liquidation.above-line')
  moved(state, { ETH: 1.57 })
  // Closing loses 5 700 and a fee of 15.7: 4 715.7 is owed, at 50 000 it is 0.094314 BTC.
  const step = liquidated(state, 'alice')
  expect(step.flows).toEqual([])
  expect(balance(state, 'alice')).toBe('0')
  expect(balance(state, 'alice', 'BTC')).toBe('0.005686')
})

test('a loss that the fund cannot bear is closed against the profitable accounts of the other side at the bankruptcy price', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5000' })
  opened(state, 'bob', 'cross', { USDT: '100000' })
  opened(state, 'carol', 'cross', { USDT: '10000' })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'bob', btc, '-0.7', '50000')
  bought(state, 'carol', btc, '-0.6', '50000')
  moved(state, { BTC: 0.88 })
  // Equity 5 000 − 6 000 = −1 000: at 45 000 it is nothing. Carol has more leverage, so she is first.
  const step = liquidated(state, 'alice')
  expect(fillsOf(step)).toEqual([
    [btc, '-0.6', '45000', '0'],
    [btc, '-0.4', '45000', '0'],
  ])
  expect(flowsOf(step)).toEqual(['deleveraged 600 USDT', 'deleveraged 400 USDT'])
  expect(balance(state, 'alice')).toBe('0')
  expect(balance(state, 'carol')).toBe('13000')
  expect(balance(state, 'bob')).toBe('102000')
  expect(state.accounts.get('bob')?.positions.get(btc)?.contracts.toString()).toBe('-0.3')
})

test('what nobody on the other side can take is closed at the market, and the debt shared by who profits', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5000' })
  for (const [account, contracts] of [
    ['bob', '2'],
    ['carol', '1'],
  ] as const) {
    opened(state, account, 'cross', { USDT: '100000' })
    bought(state, account, eth, contracts, '2500')
  }
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.88, ETH: 1.4 })
  // 1 000 is owed; Bob has 2 000 of profit and Carol 1 000.
  expect(flowsOf(liquidated(state, 'alice'))).toEqual(['socialised 1000 USDT'])
  expect(balance(state, 'alice')).toBe('0')
  expect(balance(state, 'bob')).toBe('99333.33333333')
  expect(balance(state, 'carol')).toBe('99666.66666667')
})

test('what deleveraging leaves of an isolated margin bears the loss of the rest, so that others pay no unit more', () => {
  const state = flatEngine()
  opened(state, 'alice', 'isolated', { USDT: '200000' })
  opened(state, 'bob', 'cross', { USDT: '100000' })
  run(state, { type: 'set-leverage', account: 'alice', symbol: eth, leverage: 7 })
  bought(state, 'alice', eth, '300', '2500')
  bought(state, 'bob', eth, '-100', '2500')
  moved(state, { ETH: 0.5 })
  // The bankruptcy price is rounded up to whole 1e-8, so what Bob buys leaves a little more than its share of the margin.
  const step = liquidated(state, 'alice')
  expect(step.fills.map(({ against }) => against)).toEqual(['deleveraged', 'market'])
  expect(balance(state, '@fund') ?? '0').toBe('0')
})

test('what nobody can bear the venue pays, and it is told', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5000' })
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.88 })
  const events = run(state, { type: 'liquidate', account: 'alice' })
  expect(events.find(({ type }) => type === 'loss-uncovered')).toMatchObject({ account: 'alice', asset: 'USDT' })
  expect(balance(state, 'alice')).toBe('0')
  expect(balance(state, '@venue')).toBe('-6000')
})

test('nobody is liquidated above the line, on a stale or an unconfirmed price, or before prices are fresh again', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5000' })
  bought(state, 'alice', btc, '0.1', '50000')
  const liquidate = { type: 'liquidate', account: 'alice' }
  expect(refused(state, liquidate)).toBe('liquidation.above-line')
  expect(refused(state, { ...liquidate, account: 'nobody' })).toBe('account.unknown')
  bought(state, 'alice', btc, '0.9', '50000')
  moved(state, { BTC: 0.9 })
  expect(refused(state, { ...liquidate, at: engineAt + 60_001 })).toBe('liquidation.stale-prices')
  const later = engineAt + 60_001
  run(state, usualPrices([btc, eth], later, { BTC: 0.9 }), {
    type: 'configure',
    at: later,
    config: { jumpMaxFrac: 0.5 },
  })
  run(state, { type: 'prices', at: later, marks: { [btc]: '4500' } })
  expect(refused(state, { ...liquidate, at: later })).toBe('liquidation.stale-prices')
  run(state, usualPrices([btc, eth], later, { BTC: 0.9 }), { type: 'resume', at: later + 1 })
  expect(refused(state, { ...liquidate, at: later + 1 })).toBe('liquidation.stale-prices')
  run(state, usualPrices([btc, eth], later + 2, { BTC: 0.9 }))
  run(state, { ...liquidate, at: later + 2 })
  expect(state.accounts.get('alice')?.positions.size).toBe(0)
})
