import { expect, test } from 'vitest'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { success } from '../../num/result.ts'
import { command, engineAt, rules, run, usualPrices } from '../../testkit/engine.ts'
import {
  balance,
  bought,
  btc,
  eth,
  fillsOf,
  flatEngine,
  flowsOf,
  liquidated,
  liquidatingBy,
  moved,
  opened,
} from '../../testkit/liquidated.ts'
import { apply } from '../apply.ts'
import type { EngineRules } from '../rules.ts'
import type { EngineState } from '../state.ts'

function hedged(usdt: string): EngineState {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: usdt })
  run(state, { type: 'set-hedge-mode', account: 'alice', hedge: true })
  const leg = (contracts: string, side: string) => ({ account: 'alice', contracts, fee: '0', side })
  run(state, { type: 'fill', symbol: btc, price: '50000', legs: [leg('1.5', 'long'), leg('-1', 'short')] })
  return state
}

test('a long and a short of one contract are closed against each other at the mark, and the rest stays', () => {
  const state = hedged('2700')
  moved(state, { BTC: 0.9 })
  // Half a coin has lost 2 500: 200 are left for 0.5 % of 2.5 coins at 45 000, which are 562.5.
  const step = liquidated(state, 'alice', liquidatingBy({ type: 'net-opposite' }))
  expect(fillsOf(step)).toEqual([
    [btc, '-1', '45000', '0'],
    [btc, '1', '45000', '0'],
  ])
  expect(step.before).toMatchObject({ equity: 200, maintenance: 562.5 })
  expect(step.after).toMatchObject({ equity: 200, maintenance: 112.5 })
  expect([...(state.accounts.get('alice')?.positions.keys() ?? [])]).toEqual([`${btc} long`])
  expect(state.accounts.get('alice')?.liquidation).toEqual({ state: 'none' })
})

test('in hedge mode each side is closed on its own', () => {
  const state = hedged('2540')
  moved(state, { BTC: 0.9 })
  const step = liquidated(state, 'alice')
  expect(step.fills.map(({ contracts }) => `${contracts}`)).toEqual(['-1.5', '1'])
  expect(state.accounts.get('alice')?.positions.size).toBe(0)
})

test('a short of hedge mode is deleveraged on its own side, and its owner’s orders in the contract are cancelled', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5000' })
  opened(state, 'bob', 'cross', { USDT: '100000' })
  run(state, { type: 'set-hedge-mode', account: 'bob', hedge: true })
  const leg = (contracts: string, side: string) => ({ account: 'bob', contracts, fee: '0', side })
  run(state, { type: 'fill', symbol: btc, price: '50000', legs: [leg('1', 'long'), leg('-3', 'short')] })
  const order = { symbol: btc, contracts: '-0.1', price: '60000', reduceOnly: false, side: 'short' }
  run(state, { type: 'order', account: 'bob', order: { ...order, id: 'btc' } })
  run(state, { type: 'order', account: 'bob', order: { ...order, id: 'eth', symbol: eth } })
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.88 })
  expect(fillsOf(liquidated(state, 'alice'))).toEqual([[btc, '-1', '45000', '0']])
  const bob = state.accounts.get('bob')
  expect([...(bob?.positions.values() ?? [])].map(({ contracts }) => `${contracts}`)).toEqual(['1', '-2'])
  expect([...(bob?.orders.keys() ?? [])]).toEqual(['eth'])
  expect(balance(state, 'bob')).toBe('105000')
})

test.each([
  { order: 'largest-loss', symbol: eth },
  { order: 'largest-maintenance', symbol: btc },
] as const)('a position is shrunk by the part told, that of the $order first', ({ order, symbol }) => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '6300' })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'alice', eth, '10', '2500')
  moved(state, { BTC: 0.96, ETH: 0.84 })
  const step = liquidated(state, 'alice', liquidatingBy({ type: 'reduce', partFrac: 0.2, order }))
  expect(step.fills).toHaveLength(1)
  expect(step.fills[0]).toMatchObject({ symbol })
  expect(Number(step.fills[0]?.contracts)).toBe(symbol === btc ? -0.2 : -2)
  expect(state.accounts.get('alice')?.liquidation).toMatchObject({ state: 'liquidating', steps: 1 })
})

