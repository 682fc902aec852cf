import { expect, test } from 'vitest'
import { pointer } from '../../num/result.ts'
import { problemsOf, unwrap } from '../../testkit/builders.ts'
import { accountSets, currentAccount } from './params-account.ts'
import { portfolioSets } from './params-portfolio.ts'
import { parseAccountParameters, parsePortfolioParameters } from './schema.ts'
import { parseSettings, spotCap } from './settings.ts'

const current = portfolioSets[0]?.parameters

function accountWith(fields: object): readonly string[] {
  return problemsOf(parseAccountParameters({ ...currentAccount, ...fields }))
}

function rulesWith(fields: object): readonly string[] {
  return problemsOf(parsePortfolioParameters({ ...current, rules: { ...current?.rules, ...fields } }))
}

test.each([
  [
    'bounds that fall',
    {
      borrowTiers: {
        '*': [
          [10, 0, 0],
          [5, 0, 0],
        ],
      },
    },
    '/borrowTiers/*',
  ],
  [
    'a tier after one without a bound',
    {
      discounts: {
        '*': {
          unit: 'coin',
          tiers: [
            [null, 1],
            [9, 0.5],
          ],
        },
      },
    },
    '/discounts/*/tiers',
  ],
  ['no row for the rest', { positionTiers: { BTC: null } }, '/positionTiers'],
  ['an initial rate below its maintenance rate', { borrowTiers: { '*': [[null, 0.2, 0.1]] } }, '/borrowTiers/*'],
  [
    'a rate above one',
    { optionMargin: { BTC: { aFrac: 2, bFrac: 0, cFrac: 0, orderMinFrac: 0 } } },
    '/optionMargin/BTC/aFrac',
  ],
])('account parameters with %s are refused', (_what, fields, path) => {
  expect(accountWith(fields).some((found) => found.endsWith(path))).toBe(true)
})

test.each([
  [
    'moves that do not begin at 0',
    { spotShocks: [{ coins: ['*'], movesFrac: [0.1] }] },
    '/rules/spotShocks/0/movesFrac',
  ],
  ['a move of everything', { extremeMoves: [{ coins: ['*'], moveFrac: 1 }] }, '/rules/extremeMoves/0/moveFrac'],
  ['no row for the rest', { basisMoves: [{ coins: ['BTC'], legFrac: 0, perYearFrac: 0 }] }, '/rules/basisMoves'],
  [
    'days that fall',
    {
      volShocks: [
        [30, 0, 0],
        [1, 0, 0],
      ],
    },
    '/rules/volShocks',
  ],
  ['an initial factor below one', { initialFactor: 0.9 }, '/rules/initialFactor'],
])('portfolio rules with %s are refused', (_what, fields, path) => {
  expect(rulesWith(fields).some((found) => found.endsWith(path))).toBe(true)
})

test('settings are the account’s own switches', () => {
  const settings = unwrap(parseSettings({ spotInUseCaps: { BTC: '1.5' }, spotOffset: 'USDC' }))
  expect([spotCap(settings, 'BTC'), spotCap(settings, 'ETH'), spotCap({}, 'BTC')]).toEqual([1.5, null, null])
  expect(problemsOf(parseSettings({ spotInUseCaps: { BTC: '-1' } }))).toEqual(['number.range /spotInUseCaps/BTC'])
  expect(problemsOf(parseSettings({ hedge: true }))).toEqual(['document.unknown-field /hedge'])
})

/** Pointers of an object and of everything in it. */
function pointersOf(value: unknown, keys: readonly string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null) return [pointer(...keys)]
  return [pointer(...keys), ...Object.entries(value).flatMap(([key, part]) => pointersOf(part, [...keys, key]))]
}

test.each([...accountSets, ...portfolioSets])('exceptions of set $set name its parameters, once each', (set) => {
  const known = new Set(pointersOf(set.parameters))
  const paths = set.exceptions.map(({ path }) => path)
  expect(paths.filter((path) => !known.has(path))).toEqual([])
  expect(new Set(paths).size).toBe(paths.length)
})

test('every table of position tiers, and every parameter that must be supplied, says where it is from', () => {
  for (const set of [...accountSets, ...portfolioSets]) {
    const isSourced = (path: string): boolean =>
      set.exceptions.some((exception) => path === exception.path || path.startsWith(`${exception.path}/`))
    const tables = pointersOf(set.parameters).filter((path) => /positionTiers\/[^/]+$/.test(path))
    const nulls = nullsOf(set.parameters).filter((path) => !/(tiers|bands)\/\d+\/0$/i.test(path))
    expect([...tables, ...nulls].filter((path) => !isSourced(path) && path !== '/rules/stableHedge')).toEqual([])
  }
})

function nullsOf(value: unknown, keys: readonly string[] = []): readonly string[] {
  if (value === null) return [pointer(...keys)]
  if (typeof value !== 'object') return []
  return Object.entries(value as object).flatMap(([key, part]) => nullsOf(part, [...keys, key]))
}
