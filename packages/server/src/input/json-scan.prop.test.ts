import fc from 'fast-check'
import { test } from 'vitest'
import { scanJson } from './json-scan.ts'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** JSON with a character put in, taken out or doubled. */
const damaged = fc
  .tuple(
    fc.json({ maxDepth: 3 }),
    fc.nat(),
    fc.nat(2),
    fc.constantFrom('"', '{', '}', '[', ']', ',', ':', '\\', '0', '-', '.', 'e', ' ', '\n', 'u', '\u0001', 'x'),
  )
  .map(
    ([text, at, cut, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + cut),
  )

test('a text is JSON exactly when the engine reads it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => (scanJson(text).fault === null) === parses(text)),
    { numRuns: 2000 },
  )
})

test('an object without repeated keys is never said to have one', () => {
  fc.assert(fc.property(fc.json(), (text) => scanJson(text).duplicateKeys.length === 0))
})
