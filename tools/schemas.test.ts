import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { schemaFiles } from './schemas/schema-files.ts'

describe('docs/schema', () => {
  test.each(schemaFiles)('$path is what tools/schemas.ts writes', ({ path, text }) => {
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  test('holds nothing else', () => {
    const folder = dirname(schemaFiles[0]?.path ?? '')
    expect(readdirSync(folder).sort()).toEqual(schemaFiles.map(({ path }) => basename(path)).sort())
  })
})
