import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root, runCli } from '../testkit/run-cli.ts'
import { computeCase } from './compute-case.ts'
import { judge } from './judge.ts'
import { readVectors, type VectorFile } from './vector-file.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function golden(name: string): VectorFile {
  const path = join(root, 'goldens/conformance', name)
  return readVectors({ name, text: readFileSync(path, 'utf8') })
}

describe.each([
  'black76.json',
  'published-examples.json',
  'derive-pm2.json',
  'derive-sm-pm1.json',
  'mango-health.json',
  'drift-margin.json',
])('%s', (name) => {
  test.each(golden(name).cases.map((vector) => [vector.id, vector] as const))(
    '%s agrees within its tolerance',
    (_id, vector) => {
      const row = computeCase(vector)
      expect(row.error).toBeUndefined()
      expect(judge(vector, row)).toMatchObject({ agrees: true })
    },
  )
})

describe('a case', () => {
  const option = { forward: 100, strike: 100, years: 1, vol: 0.2, right: 'call' }

  test('without rate and price has everything else', () => {
    const { computed } = computeCase({ kind: 'black76', id: 'a', fields: { input: option }, meta: {} })
    expect(Object.keys(computed as object)).toEqual(['price', 'timeValue', 'delta', 'gamma', 'vega'])
  })

  test('at a price that tells no volatility has null for it', () => {
    const { computed } = computeCase({
      kind: 'black76',
      id: 'a',
      fields: { input: { ...option, vol: 0, price: 0 } },
      meta: {},
    })
    expect(computed).toMatchObject({ price: 0, impliedVolOfPrice: null })
  })

  test.each([
    ['black76', {}, 'input.missing'],
    ['black76', { input: { ...option, vol: -1 } }, 'input.value'],
    ['black76', { input: { ...option, strike: 0 } }, 'input.value'],
    ['black76', { input: { ...option, right: 'straddle' } }, 'input.value'],
    ['published-example', { venue: 'nowhere', model: 'none', inputs: {} }, 'model.unsupported'],
    ['published-example', { venue: 'Binance', model: 'USDM maintenance margin' }, 'input.missing'],
    ['tarot', {}, 'kind.unsupported'],
  ])('of kind %s with %j has a row with the reason', (kind, fields, code) => {
    expect(computeCase({ kind, id: 'x', fields, meta: {} })).toMatchObject({
      kind,
      id: 'x',
      computed: null,
      error: { code },
    })
  })
})

test('a conditional coverage is of two statistics, or of the counts that they are made of', () => {
  const inputs = { N: 1043, x: 57, p: 0.05, N00: 932, N01: 53, N10: 53, N11: 4 }
  const model = 'conditional coverage LR = POF+CCI, p-value (2 df)'
  const fields = { venue: 'Christoffersen 1998', model, inputs }
  const [statistic, pValue] = computeCase({ kind: 'published-example', id: 'x', fields, meta: {} }).computed as number[]
  // mpmath: 0.461466395329062 of the count and 0.258663152585976 of how days follow each other.
  expect(statistic).toBeCloseTo(0.720129547915038, 11)
  expect(pValue).toBeCloseTo(0.697631, 6)
})

describe.concurrent('plimsoll conformance', { timeout }, () => {
  test('prints a table of kinds', async () => {
    const files = ['black76.json', 'published-examples.json'].map((name) => `goldens/conformance/${name}`)
    const { code, stdout } = await runCli(['conformance', ...files])
    expect(code).toBe(0)
    expect(stdout).toMatch(/black76 +300 +300 +300 /)
    expect(stdout).toMatch(/published-example +71 +71 +71 /)
  })

  test('computes every case of a file without expected values, in order', async () => {
    const path = join(folder, 'bare.json')
    const cases = golden('black76.json').cases.map(({ fields: { expected: _left, ...fields } }) => fields)
    writeFileSync(path, JSON.stringify({ meta: { kind: 'black76' }, cases: [...cases, 7, { id: 'empty' }] }))
    const { code, stdout } = await runCli(['conformance', path, '--json'])
    const rows = JSON.parse(stdout).cases
    expect(code).toBe(0)
    expect(rows.map(({ id }: { id: string }) => id)).toEqual([...cases.map((fields) => fields['id']), '300', 'empty'])
    expect(rows.filter(({ error }: { error?: unknown }) => error === undefined)).toHaveLength(300)
  })

  test('exits with 1 and says where when a number disagrees', async () => {
    const path = join(folder, 'wrong.json')
    const vector = golden('published-examples.json').cases.find(({ id }) => id === 'hyperliquid-borrowable')
    writeFileSync(
      path,
      JSON.stringify({
        meta: { kind: 'published-example' },
        cases: [{ ...vector?.fields, expected: { borrowable: 1 } }],
      }),
    )
    const { code, stdout } = await runCli(['conformance', path])
    expect(code).toBe(1)
    expect(stdout).toContain('disagrees: hyperliquid-borrowable borrowable')
  })

  test('a file that holds no cases is not understood', async () => {
    const path = join(folder, 'none.json')
    writeFileSync(path, '{}')
    expect(await runCli(['conformance', path])).toMatchObject({ code: 3, stdout: '' })
  })
})
