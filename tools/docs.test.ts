import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, sourceFiles } from './tidy/sources.ts'

const pages = sourceFiles().filter(({ path }) => path.endsWith('.md'))

/** Links to files of the repository: neither an address nor a place on the same page. */
function linkedFiles(text: string): readonly string[] {
  const withoutCode = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
  const targets = [
    ...withoutCode.matchAll(/\]\(([^)\s]+)\)/g),
    ...withoutCode.matchAll(/\bsrc(?:set)?="([^"\s]+)"/g),
  ].map(([, target]) => target ?? '')
  return targets.filter((target) => !/^([a-z]+:|#)/.test(target)).map((target) => target.replace(/#.*$/, ''))
}

describe('documentation', () => {
  test('every link to a file leads to one', () => {
    const broken = pages.flatMap(({ path, text }) =>
      linkedFiles(text)
        .filter((target) => !existsSync(join(root, dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    )
    expect(broken).toEqual([])
  })

  test('every npm script that is mentioned exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const mentioned = pages.flatMap(({ text }) =>
      [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? ''),
    )
    expect(mentioned.filter((name) => !(name in scripts))).toEqual([])
  })

  test('every decision is in the index', () => {
    const index = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8')
    const decisions = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d{4}-.*\.md$/.test(name))
    expect(decisions.filter((name) => !index.includes(`(${name})`))).toEqual([])
  })
})
