import { describe, expect, test, vi } from 'vitest'
import type { MarginModel, ModelDefinition } from '../margin/model.ts'
import { InvariantError } from '../num/assert.ts'
import { book, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import { compare } from './compare.ts'
import type { MarginRequest } from './request.ts'
import { byName } from './resolve.ts'
import type { ComparisonRow } from './results.ts'

function definitionOf(name: string): ModelDefinition {
  return unwrap(byName(name)).definition
}

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const pair: readonly PositionRow[] = [
  [btc, '1', '50000'],
  [eth, '-20', '2500'],
]

describe('a model that makes a mistake of its own', () => {
  const asked: MarginRequest = {
    book: book(pair, { balances: { USDT: '20000' } }),
    market: market([btc, eth]),
  }
  const models = ['generic/isolated', 'generic/cross', 'house/portfolio']
  const rowsWhere = (sabotage: (model: MarginModel) => MarginModel): readonly ComparisonRow[] => {
    const definition = definitionOf('generic/cross')
    const { make } = definition
    const spy = vi.spyOn(definition, 'make').mockImplementation((...given) => sabotage(make(...given)))
    try {
      return unwrap(compare(asked, { models })).rows
    } finally {
      spy.mockRestore()
    }
  }
  const mistaken = (): never => {
    throw new InvariantError('a tree must add up, is 2 for 3')
  }

  test.each<[string, (model: MarginModel) => MarginModel]>([
    ['as it is made', mistaken],
    ['in what it refuses', (model) => ({ ...model, refusals: mistaken })],
    ['as it margins', (model) => ({ ...model, pools: mistaken })],
    ['in its own figures', (model) => ({ ...model, venueFigures: mistaken })],
  ])('%s has an unknown row that says so, and the others stand', (_, sabotage) => {
    const rows = rowsWhere(sabotage)
    const sound = unwrap(compare(asked, { models })).rows
    const [bug] = rows[1]?.reasons ?? []
    expect(bug).toEqual({
      code: 'engine.bug',
      path: '',
      message: 'the book could not be computed, nothing is known about it: a tree must add up, is 2 for 3',
    })
    expect(rows[1]).toMatchObject({
      model: 'generic/cross',
      holds: true,
      standing: 'unknown',
      equity: null,
      initialMargin: null,
      maintenanceMargin: null,
      nearest: null,
      isCheapest: false,
      isFirstToLiquidate: false,
      problems: [bug],
    })
    const figuresOf = (found: readonly ComparisonRow[]) =>
      [found[0], found[2]].map((row) => [row?.model, row?.initialMargin, row?.maintenanceUse, row?.nearest])
    expect(figuresOf(rows)).toEqual(figuresOf(sound))
  })
})
