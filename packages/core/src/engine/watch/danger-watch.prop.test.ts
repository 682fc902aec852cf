import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { command, engineAt, happens, rules, run } from '../../testkit/engine.ts'
import { drawn, dangerOf as isBelow, perpetuals, prices, standing, stateWith } from '../../testkit/watched-accounts.ts'
import { apply } from '../apply.ts'
import { accountsInDanger } from '../liquidation/danger.ts'
import type { EngineRules } from '../rules.ts'
import { dangerWatch } from './danger-watch.ts'

const symbol = 'BTC/USDT:USDT'
const account = fc.integer({ min: 0, max: 11 }).map((i) => `a${i}`)
const assets = { USDT: { price: '1', stable: true }, USDC: { price: '1', stable: true } }

/** Prices of everything, of one contract alone so that others grow old, money, trades, steps of liquidations, a standstill. */
const happening: fc.Arbitrary<Fields> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.double({ min: 0.8, max: 1.2, noNaN: true }), fc.double({ min: -0.02, max: 0.02, noNaN: true }))
      .map(([level, own]) => ({ ...prices(0, (name) => level * (name.includes('/') ? 1 + own : 1)), assets })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...perpetuals).map((each) => ({ type: 'prices', marks: { [each]: '90' }, assets })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      type: 'prices',
      forwards: [{ underlying: 'BTC', expiryAt: Date.parse('2026-01-09T08:00:00Z'), price: '52000' }],
    }),
  },
  { weight: 1, arbitrary: account.map((own) => ({ type: 'deposit', account: own, asset: 'USDT', amount: '3000' })) },
  { weight: 1, arbitrary: account.map((own) => ({ type: 'withdraw', account: own, asset: 'BTC', amount: '0.01' })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(account, account)
      .map(([own, to]) => ({ type: 'transfer', account: own, to, asset: 'USDC', amount: '500' })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(account, fc.constantFrom('0.4', '-0.4')).map(([own, contracts]) => ({
      type: 'fill',
      symbol,
      price: '50000',
      legs: [{ account: own, contracts, fee: '1' }],
    })),
  },
  { weight: 3, arbitrary: account.map((own) => ({ type: 'liquidate', account: own })) },
  { weight: 1, arbitrary: fc.constant({ type: 'funding', symbol, rateFrac: '0.01' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Fields>({ type: 'resume' }, { type: 'configure', config: { restoreUse: 0.9 } }),
  },
)

/** Counts how many accounts are margined. */
function counted(): { readonly rules: EngineRules; readonly count: () => number } {
  let count = 0
  const modelOf: EngineRules['modelOf'] = (...asked) => {
    count += 1
    return rules.modelOf(...asked)
  }
  return { rules: { ...rules, modelOf }, count: () => count }
}

test('whatever happens, those in danger are the ones that asking everybody finds', () => {
  const found = { liquidatable: 0, unknown: 0 }
  const steps = fc.array(fc.tuple(happening, fc.constantFrom(1, 1000, 25_000, 61_000)), {
    minLength: 30,
    maxLength: 30,
  })
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 12, maxLength: 12 }),
      steps,
      fc.integer({ min: 1, max: 3 }),
      (accounts, all, every) => {
        const state = stateWith(accounts)
        const watch = dangerWatch(state, rules)
        let at = engineAt
        for (const [i, [fields, ms]] of all.entries()) {
          at += ms
          watch.note(apply(state, command({ ...fields, at }), rules).events)
          if (i % every !== 0) continue
          const dangers = accountsInDanger(state, rules)
          expect(watch.dangers()).toEqual(dangers)
          for (const { verdict } of dangers) found[verdict] += 1
        }
      },
    ),
    { numRuns: 60 },
  )
  expect(found.liquidatable).toBeGreaterThan(100)
  expect(found.unknown).toBeGreaterThan(100)
})

test('while prices are quiet hardly anybody is asked', () => {
  const legs = [[symbol, 10_000]] as const
  const state = stateWith(
    Array.from(
      { length: 60 },
      (_, i) => ({ model: 'generic/cross', deposits: [['USDT', 6000 + 200 * i]], legs }) as const,
    ),
  )
  const [watching, asking] = [counted(), counted()]
  const watch = dangerWatch(state, watching.rules)
  for (let i = 1; i <= 100; i++) {
    const told = { ...prices(engineAt + 1000 * i, () => 1 + 0.001 * (i % 2)), assets }
    watch.note(apply(state, command(told), rules).events)
    expect(watch.dangers()).toEqual(accountsInDanger(state, asking.rules))
  }
  expect(watching.count()).toBeLessThan(0.05 * asking.count())
})

test('an account that is being liquidated and was restored by prices is found again before its line', () => {
  const state = stateWith([{ model: 'house/portfolio', deposits: [['USDT', 12_000]], legs: [[symbol, 50_000]] }])
  const now = { state: 'liquidating', pool: 'account', since: engineAt, steps: 1 } as const
  run(state, { type: 'configure', config: { restoreUse: 0.5 } })
  happens(state, { type: 'liquidation', account: 'a0', now })
  const watch = dangerWatch(state, rules)
  let isBeforeItsLine = false
  for (let i = 0; i < 60; i++) {
    const told = { ...prices(engineAt + 1000 * i, () => 1.1 - 0.004 * i), assets }
    watch.note(apply(state, command(told), rules).events)
    const dangers = accountsInDanger(state, rules)
    expect(watch.dangers()).toEqual(dangers)
    const found = standing(state, 'a0')
    isBeforeItsLine ||= dangers.length > 0 && found !== undefined && !isBelow(found)
  }
  expect(isBeforeItsLine).toBe(true)
})
