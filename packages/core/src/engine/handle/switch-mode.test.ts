import { describe, expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { attempt, command, engineAt, engineWith, refused, rules, run, usualPrices } from '../../testkit/engine.ts'
import { allVenues } from '../../venues/index.ts'
import { dryRun } from '../apply.ts'
import type { EngineState } from '../state.ts'
import { stateText } from '../text/snapshot.ts'

const perpetual = 'BTC/USDT:USDT'
const day = 86_400_000

/** What mission and venues ask together: no positions, 50 000, two texts, 30 days. */
const strict: Fields = {
  cleanSlate: true,
  equityMin: { amount: '50000', currency: 'USD' },
  disclosures: ['risks', 'liquidation'],
  trackRecordDays: 30,
}

function accountWith(deposit: string, policy: Fields = strict, model = 'house/portfolio'): EngineState {
  const state = engineWith([perpetual])
  run(
    state,
    { type: 'configure', config: {}, policies: { [model]: policy } },
    { type: 'open', account: 'alice', mode: 'cross', model: 'generic/cross' },
    { type: 'deposit', account: 'alice', asset: 'USD', amount: deposit },
  )
  return state
}

function ready(state: EngineState, at = engineAt + 30 * day): EngineState {
  run(
    state,
    { type: 'accept-disclosure', at, account: 'alice', disclosure: 'risks' },
    { type: 'accept-disclosure', at, account: 'alice', disclosure: 'liquidation' },
    usualPrices([perpetual], at),
  )
  return state
}

const toPortfolio: Fields = {
  type: 'switch-mode',
  at: engineAt + 30 * day,
  account: 'alice',
  mode: 'portfolio',
  model: 'house/portfolio',
}

function reasonsFor(state: EngineState, change: Fields = {}): unknown {
  const outcome = attempt(state, { ...toPortfolio, ...change })
  if (outcome.done) return 'accepted'
  const { code, facts } = outcome.refusal
  return code === 'mode.refused' ? JSON.parse(JSON.stringify(facts?.['reasons'] ?? [])) : code
}

const trade = (contracts: string, at = engineAt): Fields => ({
  type: 'fill',
  at,
  symbol: perpetual,
  price: '50000',
  legs: [{ account: 'alice', contracts, fee: '0' }],
})

describe('a switch to portfolio margin', () => {
  test('is accepted when all is met, with the figures before and after', () => {
    const state = ready(accountWith('50000'))
    const events = run(state, toPortfolio)
    expect(events.at(-1)).toMatchObject({
      type: 'rules-changed',
      from: { mode: 'cross' },
      to: { mode: 'portfolio', model: 'house/portfolio' },
      before: { equity: 50_000, initialMargin: 0 },
      after: { equity: 50_000, initialMargin: 0 },
    })
    expect(state.accounts.get('alice')?.modes.map(({ mode }) => mode)).toEqual(['cross', 'portfolio'])
  })

  test('is refused with positions open where the policy asks for a clean slate', () => {
    const state = accountWith('60000')
    run(state, trade('0.1'))
    expect(reasonsFor(ready(state))).toEqual([{ rule: 'clean-slate', openPositions: 1 }])
  })

  test('is refused a cent short of the least equity', () => {
    expect(reasonsFor(ready(accountWith('49999.99')))).toEqual([
      { rule: 'equity', equity: '49999.99', equityMin: '50000', shortBy: '0.01' },
    ])
  })

  test('is refused until the disclosures are accepted', () => {
    const state = accountWith('50000')
    run(state, usualPrices([perpetual], engineAt + 30 * day))
    expect(reasonsFor(state)).toEqual([{ rule: 'disclosures', missing: ['risks', 'liquidation'] }])
  })

  test('is refused a millisecond short of the track record in the standard modes', () => {
    const at = engineAt + 30 * day - 1
    expect(reasonsFor(ready(accountWith('50000'), at), { at })).toEqual([
      { rule: 'track-record', days: 29, daysMin: 30 },
    ])
  })

  test('tells every reason at once', () => {
    const state = accountWith('100')
    run(state, trade('0.001'))
    expect(reasonsFor(state, { at: engineAt })).toMatchObject([
      { rule: 'clean-slate' },
      { rule: 'equity' },
      { rule: 'disclosures' },
      { rule: 'track-record' },
    ])
  })

  test('with positions open is accepted where the policy lets them through, and the account keeps them', () => {
    const state = accountWith('60000', { ...strict, cleanSlate: false })
    run(state, trade('0.1'))
    expect(reasonsFor(ready(state))).toBe('accepted')
    expect(state.accounts.get('alice')?.positions.get(perpetual)?.contracts.toString()).toBe('0.1')
  })

  test('is refused when the account would lack initial margin under the new rules', () => {
    const open: Fields = { cleanSlate: false, equityMin: null, disclosures: [] }
    const state = accountWith('6000', open)
    run(state, { type: 'set-leverage', account: 'alice', symbol: perpetual, leverage: 20 }, trade('2'))
    expect(reasonsFor(ready(state))).toBe('margin.insufficient')
  })

  test('is refused on stale prices, in liquidation, to a model of another mode, and of an unknown account', () => {
    const open: Fields = { cleanSlate: false, equityMin: null, disclosures: [] }
    const state = accountWith('60000', open)
    run(state, trade('0.1'))
    expect(reasonsFor(state)).toBe('account.unpriced')
    expect(refused(state, { ...toPortfolio, model: 'generic/cross' })).toBe('model.unknown')
    expect(refused(state, { ...toPortfolio, model: 'house/none' })).toBe('model.unknown')
    expect(refused(state, { ...toPortfolio, account: 'bob' })).toBe('account.unknown')
  })

  test('does what its dry run says, and a dry run does nothing', () => {
    const state = accountWith('60000', { ...strict, cleanSlate: false })
    run(state, trade('0.1'))
    ready(state)
    const before = stateText(state)
    const tried = dryRun(state, command(toPortfolio), rules)
    expect(stateText(state)).toBe(before)
    const outcome = attempt(state, toPortfolio)
    expect(JSON.stringify(outcome.events)).toBe(JSON.stringify(tried.events))
    expect(tried.accounts.get('alice')).toEqual(state.accounts.get('alice'))
  })
})

describe('between the standard modes', () => {
  test('a pooled position gets margin set aside, and gives it back', () => {
    const state = accountWith('60000')
    run(state, { type: 'set-leverage', account: 'alice', symbol: perpetual, leverage: 10 }, trade('0.5'))
    run(state, { type: 'switch-mode', account: 'alice', mode: 'isolated', model: 'generic/isolated' })
    const isolated = state.accounts.get('alice')?.positions.get(perpetual)
    expect(isolated?.isolatedMargin?.toString()).toBe('2500')
    run(state, { type: 'switch-mode', account: 'alice', mode: 'cross', model: 'generic/cross' })
    expect(state.accounts.get('alice')?.positions.get(perpetual)?.isolatedMargin).toBeUndefined()
  })
})

describe('funding that has run up is paid at the switch', () => {
  const toMode = (mode: string): Fields => ({ type: 'switch-mode', account: 'alice', mode, model: `generic/${mode}` })
  const balanceOf = (state: EngineState): string | undefined =>
    state.accounts.get('alice')?.balances.get('USDT')?.toString()

  function pooled(): EngineState {
    const state = accountWith('60000')
    run(
      state,
      { type: 'deposit', account: 'alice', asset: 'USDT', amount: '10000' },
      { type: 'set-leverage', account: 'alice', symbol: perpetual, leverage: 10 },
      trade('0.5'),
    )
    return state
  }

  test('by the pool when a position is set aside, whose margin is then whole', () => {
    const state = pooled()
    run(state, { type: 'accrue-funding', symbol: perpetual, rateFrac: '0.05' }, toMode('isolated'))
    expect([
      balanceOf(state),
      state.accounts.get('alice')?.positions.get(perpetual)?.isolatedMargin?.toString(),
    ]).toEqual(['8750', '2500'])
  })

  test('by the margin when it joins the pool, and no more than that', () => {
    const state = pooled()
    run(
      state,
      { type: 'fund-deposit', asset: 'USDT', amount: '5000' },
      toMode('isolated'),
      { type: 'accrue-funding', symbol: perpetual, rateFrac: '0.2' },
      toMode('cross'),
    )
    expect([balanceOf(state), state.books.get('@fund USDT')?.toString()]).toEqual(['7500', '2500'])
  })
})

describe('what venues publish', () => {
  const published = allVenues.flatMap(({ models, profile }) =>
    (profile?.eligibility ?? []).flatMap((row) => {
      const model = models.find(({ name }) => name === row.model)
      return model === undefined || model.mode !== 'portfolio' ? [] : [{ ...row, mode: model.mode }]
    }),
  )

  test.each(published)('is asked of those who would enter $model', ({ model, mode, equityMin, disclosures }) => {
    const state = engineWith([perpetual])
    const least = Number(equityMin?.amount ?? '0')
    const deposit = (amount: number): void => {
      if (amount > 0) run(state, { type: 'deposit', account: 'alice', asset: 'USD', amount: String(amount) })
    }
    const entering: Fields = { type: 'switch-mode', account: 'alice', mode, model }
    run(state, { type: 'open', account: 'alice', mode: 'cross', model: 'generic/cross' })
    deposit(least - 0.01)
    const asked = [...(least > 0 ? ['equity'] : []), ...(disclosures.length > 0 ? ['disclosures'] : [])]
    expect(rulesAgainst(state, entering)).toEqual(asked)
    deposit(least > 0 ? 0.01 : 0)
    for (const disclosure of disclosures) run(state, { type: 'accept-disclosure', account: 'alice', disclosure })
    if (asked.length > 0) run(state, entering)
    expect(state.accounts.get('alice')?.rules.model).toBe(model)
  })
})

/** Rules that stand against a command; none when it is done. */
function rulesAgainst(state: EngineState, fields: Fields): readonly string[] {
  const outcome = attempt(state, fields)
  const reasons = outcome.done ? [] : (outcome.refusal.facts?.['reasons'] ?? [])
  return (reasons as readonly { rule: string }[]).map(({ rule }) => rule)
}
