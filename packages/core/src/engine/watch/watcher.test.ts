import { describe, expect, test } from 'vitest'
import { type Fields, listing } from '../../testkit/builders.ts'
import { attempt, command, engineAt, engineWith, rules, run, usualPrices } from '../../testkit/engine.ts'
import { parametersOf } from '../../testkit/parameters.ts'
import { apply } from '../apply.ts'
import type { EngineState } from '../state.ts'
import { accountWatcher, type Watcher } from './watcher.ts'

const [btc, eth, sol, put, call] = [
  'BTC/USDT:USDT',
  'ETH/USDT:USDT',
  'SOL/USDT:USDT',
  'BTC/USDT:USDT-260109-46000-P',
  'BTC/USDT:USDT-260109-54000-C',
]
const symbols = [btc, eth, sol, put]

const bought = (account: string, symbol: string, contracts: string, price: string): readonly Fields[] => [
  symbol === put
    ? { type: 'open', account, mode: 'portfolio', model: 'house/portfolio' }
    : { type: 'open', account, mode: 'cross', model: 'generic/cross' },
  { type: 'deposit', account, asset: 'USDT', amount: '20000' },
  { type: 'fill', symbol, price, legs: [{ account, contracts, fee: '0' }] },
]

/** One holds bitcoin, one ether, one nothing but money; all of them wait in their boxes. */
function watched(): { readonly state: EngineState; readonly watcher: Watcher } {
  const state = engineWith(symbols)
  run(state, ...bought('btc', btc, '0.1', '50000'), ...bought('eth', eth, '2', '2500'))
  run(state, { type: 'open', account: 'cash', mode: 'cross', model: 'generic/cross' })
  run(state, { type: 'deposit', account: 'cash', asset: 'USDT', amount: '5' })
  const watcher = accountWatcher(state, rules)
  expect(watcher.assessed()).toHaveLength(3)
  return { state, watcher }
}

/** Who is margined again after a command. */
function dueAfter({ state, watcher }: ReturnType<typeof watched>, fields: Fields): readonly string[] {
  watcher.note(run(state, fields))
  return watcher.assessed().map(({ account }) => account.id)
}

describe('who is margined again', () => {
  test('nobody, while prices stay in the boxes', () => {
    expect(dueAfter(watched(), usualPrices(symbols, engineAt + 1, { BTC: 1.001 }))).toEqual([])
  })

  test('who depends on a price that has left the box', () => {
    expect(dueAfter(watched(), usualPrices(symbols, engineAt + 1, { BTC: 1.3 }))).toEqual(['btc'])
    expect(dueAfter(watched(), usualPrices(symbols, engineAt + 1, { ETH: 0.7 }))).toEqual(['eth'])
  })

  test('everyone, when a stablecoin moves at all', () => {
    const depegged = { type: 'prices', assets: { USDT: { price: '0.9999' } } }
    expect(dueAfter(watched(), depegged)).toEqual(['btc', 'eth', 'cash'])
  })

  test('everyone, when what all of them rest on changes', () => {
    const { mark: _mark, markVol: _vol, ...terms } = listing(call)
    const everyone = ['btc', 'eth', 'cash']
    expect(dueAfter(watched(), { type: 'list', instruments: [terms] })).toEqual(everyone)
    expect(dueAfter(watched(), { type: 'configure', config: { staleAfterMs: 5000 } })).toEqual(everyone)
    const forward = { underlying: 'ETH', expiryAt: engineAt + 86_400_000, price: '2510' }
    expect(dueAfter(watched(), { type: 'prices', forwards: [forward] })).toEqual(everyone)
  })

  test('everyone, when a contract is settled or a parameter set is defined', () => {
    const at = Date.parse('2026-01-09T08:00:00.000Z')
    const settled = { type: 'settle', at, symbol: put, price: '50000' }
    expect(dueAfter(watched(), settled)).toEqual(['btc', 'eth', 'cash'])
    const document = parametersOf('generic/cross', 'mine', (parameters) => parameters)
    expect(dueAfter(watched(), { type: 'define-parameters', name: 'mine', document })).toEqual(['btc', 'eth', 'cash'])
  })

  test('who holds what funding accrues on', () => {
    expect(dueAfter(watched(), { type: 'accrue-funding', symbol: eth, rateFrac: '0.01' })).toEqual(['eth'])
    expect(dueAfter(watched(), { type: 'accrue-funding', symbol: sol, rateFrac: '0.01' })).toEqual([])
  })

  test('who trades, pays or is paid', () => {
    expect(dueAfter(watched(), { type: 'deposit', account: 'cash', asset: 'USDT', amount: '1' })).toEqual(['cash'])
    const legs = [
      { account: 'btc', contracts: '-0.05', fee: '0' },
      { account: 'eth', contracts: '0.05', fee: '0' },
    ]
    expect(dueAfter(watched(), { type: 'fill', symbol: btc, price: '50000', legs })).toEqual(['btc', 'eth'])
  })

  test('nobody, for a command that is refused', () => {
    const { state, watcher } = watched()
    watcher.note(attempt(state, { type: 'withdraw', account: 'cash', asset: 'USDT', amount: '6' }).events)
    expect(watcher.assessed()).toEqual([])
  })
})

describe('an account that cannot be put into a box', () => {
  test('is margined at every price while its contract has none', () => {
    const { state, watcher } = watched()
    const { mark: _mark, markVol: _vol, ...terms } = listing(call)
    run(state, { type: 'list', instruments: [terms] }, ...bought('eve', call, '0.1', '100'))
    const late = accountWatcher(state, rules)
    late.assessed()
    expect(watcher.count).toBe(3)
    for (const at of [engineAt + 1, engineAt + 2]) {
      late.note(apply(state, command(usualPrices(symbols, at)), rules).events)
      expect(late.assessed().map(({ account }) => account.id)).toEqual(['eve'])
    }
  })

  test('is margined again when a volatility is gone, and from then on at every price', () => {
    const state = engineWith(symbols)
    run(state, ...bought('vera', put, '-0.1', '100'))
    const watcher = accountWatcher(state, rules)
    expect(watcher.assessed()).toHaveLength(1)
    const parts = { state, watcher }
    expect(dueAfter(parts, { type: 'prices', at: engineAt + 1, vols: { [put]: null } })).toEqual(['vera'])
    expect(dueAfter(parts, { type: 'prices', at: engineAt + 2, indexes: { SOL: '100' } })).toEqual(['vera'])
  })
})
