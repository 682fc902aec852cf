import { describe, expect, test } from 'vitest'
import { book, type Fields, market, problemsOf } from '../testkit/builders.ts'
import { btc, compared, eth, pair } from '../testkit/compared.ts'
import { compare } from './compare.ts'
import type { ComparisonOptions } from './comparison-choices.ts'
import { venues } from './resolve.ts'

describe('venues and parameters', () => {
  test('without venues it has every venue and mode there is, that of the book first', () => {
    const every = venues().flatMap(({ name, models }) => [...new Set(models.map(({ mode }) => `${name} ${mode}`))])
    const pairs = (fields: Fields): readonly string[] =>
      compared(fields).rows.map(({ venue, mode }) => `${venue} ${mode}`)
    expect(pairs({}).toSorted()).toEqual(every.toSorted())
    expect(pairs({ venue: 'house' }).toSorted()).toEqual(every.toSorted())
    expect([pairs({ venue: 'house' })[0], pairs({ model: 'generic/cross' })[0]]).toEqual([
      'house portfolio',
      'generic isolated',
    ])
  })

  test('models that are named have a row each', () => {
    const models = ['house/portfolio', 'generic/cross']
    expect(compared({}, { models }).rows.map(({ model }) => model)).toEqual(models)
    expect(
      problemsOf(compare({ book: book(pair), market: market([btc, eth]) }, { models: ['nowhere/cross'] })),
    ).toEqual(['model.unknown /model'])
  })

  test('each is there once, however often it is named, and a list of none is refused', () => {
    const modelsOf = (options: ComparisonOptions) => compared({}, options).rows.map(({ model }) => model)
    expect(modelsOf({ venues: ['house', 'house'], modes: ['portfolio', 'portfolio'] })).toEqual(['house/portfolio'])
    expect(modelsOf({ models: ['generic/cross', 'generic/cross'] })).toEqual(['generic/cross'])
    const asked = { book: book(pair), market: market([btc, eth]) }
    expect(problemsOf(compare(asked, { venues: [], modes: [] }))).toEqual([
      'model.unknown /modes',
      'model.unknown /venues',
    ])
    expect(problemsOf(compare(asked, { models: [] }))).toEqual(['model.unknown /models'])
  })

  test('a set that no model has is refused', () => {
    expect(problemsOf(compare({ book: book(pair), market: market([btc, eth]), parameters: 'nowhere' }))[0]).toBe(
      'params.unknown /params',
    )
  })

  test('settings that no model has are refused', () => {
    const settings = { book: book(pair, { settings: { fast: true } }), market: market([btc, eth]) }
    expect(problemsOf(compare(settings))).toEqual(['document.unknown-field /settings/fast'])
  })

  test('a mode that a venue does not have is left out', () => {
    expect(compared({}, { venues: ['generic', 'house'] }).rows.map(({ model }) => model)).toEqual([
      'generic/isolated',
      'generic/cross',
      'house/portfolio',
    ])
    const asked = compared({}, {}, { venue: 'generic' })
    expect(asked.rows.map(({ model }) => model)).toEqual(['generic/isolated', 'generic/cross'])
  })

  test('a venue that is not there is refused, and so is one that has none of the modes', () => {
    const request = { book: book(pair), market: market([btc, eth]) }
    expect(problemsOf(compare(request, { venues: ['nowhere'] }))).toEqual(['model.unknown /venue'])
    expect(problemsOf(compare(request, { venues: ['house'], modes: ['isolated', 'cross'] }))).toEqual([
      'model.unknown /mode',
      'model.unknown /mode',
    ])
  })

  test('parameters apply where the model takes them', () => {
    const leverageTiers = {
      '*': [{ notionalMax: null, maintenanceRateFrac: 0.01, maintenanceDeduction: 0, leverageMax: 20 }],
    }
    const parameters = {
      format: 'plimsoll-params/1',
      model: 'generic/cross',
      set: 'mine',
      parameters: { leverageTiers },
    }
    const sets = (fields: Fields, options: ComparisonOptions): readonly string[] =>
      compared(fields, options, { parameters }).rows.map(({ venue, parameters: { set } }) => `${venue} ${set}`)
    expect(sets({}, {}).slice(0, 3)).toEqual(['generic mine', 'generic mine', 'house default'])
    expect(sets({}, { venues: ['house'] })).toEqual(['house default'])
    expect(sets({ venue: 'generic' }, { venues: ['generic'] })).toEqual(['generic mine', 'generic mine'])
  })

  test('a problem of the request is a refusal', () => {
    expect(problemsOf(compare({ book: book(pair), market: market([btc, eth]), currency: 'DOGE' }))).toEqual([
      'market.missing-price /assets/DOGE',
    ])
  })
})
