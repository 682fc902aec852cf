import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { InputError } from '../input/input-problem.ts'
import { importPayloads } from './payloads.ts'

vi.setConfig({ testTimeout: 60_000 })

const folder = new URL('../../../../examples/payloads/', import.meta.url)
const documents: readonly unknown[] = readdirSync(folder).map((name) =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
)

type Path = readonly string[]

/** Every place in a document. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  const inside = replaced((value as Record<string, unknown>)[key], rest, by)
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? inside : item))
  return { ...(value as object), [key]: inside }
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    'NaN',
    '1e999',
    '-0',
    '0',
    -1,
    1e300,
    5e-324,
    true,
    [],
    {},
    [null],
    '2024-13-45',
    '<b>',
  ),
  fc.string(),
  fc.double(),
  fc.jsonValue(),
)

test('whatever stands in a payload, it is read or refused with a place and a reason', () => {
  const mutated = fc
    .constantFrom(...documents)
    .chain((document) =>
      fc.record({ document: fc.constant(document), path: fc.constantFrom(...pathsOf(document)), by: strange }),
    )
  fc.assert(
    fc.property(mutated, ({ document, path, by }) => {
      const text = JSON.stringify(replaced(document, path, by)) ?? 'null'
      try {
        const { book, market } = importPayloads([{ name: 'a.json', text }], { at: 1_704_712_781_000 })
        expect([typeof book.account, market.currency]).toEqual(['string', 'USD'])
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        expect(error.problems.length).toBeGreaterThan(0)
        for (const { code, message } of error.problems) expect(`${code} ${message}`.length).toBeGreaterThan(10)
      }
    }),
    { numRuns: 1500 },
  )
})

test('the order of the files does not matter', () => {
  const names = readdirSync(folder).filter((name) => name.startsWith('binance-usdm'))
  const sources = names.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
  const wanted = importPayloads(sources).documents
  fc.assert(
    fc.property(fc.shuffledSubarray(sources, { minLength: sources.length }), (shuffled) => {
      const { book, market } = importPayloads(shuffled).documents
      expect({ ...book, account: '' }).toEqual({ ...wanted.book, account: '' })
      expect(market).toEqual(wanted.market)
    }),
    { numRuns: 12 },
  )
})
