import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const page = readFileSync(new URL('engine.md', import.meta.url), 'utf8')
const file = fileURLToPath(new URL('engine-example.ts', import.meta.url))

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\\n(?<text>[\\s\\S]*?)\`\`\``).exec(page)?.groups?.['text'] ?? ''
}

test('the example of the page is the file that is run, and prints what the page says', () => {
  expect(block('ts')).toBe(readFileSync(file, 'utf8'))
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const printed = execFileSync(process.execPath, ['--conditions=development', file], { cwd, encoding: 'utf8' })
  expect(block('text')).toBe(printed)
})
