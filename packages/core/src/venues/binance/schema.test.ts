import { expect, test } from 'vitest'
import { problemsOf } from '../../testkit/builders.ts'
import { futuresSets, proSets } from './params.ts'
import { parseFuturesParameters, parsePortfolioParameters, parseSettings } from './schema.ts'

const tables = futuresSets[1]?.parameters

test.each([
  [
    'caps that fall',
    [
      [100, 0.01, 0, 50],
      [50, 0.02, 0, 20],
    ],
  ],
  [
    'a row after one without a cap',
    [
      [null, 0.01, 0, 50],
      [50, 0.02, 0, 20],
    ],
  ],
  [
    'an amount that takes more than is asked',
    [
      [100, 0.01, 0, 50],
      [null, 0.02, 3, 20],
    ],
  ],
  ['no rows', []],
])('a bracket table with %s is refused', (_what, brackets) => {
  expect(problemsOf(parseFuturesParameters({ ...tables, usdmBrackets: { BTCUSDT: brackets } }))).toHaveLength(1)
})

test('bands must descend, and collateral tiers rise', () => {
  const good = proSets[0]?.parameters
  const bands = { marginCall: 1.1, reduceOnly: 1.2, liquidation: 1.05, claim: 1 }
  expect(problemsOf(parsePortfolioParameters({ ...good, bands }))).toEqual(['document.value /bands'])
  const collateral = {
    BTC: [
      [100, 1],
      [50, 0.9],
    ],
  }
  expect(problemsOf(parsePortfolioParameters({ ...good, collateral }))).toEqual(['document.value /collateral/BTC'])
})

test('settings are known by name', () => {
  expect(parseSettings({ marginLeverage: 5, loans: { ETH: '2' } }).ok).toBe(true)
  expect(problemsOf(parseSettings({ leverage: 5 }))).toHaveLength(1)
})
