import { expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { engineWith, rules, run, usualPrices } from '../../testkit/engine.ts'
import type { Account, OpenOrder } from '../account.ts'
import type { EngineState } from '../state.ts'
import { costsAlone } from './cost-alone.ts'

const perpetual = 'BTC/USDT:USDT'
const above: OpenOrder = {
  id: 'above',
  symbol: perpetual,
  contracts: Decimal.of('2'),
  price: Decimal.of('50010'),
  reduceOnly: false,
  side: undefined,
}

function funded(): EngineState {
  const state = engineWith([perpetual])
  run(
    state,
    { type: 'open', account: 'anna', mode: 'cross', model: 'generic/cross' },
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '10000' },
  )
  return state
}

function costOf({ accounts, core }: EngineState): number | undefined {
  const costs = costsAlone(accounts.get('anna') as Account, [above], core, rules)
  return costs.ok ? costs.value[0]?.get('account') : undefined
}

test('an order above the mark costs the difference, whatever was asked before', () => {
  const state = funded()
  expect(costOf(state)).toBeCloseTo(20, 9)
  expect(costOf(state)).toBeCloseTo(20, 9)
  run(state, { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1' })
  expect(costOf(state)).toBeCloseTo(20, 9)
})

test('new prices, another position or other rules are another cost', () => {
  const state = funded()
  expect(costOf(state)).toBeCloseTo(20, 9)
  run(state, { ...usualPrices([perpetual], state.core.at), marks: { [perpetual]: '50005' } })
  expect(costOf(state)).toBeCloseTo(10, 9)
  run(state, usualPrices([perpetual], state.core.at), {
    type: 'fill',
    symbol: perpetual,
    price: '50000',
    legs: [{ account: 'anna', contracts: '-1', fee: '0' }],
  })
  expect(costOf(state)).toBeCloseTo(20, 9)
})

test('what cannot be known is not remembered as if it could', () => {
  const state = funded()
  const broken = { ...rules, modelOf: () => ({ ok: false, problems: [] }) as const }
  const account = state.accounts.get('anna') as Account
  expect(costsAlone(account, [above], state.core, broken).ok).toBe(false)
  expect(costsAlone(account, [above], state.core, broken).ok).toBe(false)
  expect(costOf(state)).toBeCloseTo(20, 9)
})
