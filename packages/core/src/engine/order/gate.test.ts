import { describe, expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { engineAt, engineWith, rules, run, usualPrices } from '../../testkit/engine.ts'
import type { Account, OpenOrder } from '../account.ts'
import { isFresh, oldestPrice, unsurePrices } from '../market/unsure-prices.ts'
import type { EngineState } from '../state.ts'
import { checkOrderPlainly } from './check.ts'
import { carriesMax, certainlyFits, gatesMax } from './gate.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'

function orderOf(contracts: string, price = '50000'): OpenOrder {
  return {
    id: 'a',
    symbol: btc,
    contracts: Decimal.of(contracts),
    price: Decimal.of(price),
    reduceOnly: false,
    side: undefined,
  }
}

function opened(state: EngineState, account: string, model = 'house/portfolio'): void {
  const mode = model.split('/')[1]
  run(state, { type: 'open', account, mode, model }, { type: 'deposit', account, asset: 'USDT', amount: '100000' })
}

function funded(model?: string): EngineState {
  const state = engineWith([btc, eth])
  opened(state, 'alice', model)
  return state
}

const aliceOf = (state: EngineState): Account => state.accounts.get('alice') as Account

function isCertain(state: EngineState, contracts: string): boolean {
  return certainlyFits(state.core, aliceOf(state), orderOf(contracts), rules)
}

describe('nothing is certain', () => {
  test('under a model that has no gate', () => {
    expect(isCertain(funded(), '0.1')).toBe(true)
    expect(isCertain(funded('okx/portfolio'), '0.1')).toBe(false)
  })

  test('of an account with an isolated symbol', () => {
    const state = funded()
    run(state, { type: 'set-isolated', account: 'alice', symbol: eth, isolated: true })
    expect(isCertain(state, '0.1')).toBe(false)
  })

  test('on stale prices, and again on fresh ones', () => {
    const state = funded()
    run(state, { type: 'deposit', account: 'alice', asset: 'USDT', amount: '1', at: engineAt + 60_001 })
    expect(isCertain(state, '0.1')).toBe(false)
    run(state, usualPrices([btc, eth], engineAt + 60_001))
    expect(isCertain(state, '0.1')).toBe(true)
  })

  test('after the engine stood still', () => {
    const state = funded()
    run(state, { type: 'resume', at: engineAt + 1 })
    expect(isCertain(state, '0.1')).toBe(false)
  })

  test('of an instrument without a price', () => {
    const unpriced = { ...orderOf('0.1'), symbol: 'XRP/USDT:USDT' }
    const state = funded()
    expect(certainlyFits(state.core, aliceOf(state), unpriced, rules)).toBe(false)
  })
})

test("prices are all fresh for as long as the oldest is, an option's forward among them", () => {
  const call = 'BTC/USDC:USDC-260327-50000-C'
  for (const symbol of [btc, call]) {
    const state = engineWith([btc, eth, call])
    opened(state, 'alice')
    const forwards = [{ underlying: 'BTC', expiryAt: Date.parse('2026-03-27T08:00:00Z'), price: '51000' }]
    run(
      state,
      { type: 'prices', forwards },
      { type: 'fill', symbol, price: '50000', legs: [{ account: 'alice', contracts: '0.1', fee: '0' }] },
      usualPrices([btc, eth, call], engineAt + 10_000),
    )
    for (const after of [10_000, 59_999, 60_000, 60_001, 70_000, 70_001]) {
      const core = { ...state.core, at: engineAt + after }
      const isSure = unsurePrices(aliceOf(state), core).length === 0
      expect([symbol, after, isFresh(oldestPrice(aliceOf(state), core.market), core)]).toEqual([symbol, after, isSure])
    }
  }
})

test('more accounts than are remembered are answered like the rest', () => {
  const state = funded()
  const limits = (): readonly boolean[] => ['1', '5', '20', '100'].map((contracts) => isCertain(state, contracts))
  const first = limits()
  for (let i = 0; i <= gatesMax; i++) {
    const account = { ...aliceOf(state), id: `a${i}` }
    expect(certainlyFits(state.core, account, orderOf('1'), rules)).toBe(true)
  }
  expect(limits()).toEqual(first)
})

test('after more changes than are carried the same is certain', () => {
  const state = funded()
  const legs = (contracts: string) => [{ account: 'alice', contracts, fee: '0' }]
  for (let i = 0; i < carriesMax + 10; i++) {
    run(state, { type: 'fill', symbol: btc, price: '50000', legs: legs(i % 2 === 0 ? '1' : '-1') })
    expect(isCertain(state, '0.5')).toBe(true)
    expect(isCertain(state, '50')).toBe(false)
  }
})

test('in hedge mode orders of both sides of a symbol count, and nothing is certain that they leave no room for', () => {
  const state = funded()
  run(state, { type: 'set-hedge-mode', account: 'alice', hedge: true })
  for (const [id, contracts, side] of [
    ['a', '3', 'long'],
    ['b', '-3', 'short'],
  ] as const) {
    const order = { id, symbol: btc, contracts, price: '50000', reduceOnly: false, side }
    run(state, { type: 'order', account: 'alice', order })
  }
  for (let sold = 1; sold < 60; sold++) {
    const terms = { ...orderOf(`-${sold}`, '2500'), id: 'c', symbol: eth, side: 'short' } as const
    if (!certainlyFits(state.core, aliceOf(state), terms, rules)) continue
    expect(checkOrderPlainly(state, aliceOf(state), terms, rules)).toEqual({ verdict: 'fits', by: 'backed' })
  }
})