test('only orders that add to the requirement are cancelled where the way says so', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '8000' })
  bought(state, 'alice', btc, '1', '50000')
  const order = { symbol: btc, price: '50000', reduceOnly: false }
  run(state, { type: 'order', account: 'alice', order: { ...order, id: 'more', contracts: '0.1' } })
  run(state, { type: 'order', account: 'alice', order: { ...order, id: 'less', contracts: '-0.1' } })
  run(state, { type: 'order', account: 'alice', order: { ...order, id: 'only', contracts: '-0.1', reduceOnly: true } })
  moved(state, { BTC: 0.843 })
  const way = liquidatingBy({ type: 'cancel-orders', which: 'adding' }, { type: 'close-all' })
  expect(liquidated(state, 'alice', way)).toMatchObject({ cancelled: ['more'], fills: [] })
})

test('a cross account that is taken over loses all that backed its positions', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '4000', BTC: '0.02' })
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.91 })
  // 4 000 and 0.02 BTC at 45 500, which are 910, less a loss of 4 500: 410, of which BTC counts 45.5 less.
  moved(state, { BTC: 0.907 })
  const step = liquidated(state, 'alice', liquidatingBy({ type: 'take-over' }))
  expect(step.fills.map(({ fee }) => `${fee}`)).toEqual(['0'])
  expect([balance(state, 'alice'), balance(state, 'alice', 'BTC')]).toEqual(['0', '0'])
  // 650 of USDT were owed, which 0.01433297 BTC at 45 350 pay.
  expect(balance(state, '@fund', 'BTC')).toBe('0.00566703')
})

test('a hedge that its venue cannot hold is not taken', () => {
  const [perpetual, quarter] = ['BTC/USDC:USDC', 'BTC/USDC:USDC-260327']
  const state = flatEngine([perpetual, quarter])
  run(state, { type: 'open', account: 'alice', mode: 'cross', model: 'dydx/cross' })
  run(state, { type: 'deposit', account: 'alice', asset: 'USDC', amount: '4000' })
  bought(state, 'alice', perpetual, '1', '50000')
  run(state, usualPrices([perpetual, quarter], engineAt, { BTC: 0.93 }))
  const hedges = liquidatingBy({ type: 'delta-hedge', partFrac: 1 })
  const step = liquidated(state, 'alice', hedges)
  expect(step.fills.map(({ symbol }) => symbol)).toEqual([perpetual])
})

test('in hedge mode a hedge closes the other side before it opens its own', () => {
  const state = flatEngine([btc])
  opened(state, 'alice', 'portfolio', { USDT: '7000' })
  run(state, { type: 'set-hedge-mode', account: 'alice', hedge: true })
  const leg = { account: 'alice', contracts: '1', fee: '0', side: 'long' }
  run(state, { type: 'fill', symbol: btc, price: '50000', legs: [leg] })
  moved(state, { BTC: 0.96 })
  const step = liquidated(state, 'alice', liquidatingBy({ type: 'delta-hedge', partFrac: 0.05 }))
  expect(fillsOf(step)).toEqual([[btc, '-0.05', '48000', '2.4']])
  expect(state.accounts.get('alice')?.positions.get(`${btc} long`)?.contracts.toString()).toBe('0.95')
})

test('an isolated position is not hedged with what is not in its pool', () => {
  const state = flatEngine()
  opened(state, 'alice', 'isolated', { USDT: '20000' })
  run(state, { type: 'set-leverage', account: 'alice', symbol: btc, leverage: 10 })
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.904 })
  const way = liquidatingBy({ type: 'delta-hedge', partFrac: 1 }, { type: 'close-all' })
  // Closed at the market: what is left of the margin, 200 less a fee of 45.2, comes back.
  expect(liquidated(state, 'alice', way)).toMatchObject({ name: 'close-all' })
  expect(balance(state, 'alice')).toBe('15154.8')
})

