import { describe, expect, test } from 'vitest'
import { assert } from '../num/assert.ts'
import { Decimal } from '../num/decimal.ts'
import type { Fields } from '../testkit/builders.ts'
import { attempt, command, engineAt, engineWith, refused, rules, run, usualPrices } from '../testkit/engine.ts'
import { dryRun } from './apply.ts'
import { changeLawsBroken } from './laws.ts'
import { copyOf, type EngineState } from './state.ts'
import { stateOfText, stateText } from './text/snapshot.ts'

const perpetual = 'BTC/USDT:USDT'

function funded(): EngineState {
  const state = engineWith([perpetual])
  run(
    state,
    { type: 'open', account: 'alice', mode: 'cross', model: 'generic/cross' },
    { type: 'deposit', account: 'alice', asset: 'USDT', amount: '10000' },
  )
  return state
}

function balance(state: EngineState, account: string, asset: string): string | undefined {
  return state.accounts.get(account)?.balances.get(asset)?.toString()
}

/** Sum over every holder of each asset. */
function totals({ accounts, books }: EngineState): Record<string, string> {
  const sums = new Map<string, Decimal>()
  const add = (asset: string, amount: Decimal): unknown =>
    sums.set(asset, (sums.get(asset) ?? Decimal.zero).plus(amount))
  for (const { balances } of accounts.values()) for (const [asset, amount] of balances) add(asset, amount)
  for (const [key, amount] of books) add(key.split(' ')[1] ?? '', amount)
  return Object.fromEntries([...sums].map(([asset, sum]) => [asset, sum.toString()]))
}

test('a trade that is closed higher books its profit less its fees, and no money is made', () => {
  const state = funded()
  const leg = (contracts: string) => ({ account: 'alice', contracts, fee: '1' })
  run(
    state,
    { type: 'fill', symbol: perpetual, price: '50000', legs: [leg('0.3')] },
    { type: 'fill', symbol: perpetual, price: '50600', legs: [leg('-0.1')] },
    { type: 'fill', symbol: perpetual, price: '50300', legs: [leg('-0.2')] },
  )
  expect(balance(state, 'alice', 'USDT')).toBe('10117')
  expect(state.accounts.get('alice')?.positions.size).toBe(0)
  expect(totals(state)).toEqual({ USDT: '0' })
})

test('a refused command changes nothing but the count and the clock', () => {
  const state = funded()
  const before = stateText(state)
  expect(refused(state, { type: 'withdraw', account: 'alice', asset: 'USDT', amount: '10000.00000001' })).toBe(
    'cash.exceeds-balance',
  )
  expect(stateText({ ...state, core: { ...state.core, sequence: state.core.sequence - 1 } })).toBe(before)
})

test('a command before the one before it is refused', () => {
  const state = funded()
  const outcome = attempt(state, { type: 'deposit', at: engineAt - 1, account: 'alice', asset: 'USDT', amount: '1' })
  expect(outcome).toMatchObject({ done: false, refusal: { code: 'command.clock-back', path: '/at' } })
  expect(outcome.done ? '' : outcome.refusal.message).not.toMatch(/\d{12}/)
})

test('a state is read back from its text as it was', () => {
  const state = funded()
  run(state, {
    type: 'fill',
    symbol: perpetual,
    price: '50000',
    legs: [{ account: 'alice', contracts: '0.3', fee: '1' }],
  })
  const text = stateText(state)
  expect(stateText(stateOfText(text))).toBe(text)
})

describe('a dry run says what then happens', () => {
  function both(state: EngineState, fields: Fields): void {
    const before = stateText(state)
    const tried = dryRun(state, command(fields), rules)
    expect(stateText(state)).toBe(before)
    const { accounts: _accounts, core: _core, ...said } = tried
    expect(said).toEqual(attempt(state, fields))
  }

  const scheduled: Fields = {
    type: 'change-rules',
    ofModel: 'generic/cross',
    model: 'okx/futures',
    effectiveAt: engineAt + 10,
  }

  test('of a command that comes too late', () => {
    both(funded(), { type: 'deposit', at: engineAt - 1, account: 'alice', asset: 'USDT', amount: '1' })
  })

  test('with the changes of rules that come before it, also when it is refused', () => {
    for (const amount of ['1', '20000']) {
      const state = funded()
      run(state, scheduled)
      both(state, { type: 'withdraw', at: engineAt + 10, account: 'alice', asset: 'USDT', amount })
      expect(state.accounts.get('alice')?.rules.model).toBe('okx/futures')
    }
  })

  test('of a mistake of ours', () => {
    const state = funded()
    const broken = { ...rules, modelOf: () => assert(false, 'a model must be made') as never }
    const opened = command({ type: 'open', account: 'bob', mode: 'cross', model: 'generic/cross' })
    expect(dryRun(state, opened, broken)).toMatchObject({ done: false, refusal: { code: 'engine.bug' } })
  })
})

test('an account opened at the instant of a change of rules has the next place in the order of opening', () => {
  const state = funded()
  run(state, { type: 'change-rules', ofModel: 'generic/cross', model: 'okx/futures', effectiveAt: engineAt + 10 })
  const before = copyOf(state)
  const events = run(state, { type: 'open', at: engineAt + 10, account: 'bob', mode: 'cross', model: 'generic/cross' })
  expect(state.accounts.get('bob')?.ordinal).toBe(1)
  expect(changeLawsBroken(before, events, state)).toEqual([])
})

test('money that backs a position cannot be withdrawn', () => {
  const state = funded()
  run(
    state,
    { type: 'fill', symbol: perpetual, price: '50000', legs: [{ account: 'alice', contracts: '1', fee: '0' }] },
    usualPrices([perpetual], engineAt),
  )
  expect(refused(state, { type: 'withdraw', account: 'alice', asset: 'USDT', amount: '9900' })).toBe(
    'cash.exceeds-free',
  )
})
