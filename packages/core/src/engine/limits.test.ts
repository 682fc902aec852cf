import { describe, expect, test } from 'vitest'
import { attempt, engineAt, engineWith, run } from '../testkit/engine.ts'
import { parametersOf } from '../testkit/parameters.ts'
import { disclosuresMax, modeStretchesMax, namesMax, scheduledMax, setsMax } from './limits.ts'
import type { EngineState } from './state.ts'
import { parseCommand } from './text/command-schema.ts'

function opened(): EngineState {
  const state = engineWith(['BTC/USDT:USDT'])
  run(state, { type: 'open', account: 'alice', mode: 'cross', model: 'generic/cross' })
  return state
}

const limited = (path: string): object => ({ done: false, refusal: { code: 'limit.reached', path } })

describe('what grows has a limit', () => {
  test('changes of rules that wait', () => {
    const state = opened()
    const change = { type: 'change-rules', account: 'alice', model: 'generic/cross', effectiveAt: engineAt + 1000 }
    for (let i = 0; i < scheduledMax; i++) run(state, change)
    expect(attempt(state, change)).toMatchObject(limited('/effectiveAt'))
  })

  test('parameter sets of one’s own', () => {
    const state = opened()
    const document = parametersOf('generic/cross', 'one', (parameters) => parameters)
    const parameters = new Map(Array.from({ length: setsMax - 1 }, (_, i) => [`set ${i}`, document]))
    state.core = { ...state.core, parameters }
    run(state, { type: 'define-parameters', name: 'last', document })
    expect(attempt(state, { type: 'define-parameters', name: 'more', document })).toMatchObject(limited('/name'))
  })

  test('disclosures of an account; one accepted before may be accepted again', () => {
    const state = opened()
    const accept = (name: string) => ({ type: 'accept-disclosure', account: 'alice', disclosure: name })
    for (let i = 0; i < disclosuresMax; i++) run(state, accept(`text ${i}`))
    expect(attempt(state, accept('one more'))).toMatchObject(limited('/disclosure'))
    run(state, accept('text 0'))
  })

  test('changes of mode of an account', () => {
    const state = opened()
    const alice = state.accounts.get('alice')
    if (alice === undefined) throw new Error('alice must be open')
    const stretch = { mode: 'cross', from: engineAt } as const
    state.accounts.set('alice', { ...alice, modes: Array.from({ length: modeStretchesMax }, () => stretch) })
    const toIsolated = { type: 'switch-mode', account: 'alice', mode: 'isolated', model: 'generic/isolated' }
    expect(attempt(state, toIsolated)).toMatchObject(limited('/account'))
  })

  test('names of one table of a command, and no more is read of it', () => {
    const marks = Object.fromEntries(Array.from({ length: namesMax + 1 }, (_, i) => [`X${i}`, '1']))
    const told = (table: object): unknown => parseCommand({ type: 'prices', at: engineAt, marks: table })
    expect(told(marks)).toMatchObject({ ok: false, problems: [{ code: 'document.too-large', path: '/marks' }] })
    const { X0: _one, ...rest } = marks
    expect(told(rest)).toMatchObject({ ok: true })
  })
})
