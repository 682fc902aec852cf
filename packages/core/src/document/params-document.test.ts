import { expect, test } from 'vitest'
import { problemsOf, unwrap } from '../testkit/builders.ts'
import { parametersJsonSchema, parseParameters } from './params-document.ts'

const document = {
  format: 'plimsoll-params/1',
  model: 'generic/cross',
  set: 'mine',
  parameters: { wholePosition: true },
}

test('what a user wrote without saying where from is assumed', () => {
  expect(unwrap(parseParameters(document))).toEqual({
    model: 'generic/cross',
    set: 'mine',
    provenance: 'assumed',
    source: 'user',
    exceptions: [],
    parameters: { wholePosition: true },
  })
})

test('where the numbers come from is carried along', () => {
  const exceptions = [{ path: '/haircuts', provenance: 'inferred', source: 'own reading' }]
  const sourced = { provenance: 'published', source: 'https://example.org', exceptions }
  expect(unwrap(parseParameters({ ...document, ...sourced }))).toMatchObject(sourced)
})

test.each([
  [null, ['document.type ']],
  [{ ...document, format: 'x' }, ['document.format /format']],
  [{ ...document, provenance: 'certain' }, ['document.value /provenance']],
  [{ ...document, parameters: [] }, ['document.type /parameters']],
  [{ ...document, set: undefined, more: 1 }, ['document.missing-field /set', 'document.unknown-field /more']],
])('%j is refused', (wrong, problems) => {
  expect(problemsOf(parseParameters(wrong))).toEqual(problems)
})

test('the JSON Schema names the format', () => {
  expect(JSON.stringify(parametersJsonSchema())).toContain('plimsoll-params/1')
})
