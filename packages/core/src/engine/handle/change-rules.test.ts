import { describe, expect, test } from 'vitest'
import { attempt, engineAt, engineWith, refused, rules, run, usualPrices } from '../../testkit/engine.ts'
import { parametersOf } from '../../testkit/parameters.ts'
import { accountsInDanger } from '../liquidation/danger.ts'
import type { EngineState } from '../state.ts'
import { stateOfText, stateText } from '../text/snapshot.ts'

const perpetual = 'BTC/USDT:USDT'

/** Generic tiers at twice the usual maintenance. */
const doubled = parametersOf('generic/cross', 'doubled', (parameters) => {
  const tiers = parameters['leverageTiers'] as Record<
    string,
    { maintenanceRateFrac: number; maintenanceDeduction: number }[]
  >
  for (const list of Object.values(tiers))
    for (const tier of list) {
      tier.maintenanceRateFrac *= 2
      tier.maintenanceDeduction *= 2
    }
  return parameters
})

function holding(): EngineState {
  const state = engineWith([perpetual])
  for (const account of ['alice', 'bob'])
    run(
      state,
      { type: 'open', account, mode: 'cross', model: 'generic/cross' },
      { type: 'deposit', account, asset: 'USDT', amount: '20000' },
      { type: 'fill', symbol: perpetual, price: '50000', legs: [{ account, contracts: '1', fee: '0' }] },
    )
  run(state, { type: 'define-parameters', name: 'doubled', document: doubled })
  return state
}

const setOf = (state: EngineState, account: string): string | undefined => state.accounts.get(account)?.rules.set

describe('a change of rules', () => {
  test('at once puts one account under another set, and says what it needs before and after', () => {
    const state = holding()
    const events = run(state, {
      type: 'change-rules',
      account: 'alice',
      model: 'generic/cross',
      set: 'doubled',
      effectiveAt: engineAt,
    })
    const changed = events.find(({ type }) => type === 'rules-changed') as {
      before: { maintenanceMargin: number }
      after: { maintenanceMargin: number }
    }
    expect(changed.after.maintenanceMargin).toBeCloseTo(2 * changed.before.maintenanceMargin, 9)
    expect([setOf(state, 'alice'), setOf(state, 'bob')]).toEqual(['doubled', 'default'])
  })

  test('of a model waits for its instant, then changes every account of it with the first command after', () => {
    const state = holding()
    run(state, {
      type: 'change-rules',
      ofModel: 'generic/cross',
      model: 'generic/cross',
      set: 'doubled',
      effectiveAt: engineAt + 1000,
    })
    run(state, usualPrices([perpetual], engineAt + 999))
    expect(setOf(state, 'bob')).toBe('default')
    const restored = stateOfText(stateText(state))
    for (const each of [state, restored]) {
      run(each, usualPrices([perpetual], engineAt + 1000))
      expect([setOf(each, 'alice'), setOf(each, 'bob')]).toEqual(['doubled', 'doubled'])
      expect(each.core.scheduled).toEqual([])
    }
    expect(stateText(restored)).toBe(stateText(state))
  })

  test('is made even when the command that brings the instant is refused', () => {
    const state = holding()
    run(state, {
      type: 'change-rules',
      account: 'bob',
      model: 'generic/cross',
      set: 'doubled',
      effectiveAt: engineAt + 5,
    })
    const outcome = attempt(state, { type: 'deposit', at: engineAt + 5, account: 'nobody', asset: 'USDT', amount: '1' })
    expect(outcome.done).toBe(false)
    expect(outcome.events.map(({ type }) => type)).toEqual(['schedule-taken', 'rules-changed'])
    expect(setOf(state, 'bob')).toBe('doubled')
  })

  test('that an account cannot follow leaves it under its rules, and is told', () => {
    const state = holding()
    const events = run(state, { type: 'change-rules', account: 'alice', model: 'mango/cross', effectiveAt: engineAt })
    expect(events.map(({ type }) => type)).toEqual(['rules-scheduled', 'schedule-taken', 'rules-refused'])
    expect(state.accounts.get('alice')?.rules.model).toBe('generic/cross')
  })

  test('to another model leaves the settings of the one before behind, and keeps them for its own', () => {
    const state = engineWith([perpetual])
    const settings = { spotInUseCaps: { BTC: '1' } }
    run(
      state,
      { type: 'open', account: 'alice', mode: 'portfolio', model: 'okx/portfolio', settings },
      { type: 'change-rules', account: 'alice', model: 'okx/portfolio', effectiveAt: engineAt },
    )
    expect(state.accounts.get('alice')?.rules.settings).toEqual(settings)
    run(state, { type: 'change-rules', account: 'alice', model: 'house/portfolio', effectiveAt: engineAt })
    expect(state.accounts.get('alice')?.rules).toMatchObject({ model: 'house/portfolio', settings: undefined })
  })

  test('to a venue without isolated positions pools the symbols that nothing is held in', () => {
    const state = engineWith([perpetual])
    run(
      state,
      { type: 'open', account: 'alice', mode: 'portfolio', model: 'house/portfolio' },
      { type: 'deposit', account: 'alice', asset: 'USDC', amount: '20000' },
      { type: 'set-isolated', account: 'alice', symbol: perpetual, isolated: true },
      { type: 'change-rules', account: 'alice', model: 'deribit/portfolio', effectiveAt: engineAt },
    )
    expect([...(state.accounts.get('alice')?.isolated ?? [])]).toEqual([])
    const leg = { account: 'alice', contracts: '0.1', fee: '0' }
    run(state, { type: 'fill', symbol: perpetual, price: '50000', legs: [leg] })
    expect(accountsInDanger(state, rules)).toEqual([])
  })

  test('to a venue without isolated positions is refused to an account that holds one', () => {
    const state = engineWith([perpetual])
    run(
      state,
      { type: 'open', account: 'alice', mode: 'portfolio', model: 'house/portfolio' },
      { type: 'deposit', account: 'alice', asset: 'USDT', amount: '20000' },
      { type: 'set-isolated', account: 'alice', symbol: perpetual, isolated: true },
      { type: 'fill', symbol: perpetual, price: '50000', legs: [{ account: 'alice', contracts: '0.1', fee: '0' }] },
    )
    const events = run(state, {
      type: 'change-rules',
      account: 'alice',
      model: 'deribit/portfolio',
      effectiveAt: engineAt,
    })
    expect(events.at(-1)).toMatchObject({ type: 'rules-refused', problems: [{ code: 'venue.cannot-hold' }] })
    expect(state.accounts.get('alice')?.isolated.has(perpetual)).toBe(true)
  })

  test.each([
    [{ account: 'alice', ofModel: 'generic/cross', model: 'generic/cross' }, 'command.value'],
    [{ model: 'generic/cross' }, 'command.value'],
    [{ account: 'nobody', model: 'generic/cross' }, 'account.unknown'],
    [{ account: 'alice', model: 'generic/none' }, 'model.unknown'],
    [{ account: 'alice', model: 'generic/cross', set: 'none' }, 'model.unknown'],
    [{ account: 'alice', model: 'house/portfolio' }, 'model.unknown'],
    [{ ofModel: 'none', model: 'generic/cross' }, 'model.unknown'],
  ])('that says %j is refused', (fields, code) => {
    expect(refused(holding(), { type: 'change-rules', effectiveAt: engineAt, ...fields })).toBe(code)
  })
})

