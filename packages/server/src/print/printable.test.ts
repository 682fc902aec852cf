import { describe, expect, test } from 'vitest'
import { printable, printableCopy, printableLines } from './printable.ts'

describe('names from outside', () => {
  test.each([
    ['\u001b[31mEVIL\n', '\\u001b[31mEVIL\\u000a'],
    ['a\u0007\u009b\u007f\t', 'a\\u0007\\u009b\\u007f\\u0009'],
    ['\u202etxt\u2066', '\\u202etxt\\u2066'],
    ['−7.3\u202f% κ é 名', '−7.3\u202f% κ é 名'],
  ])('%j is shown as %s', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  test('are made printable wherever they stand in a result', () => {
    class Amount {
      readonly text = '1\u0007'
    }
    const amount = new Amount()
    expect(printableCopy({ '\u0007': ['\u0007', null, 1, { amount }] })).toEqual({
      '\\u0007': ['\\u0007', null, 1, { amount }],
    })
  })

  test('lines keep their ends, and their colours where there are any', () => {
    const text = '\u001b[1mbold\u001b[22m\u001b[2J\nnext\r'
    expect(printableLines(text, { colours: true })).toBe('\u001b[1mbold\u001b[22m\\u001b[2J\nnext\\u000d')
    expect(printableLines(text, { colours: false })).toBe('\\u001b[1mbold\\u001b[22m\\u001b[2J\nnext\\u000d')
  })
})
