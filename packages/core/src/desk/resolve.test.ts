import { describe, expect, test } from 'vitest'
import { book, market, problemsOf, unwrap } from '../testkit/builders.ts'
import type { MarginRequest } from './request.ts'
import { resolveModel, venues } from './resolve.ts'

function resolved(fields: object, asked: Partial<MarginRequest> = {}): string {
  const { venue, model } = unwrap(resolveModel({ book: book([], fields as never), market: market([]), ...asked }))
  return `${venue.name} ${model.name} ${model.parameters.set}`
}

function refused(fields: object, asked: Partial<MarginRequest> = {}): readonly string[] {
  return problemsOf(resolveModel({ book: book([], fields as never), market: market([]), ...asked }))
}

const tiers = { '*': [{ notionalMax: null, maintenanceRateFrac: 0.01, maintenanceDeduction: 0, leverageMax: 20 }] }
const own = {
  format: 'plimsoll-params/1',
  model: 'generic/isolated',
  set: 'mine',
  parameters: { leverageTiers: tiers },
}

describe('the model', () => {
  test.each([
    [{}, {}, 'generic generic/cross default'],
    [{ mode: 'isolated' }, {}, 'generic generic/isolated default'],
    [{ mode: 'portfolio' }, {}, 'house house/portfolio default'],
    [{ mode: 'portfolio' }, { mode: 'cross' }, 'generic generic/cross default'],
    [{ venue: 'house', mode: 'portfolio' }, {}, 'house house/portfolio default'],
    [{ venue: 'house', mode: 'portfolio' }, { venue: 'generic', mode: 'isolated' }, 'generic generic/isolated default'],
    [{ model: 'house/portfolio' }, {}, 'house house/portfolio default'],
    [{ model: 'house/portfolio', mode: 'cross' }, {}, 'house house/portfolio default'],
    [{ model: 'house/portfolio' }, { mode: 'isolated' }, 'generic generic/isolated default'],
    [{ model: 'house/portfolio' }, { model: 'generic/cross' }, 'generic generic/cross default'],
    [{ model: 'house/portfolio' }, { venue: 'generic' }, 'generic generic/cross default'],
    [{ mode: 'isolated' }, { model: 'house/portfolio' }, 'house house/portfolio default'],
    [{}, { parameters: own }, 'generic generic/isolated mine'],
    [{ mode: 'cross' }, { parameters: own }, 'generic generic/cross mine'],
    [{}, { parameters: 'default' }, 'generic generic/cross default'],
  ] as const)('of a book with %j asked as %j is %s', (fields, asked, expected) => {
    expect(resolved(fields, asked as Partial<MarginRequest>)).toBe(expected)
  })

  test.each([
    ['a model that is not there', {}, { model: 'none/such' }, 'model.unknown /model'],
    ['a model that the book invents', { model: 'none/such' }, {}, 'model.unknown /model'],
    ['a venue that is not there', { venue: 'nowhere' }, {}, 'model.unknown /venue'],
    ['a mode that the venue lacks', { venue: 'house' }, { mode: 'isolated' }, 'model.unknown /mode'],
    ['a set that is not there', {}, { parameters: '1999-01-01' }, 'params.unknown /params'],
    ['parameters of another venue', { mode: 'portfolio' }, { parameters: own }, 'params.value /params/model'],
    [
      'parameters with a field it does not know',
      {},
      { parameters: { ...own, parameters: { speed: 1 } } },
      'document.unknown-field /params/parameters/speed',
    ],
    ['parameters that are no document', {}, { parameters: { ...own, format: 'x' } }, 'document.format /params/format'],
    ['parameters that are nothing', {}, { parameters: null }, 'document.type /params'],
    ['a model of another venue than asked', {}, { model: 'generic/cross', venue: 'okx' }, 'model.unknown /venue'],
    ['a model of another mode than asked', {}, { model: 'generic/cross', mode: 'isolated' }, 'model.unknown /mode'],
  ] as const)('is refused for %s', (_what, fields, asked, problem) => {
    expect(refused(fields, asked as Partial<MarginRequest>)).toEqual([problem])
  })

  test('of a mode, asked for from one that a venue lacks, names those it has', () => {
    const result = resolveModel({ book: book([]), market: market([]), venue: 'house', mode: 'cross' })
    expect(result).toMatchObject({
      ok: false,
      problems: [{ message: 'mode of house must be one of portfolio, is cross' }],
    })
  })
})

test('every venue is listed once, its models by its name', () => {
  const names = venues().map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, title, models } of venues()) {
    expect(title.length).toBeGreaterThan(0)
    for (const model of models) expect(model.name.startsWith(`${name}/`)).toBe(true)
  }
})