describe('a parameter set of one’s own', () => {
  test('cannot have the name of a set its venue publishes, and where it has another’s, that one stays', () => {
    const state = holding()
    expect(refused(state, { type: 'define-parameters', name: 'default', document: doubled })).toBe('parameters.exists')
    run(state, { type: 'open', account: 'dora', mode: 'portfolio', model: 'okx/portfolio' })
    const published = setOf(state, 'dora') ?? ''
    run(
      state,
      { type: 'define-parameters', name: published, document: doubled },
      { type: 'deposit', account: 'dora', asset: 'USDT', amount: '20000' },
      { type: 'fill', symbol: perpetual, price: '50000', legs: [{ account: 'dora', contracts: '0.1', fee: '0' }] },
    )
    expect(accountsInDanger(state, rules)).toEqual([])
  })

  test('has a new name, names its model, and passes that model’s checks', () => {
    const state = holding()
    expect(refused(state, { type: 'define-parameters', name: 'doubled', document: doubled })).toBe('parameters.exists')
    expect(refused(state, { type: 'define-parameters', name: 'other', document: {} })).toBe('parameters.value')
    const outcome = attempt(state, {
      type: 'define-parameters',
      name: 'other',
      document: { ...doubled, parameters: { leverageTiers: 5 } },
    })
    expect(outcome).toMatchObject({
      done: false,
      refusal: { code: 'parameters.value', path: '/document/parameters/leverageTiers' },
    })
  })
})

test('settings that are not named stay, and a policy must be for a model there is', () => {
  const state = holding()
  run(state, { type: 'configure', config: { staleAfterMs: 1000 } }, { type: 'configure', config: { jumpMaxFrac: 0.2 } })
  expect(state.core.config).toMatchObject({ staleAfterMs: 1000, jumpMaxFrac: 0.2, restoreUse: 0.9 })
  const policy = { cleanSlate: false, equityMin: null, disclosures: [] }
  expect(refused(state, { type: 'configure', config: {}, policies: { none: policy } })).toBe('model.unknown')
})

test('after a standstill prices from before are not fresh, however young', () => {
  const state = holding()
  run(state, { type: 'resume', at: engineAt + 10 })
  const withdrawal = { type: 'withdraw', at: engineAt + 10, account: 'alice', asset: 'USDT', amount: '1' }
  expect(refused(state, withdrawal)).toBe('account.unpriced')
  run(state, usualPrices([perpetual], engineAt + 10))
  expect(refused(state, withdrawal)).toBe('account.unpriced')
  run(state, usualPrices([perpetual], engineAt + 11), { ...withdrawal, at: engineAt + 11 })
})

test('a change that waits is the same bytes in the state that keeps it and in one read back from its text', () => {
  const state = holding()
  run(state, { type: 'change-rules', account: 'alice', model: 'generic/cross', effectiveAt: engineAt + 60_000 })
  const text = stateText(state)
  const readBack = stateOfText(text)
  expect(stateText(readBack)).toBe(text)
  const [events, eventsReadBack] = [state, readBack].map((each) => run(each, { type: 'resume', at: engineAt + 60_000 }))
  expect(JSON.stringify(eventsReadBack)).toBe(JSON.stringify(events))
})
