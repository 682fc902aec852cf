import { describe, expect, test } from 'vitest'
import type { ParameterSet } from '../margin/model.ts'
import { parameterChanges } from './parameter-changes.ts'

function set(parameters: unknown, exceptions: ParameterSet<unknown>['exceptions'] = []): ParameterSet<unknown> {
  return { set: 'a', provenance: 'published', source: 'the page', exceptions, parameters }
}

describe('what two sets of parameters differ in', () => {
  const summary = (before: unknown, after: unknown) =>
    parameterChanges(set(before), set(after)).map(({ path, change, before, after }) => [path, change, before, after])

  test.each([
    ['nothing', { a: 1, b: [1, 2] }, { a: 1, b: [1, 2] }, []],
    ['a number', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, [['/a/c', 'changed', 2, 3]]],
    [
      'a grid, as a whole',
      { moves: [-0.1, 0.1] },
      { moves: [-0.2, 0, 0.2] },
      [['/moves', 'changed', [-0.1, 0.1], [-0.2, 0, 0.2]]],
    ],
    [
      'a tier, by itself',
      { tiers: [{ max: 1, rate: 2 }] },
      {
        tiers: [
          { max: 1, rate: 3 },
          { max: null, rate: 4 },
        ],
      },
      [
        ['/tiers/0/rate', 'changed', 2, 3],
        ['/tiers/1', 'added', null, { max: null, rate: 4 }],
      ],
    ],
    [
      'a coin that left, and one that came',
      { coins: { SOL: 1 } },
      { coins: { 'A/B': 2 } },
      [
        ['/coins/SOL', 'removed', 1, null],
        ['/coins/A~1B', 'added', null, 2],
      ],
    ],
    ['a value that became a table', { a: 1 }, { a: { b: 1 } }, [['/a', 'changed', 1, { b: 1 }]]],
    [
      'a list that became a table',
      { a: [{ b: 1 }] },
      { a: { 0: { b: 1 } } },
      [['/a', 'changed', [{ b: 1 }], { 0: { b: 1 } }]],
    ],
    ['null is a value', { a: null }, { a: 0 }, [['/a', 'changed', null, 0]]],
  ])('%s', (_what, before, after, changes) => {
    expect(summary(before, after)).toEqual(changes)
  })

  test('an exception may name a field of every entry', () => {
    const exceptions = [
      { path: '/tokens/*/scale', provenance: 'assumed', source: 'nobody' },
      { path: '/tokens/ETH', provenance: 'inferred', source: 'own reading' },
      { path: '/tokens/*', provenance: 'published', source: 'the rest' },
    ] as const
    const tokens = (x: number) => ({ tokens: { SOL: { scale: x, weight: x }, ETH: { weight: x } } })
    const changes = parameterChanges(set(tokens(1), exceptions), set(tokens(2)))
    expect(changes.map(({ path, sources }) => [path, sources.before?.source])).toEqual([
      ['/tokens/SOL/scale', 'nobody'],
      ['/tokens/SOL/weight', 'the page'],
      ['/tokens/ETH/weight', 'own reading'],
    ])
  })

  test('the source of each is that of the closest exception', () => {
    const exceptions = [
      { path: 'tiers', provenance: 'third-party', source: 'a program' },
      { path: '/tiers/BTC', provenance: 'assumed', source: 'nobody' },
      { path: 'tier', provenance: 'inferred', source: 'another parameter' },
      { path: '/tiers/BTC~1USDT:USDT', provenance: 'inferred', source: 'the pair’s own' },
    ] as const
    const changes = parameterChanges(
      set({ tiers: { BTC: { rate: 1 }, ETH: 1, 'BTC/USDT:USDT': { rate: 1 } }, own: 1 }, exceptions),
      set({ tiers: { BTC: { rate: 2 }, ETH: 2, 'BTC/USDT:USDT': { rate: 2 } }, own: 2, more: 3 }),
    )
    expect(changes.map(({ path, sources }) => [path, sources.before?.source, sources.after?.source])).toEqual([
      ['/tiers/BTC/rate', 'nobody', 'the page'],
      ['/tiers/ETH', 'a program', 'the page'],
      ['/tiers/BTC~1USDT:USDT/rate', 'the pair’s own', 'the page'],
      ['/own', 'the page', 'the page'],
      ['/more', undefined, 'the page'],
    ])
  })
})
