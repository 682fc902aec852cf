import { expect, test } from 'vitest'
import { assert } from '../num/assert.ts'
import { command, engineAt, engineWith, rules, run } from '../testkit/engine.ts'
import { apply } from './apply.ts'
import type { EngineRules } from './rules.ts'
import { stateText } from './text/snapshot.ts'

/** Rules with a model of which our code gets wrong. */
const mistaken: EngineRules = {
  ...rules,
  modelOf(accountRules, parameters) {
    assert(accountRules.model !== 'bybit/portfolio', 'a tree must add up, does not')
    return rules.modelOf(accountRules, parameters)
  },
}

const open = (account: string, model: string) =>
  command({ type: 'open', account, mode: model.split('/')[1] ?? '', model })

test('a mistake of ours refuses its command, changes nothing but count and clock, and the next command is done', () => {
  const state = engineWith(['BTC/USDT:USDT'])
  const before = stateText(state)
  const outcome = apply(state, open('bob', 'bybit/portfolio'), mistaken)
  expect(outcome).toMatchObject({
    done: false,
    refusal: { code: 'engine.bug', message: 'this is our mistake: a tree must add up, does not' },
  })
  expect(stateText({ ...state, core: { ...state.core, sequence: state.core.sequence - 1 } })).toBe(before)
  expect(apply(state, open('alice', 'generic/cross'), mistaken).done).toBe(true)
})

test('a scheduled change that trips over a mistake of ours is dropped and told, and stops nothing after it', () => {
  const state = engineWith(['BTC/USDT:USDT'])
  run(
    state,
    { type: 'open', account: 'alice', mode: 'portfolio', model: 'house/portfolio' },
    {
      type: 'change-rules',
      account: 'alice',
      model: 'bybit/portfolio',
      effectiveAt: engineAt + 1000,
    },
  )
  const deposit = (at: number) => command({ type: 'deposit', at, account: 'alice', asset: 'USDT', amount: '1' })
  const outcome = apply(state, deposit(engineAt + 1000), mistaken)
  expect(outcome.done).toBe(true)
  expect(outcome.events.map(({ type }) => type)).toEqual(['schedule-failed', 'posted'])
  expect(state.core.scheduled).toEqual([])
  expect(apply(state, deposit(engineAt + 1001), mistaken).events).toHaveLength(1)
})
