import { describe, expect, test } from 'vitest'
import { assumedTables } from '../../margin/assumed-tables.ts'
import { problemsOf, unwrap } from '../../testkit/builders.ts'
import { generic } from './index.ts'
import { parseGenericParameters } from './schema.ts'

const tier = { notionalMax: null, maintenanceRateFrac: 0.01, maintenanceDeduction: 0, leverageMax: 10 }

test('a table that is left out is the assumed one', () => {
  expect(unwrap(parseGenericParameters({}))).toEqual(assumedTables)
  const haircuts = { BTC: [{ quantityMax: 1, haircutFrac: 0.5 }] }
  expect(unwrap(parseGenericParameters({ haircuts, wholePosition: true }))).toEqual({
    ...assumedTables,
    haircuts,
    wholePosition: true,
  })
})

test('every built-in set is what its own schema accepts, after a round trip through JSON', () => {
  for (const { parse, sets } of generic.models)
    for (const { parameters } of sets) expect(unwrap(parse(JSON.parse(JSON.stringify(parameters))))).toEqual(parameters)
})

describe('refused', () => {
  test.each([
    ['no object', [], ['document.type ']],
    ['an unknown table', { fees: {} }, ['document.unknown-field /fees']],
    ['an empty list', { leverageTiers: { '*': [] } }, ['document.value /leverageTiers/*']],
    [
      'a rate above 1',
      { leverageTiers: { '*': [{ ...tier, maintenanceRateFrac: 5 }] } },
      ['number.range /leverageTiers/*/0/maintenanceRateFrac'],
    ],
    [
      'a leverage of 0',
      { leverageTiers: { '*': [{ ...tier, leverageMax: 0 }] } },
      ['number.range /leverageTiers/*/0/leverageMax'],
    ],
    [
      'a percent',
      { haircuts: { BTC: [{ quantityMax: null, haircutFrac: 5 }] } },
      ['number.range /haircuts/BTC/0/haircutFrac'],
    ],
    [
      'a missing rate',
      { shortOptions: { '*': { initialFrac: 0.1, initialFloorFrac: 0.1 } } },
      ['document.missing-field /shortOptions/*/maintenanceFrac'],
    ],
    [
      'NaN',
      { haircuts: { BTC: [{ quantityMax: Number.NaN, haircutFrac: 0 }] } },
      ['number.not-finite /haircuts/BTC/0/quantityMax'],
    ],
    [
      'bounds that do not rise',
      { leverageTiers: { 'a/b': [{ ...tier, notionalMax: 100 }, { ...tier, notionalMax: 100 }, tier] } },
      ['document.value /leverageTiers/a~1b/1/notionalMax'],
    ],
    [
      'a tier after one without a bound',
      {
        haircuts: {
          BTC: [
            { quantityMax: null, haircutFrac: 0.1 },
            { quantityMax: 5, haircutFrac: 0.2 },
            { quantityMax: null, haircutFrac: 0.1 },
          ],
        },
      },
      ['document.value /haircuts/BTC/1/quantityMax'],
    ],
  ])('%s', (_, parameters, problems) => {
    expect(problemsOf(parseGenericParameters(parameters))).toEqual(problems)
  })

  test('with words that name the rule', () => {
    const wrong = {
      haircuts: {
        BTC: [
          { quantityMax: 10, haircutFrac: 0 },
          { quantityMax: 5, haircutFrac: 0 },
        ],
      },
    }
    expect(parseGenericParameters(wrong)).toMatchObject({ problems: [{ message: 'must be above 10, is 5' }] })
  })
})
