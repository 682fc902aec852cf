import { expect, test } from 'vitest'
import { wrapped } from './wrapped.ts'

test.each([
  ['a short line', '  a short line', 20, '  a short line'],
  ['a long one', '  one two three four', 10, '  one two\n    three\n    four'],
  ['each line by itself', 'one two three\nfour', 8, 'one two\n  three\nfour'],
  [
    'a word longer than the line',
    '  [1] https://example.org/margin of 2024',
    20,
    '  [1]\n    https://example.org/margin\n    of 2024',
  ],
])('%s', (_what, text, width, shown) => {
  expect(wrapped(text, width)).toBe(shown)
})
