import { describe, expect, test } from 'vitest'
import { breaches, rules } from './tidy/rules.ts'
import { sourceFiles } from './tidy/sources.ts'

const files = sourceFiles()
const linesMax = 400

/** Tables: data as a source published it, or as a program computed it. */
const tables = /\/params\.ts$|\/params\/|\/testdata\/|-coefficients\.ts$/

describe('written the way the project writes', () => {
  test.each(rules)('no $name; instead $instead', (rule) => {
    expect(files.flatMap((file) => breaches(rule, file))).toEqual([])
  })

  test.each(rules)('the rule against $name tells right from wrong', (rule) => {
    const path = rule.where.test('packages/core/src/market/x.ts')
      ? 'packages/core/src/market/x.ts'
      : 'packages/core/src/market/x.test.ts'
    expect(breaches(rule, { path, text: rule.caught })).toEqual([`${path}:1`])
    expect(breaches(rule, { path, text: rule.passes })).toEqual([])
  })

  test(`no file is longer than ${linesMax} lines`, () => {
    const code = files.filter(({ path }) => /\.(ts|tsx|mjs|css)$/.test(path) && !tables.test(path))
    const lengths = code.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    expect(lengths.filter(({ lines }) => lines > linesMax)).toEqual([])
  })
})
