import { describe, expect, test } from 'vitest'
import { modePolicyJsonSchema, parseModePolicy } from './mode-policy-document.ts'

const document = {
  format: 'plimsoll-mode-policy/1',
  cleanSlate: true,
  equityMin: '50000',
  disclosures: ['risks'],
  accepted: [],
}

describe('a mode policy document', () => {
  test('is read with its threshold exact', () => {
    const parsed = parseModePolicy({ ...document, equityMin: '49999.999999999999999999' })
    expect(parsed.ok && JSON.parse(JSON.stringify(parsed.value))).toEqual({
      cleanSlate: true,
      equityMin: '49999.999999999999999999',
      disclosures: ['risks'],
      accepted: [],
    })
  })

  test('is refused with every problem', () => {
    const parsed = parseModePolicy({ ...document, equityMin: '-1', cleanSlate: 'yes', disclosure: [] })
    expect(parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'document.type /cleanSlate',
      'document.unknown-field /disclosure',
      'number.range /equityMin',
    ])
  })

  test('has a JSON Schema with the same fields', () => {
    expect(Object.keys((modePolicyJsonSchema() as { properties: object }).properties)).toEqual(Object.keys(document))
  })
})
