import { expect, test } from 'vitest'
import { InputError } from '../input/input-problem.ts'
import { shocksOf } from './shocks-body.ts'

const crash = { name: 'crash', movesFrac: { BTC: -0.2, USDT: -0.05 } }

function problemsOf(shocks: unknown): readonly string[] {
  try {
    shocksOf({ shocks })
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.problems.map(({ code, path }) => `${code} ${path}`)
  }
}

test('shocks of a body are the shocks of the library', () => {
  const shocks = [crash, { ...crash, otherwiseFrac: -0.1, volMoveFrac: 0.5, days: 7 }]
  expect(shocksOf({ shocks })).toEqual(shocks)
  expect(shocksOf({})).toBeUndefined()
})

test.each([
  [{}, 'document.type /shocks'],
  [[], 'document.type /shocks'],
  [Array.from({ length: 201 }, () => crash), 'document.type /shocks'],
  [['BTC=-20%'], 'document.type /shocks/0'],
  [[{ ...crash, vol: 0.5 }], 'document.unknown-field /shocks/0/vol'],
  [[{ movesFrac: {} }], 'document.missing-field /shocks/0/name'],
  [[{ ...crash, name: '' }], 'document.type /shocks/0/name'],
  [[{ name: 'x' }], 'document.missing-field /shocks/0/movesFrac'],
  [[{ ...crash, movesFrac: [-0.2] }], 'document.type /shocks/0/movesFrac'],
  [[{ ...crash, movesFrac: { 'A/B': -1 } }], 'number.range /shocks/0/movesFrac/A~1B'],
  [[{ ...crash, movesFrac: { BTC: '-20%' } }], 'document.type /shocks/0/movesFrac/BTC'],
  [[crash, { ...crash, otherwiseFrac: 101 }], 'number.range /shocks/1/otherwiseFrac'],
  [[{ ...crash, volMoveFrac: null }], 'document.type /shocks/0/volMoveFrac'],
  [[{ ...crash, days: -1 }], 'number.range /shocks/0/days'],
])('%j is refused', (shocks, problem) => {
  expect(problemsOf(shocks)).toEqual([problem])
})

test('every problem is told together', () => {
  expect(problemsOf([{ ...crash, days: 'x' }, 1, { ...crash, volMoveFrac: -2 }])).toHaveLength(3)
})

test('more moves than are looked at are refused', () => {
  const movesFrac = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`C${i}`, 0]))
  expect(problemsOf([{ ...crash, movesFrac }])).toEqual(['document.value /shocks/0/movesFrac'])
})
