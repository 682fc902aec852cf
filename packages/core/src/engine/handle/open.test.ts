import { describe, expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { engineAt, engineWith, refused, run } from '../../testkit/engine.ts'

const open = (fields: Fields = {}): Fields => ({
  type: 'open',
  account: 'anna',
  mode: 'cross',
  model: 'generic/cross',
  ...fields,
})

test('an account opens empty, under the set that is current now, with a record that begins now', () => {
  const state = engineWith(['BTC/USDT:USDT'])
  run(state, open(), open({ account: 'ben' }))
  const anna = state.accounts.get('anna')
  expect(anna).toMatchObject({ ordinal: 0, openedAt: engineAt, modes: [{ mode: 'cross', from: engineAt }] })
  expect(anna?.rules.set).toEqual(expect.any(String))
  expect([anna?.balances.size, anna?.positions.size, state.accounts.get('ben')?.ordinal]).toEqual([0, 0, 1])
})

describe('refused', () => {
  test.each<[string, Fields, string]>([
    ['a name of a book', { account: '@fund' }, 'account.name'],
    ['a name with a blank', { account: 'an na' }, 'account.name'],
    ['a name that is open', {}, 'account.exists'],
    ['a model that is not there', { account: 'ben', model: 'nowhere/cross' }, 'model.unknown'],
    ['a set that is not there', { account: 'ben', set: 'never' }, 'model.unknown'],
    ['a model of another mode', { account: 'ben', mode: 'isolated' }, 'model.unknown'],
  ])('%s', (_, fields, code) => {
    const state = engineWith(['BTC/USDT:USDT'])
    run(state, open())
    expect(refused(state, open(fields))).toBe(code)
  })
})