test('a requirement that grows steadily has no tier to step down to', () => {
  const state = flatEngine(['BTC/USD:BTC'])
  run(state, { type: 'open', account: 'alice', mode: 'cross', model: 'deribit/standard' })
  run(state, { type: 'deposit', account: 'alice', asset: 'BTC', amount: '30' })
  bought(state, 'alice', 'BTC/USD:BTC', '20000000', '50000')
  run(state, usualPrices(['BTC/USD:BTC'], engineAt, { BTC: 0.94 }))
  const step = liquidated(state, 'alice', liquidatingBy({ type: 'step-down-tier' }))
  expect(step.name).toBe('close all')
})

test('what is owed without any position is paid out of other balances', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '1000', BTC: '0.1' })
  bought(state, 'alice', eth, '2', '2500')
  bought(state, 'alice', eth, '-2', '100')
  expect(balance(state, 'alice')).toBe('-3800')
  moved(state, { BTC: 0.78 })
  // 0.1 BTC at 39 000 counts 3 705.
  const step = liquidated(state, 'alice')
  expect(step).toMatchObject({ name: 'close all', fills: [], flows: [] })
  expect([balance(state, 'alice'), balance(state, 'alice', 'BTC')]).toEqual(['0', '0.0025641'])
})

test('of a short and a smaller long the short stays', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '2700' })
  run(state, { type: 'set-hedge-mode', account: 'alice', hedge: true })
  const leg = (contracts: string, side: string) => ({ account: 'alice', contracts, fee: '0', side })
  run(state, { type: 'fill', symbol: btc, price: '50000', legs: [leg('1', 'long'), leg('-1.5', 'short')] })
  moved(state, { BTC: 1.1 })
  const step = liquidated(state, 'alice', liquidatingBy({ type: 'net-opposite' }))
  expect(step.fills.map(({ contracts }) => `${contracts}`)).toEqual(['-1', '1'])
  expect([...(state.accounts.get('alice')?.positions.keys() ?? [])]).toEqual([`${btc} short`])
})

test('a pool in which nothing is left that could be done is refused, and ends a liquidation that has begun', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '5500' })
  bought(state, 'alice', btc, '1', '50000')
  moved(state, { BTC: 0.894 })
  /** Its pool asks for more than there is, whatever is held. */
  const empty: EngineRules = {
    ...rules,
    modelOf: (...of) => {
      const made = rules.modelOf(...of)
      if (!made.ok) return made
      const pools = (account: PricedAccount) =>
        made.value.pools(account).map((pool) => ({ ...pool, adjustedEquity: -1, positions: [] }))
      return success({ ...made.value, pools })
    },
  }
  const liquidate = command({ type: 'liquidate', account: 'alice' })
  expect(apply(state, liquidate, empty)).toMatchObject({ done: false, refusal: { code: 'liquidation.no-pool' } })
  run(state, {
    type: 'order',
    account: 'alice',
    order: { id: 'o', symbol: btc, contracts: '-1', price: '60000', reduceOnly: true },
  })
  expect(liquidated(state, 'alice').name).toBe('cancel orders')
  expect(apply(state, liquidate, empty).done).toBe(true)
  expect(state.accounts.get('alice')?.liquidation).toEqual({ state: 'none' })
})

test('what is owed in an asset that the venue counts as another is paid too', () => {
  const state = flatEngine()
  run(state, { type: 'open', account: 'alice', mode: 'cross', model: 'paradex/cross' })
  run(
    state,
    { type: 'deposit', account: 'alice', asset: 'USDC', amount: '1000' },
    { type: 'set-isolated', account: 'alice', symbol: eth, isolated: true },
    { type: 'fund-deposit', asset: 'USDT', amount: '100000' },
  )
  bought(state, 'alice', eth, '40', '2500')
  const set = Number(state.accounts.get('alice')?.positions.get(eth)?.isolatedMargin)
  expect(set).toBeGreaterThan(1000)
  expect(flowsOf(liquidated(state, 'alice'))).toEqual([`fund ${set - 1000} USDT`])
  expect([balance(state, 'alice', 'USDC'), Number(balance(state, 'alice'))]).toEqual(['0', set])
})
