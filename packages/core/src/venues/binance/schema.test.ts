import { expect, test } from 'vitest'
import { problemsOf } from '../../testkit/builders.ts'
import { binance } from './index.ts'
import { futuresSets, portfolioSets, proSets } from './params.ts'
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

test('every exception names a parameter of its set', () => {
  for (const { name, sets } of binance.models)
    for (const { set, parameters, exceptions } of sets)
      for (const { path } of exceptions) {
        const [root, ...names] = path.split('/')
        let value: unknown = parameters
        for (const each of names) value = (value as Record<string, unknown> | undefined)?.[each]
        expect([name, set, path, root, value === undefined]).toEqual([name, set, path, '', false])
      }
})

// Announcements of 2025-07-25, 08-08, 2026-01-23 and 01-30, which came after those that first named these.
test.each([
  ['BAT', 0.4],
  ['CHZ', 0.4],
  ['DOT', 0.75],
  ['WLD', 0.4],
  ['PAXG', 0.5],
  ['ICP', 0.3],
])('the portfolio ratio of %s is that of its last announcement, %d', (asset, ratioFrac) => {
  expect(portfolioSets[0]?.parameters.collateral[asset]).toEqual([[null, ratioFrac]])
})

test('of ratios in Pro only announced tiers are told as such', () => {
  const provenanceOf = (path: string) => proSets[0]?.exceptions.find((each) => each.path === path)?.provenance
  const paths = ['/collateral', '/collateral/WIF', '/collateral/WLD', '/collateral/CAKE']
  expect(paths.map(provenanceOf)).toEqual(['assumed', 'third-party', 'inferred', undefined])
  // 0.2, 0.2 at 80 %, 0.4 at 70 %, 0.2 at 40 %, the rest at 20 %: rank 8 since 2026-01-23.
  expect(proSets[0]?.parameters.collateral['WLD']?.[0]).toEqual([200_000, 1])
})
