import { describe, expect, test } from 'vitest'
import { scanJson } from './json-scan.ts'

describe('where a text stops being JSON', () => {
  test.each([
    ['{"a": 1,}', 1, 9, '"}"', 'a key in double quotes'],
    ['{\n  "a": 01\n}', 2, 9, '"1"', '"," or the closing bracket'],
    ['[1, 2', 1, 6, 'the end of the text', '"," or the closing bracket'],
    ['{"a": NaN}', 1, 7, '"NaN"', 'a value'],
    ['{"a" 1}', 1, 6, '"1"', '":"'],
    ["{'a': 1}", 1, 2, '"\'"', 'a key in double quotes or "}"'],
    ['"line\nbreak"', 1, 6, '"\\n"', 'a value'],
    ['"bad \\x escape"', 1, 6, '"\\\\"', 'a value'],
    ['[1] 2', 1, 5, '"2"', 'nothing more'],
    ['[1}', 1, 3, '"}"', '"," or the closing bracket'],
    ['', 1, 1, 'the end of the text', 'a value'],
    ['"open', 1, 6, 'the end of the text', 'a value'],
  ])('%j', (text, line, column, found, expected) => {
    expect(scanJson(text).fault).toEqual({ line, column, found, expected })
  })
})

test('keys given twice are told where they are, also behind escapes', () => {
  expect(scanJson('{"a":{"x":1,"x":2},"b":[{"y/z":1,"y\\u002fz":2}],"a":3}').duplicateKeys).toEqual([
    '/a/x',
    '/b/0/y~1z',
    '/a',
  ])
  expect(scanJson('[{"a":1},{"a":1}]').duplicateKeys).toEqual([])
})

test('depth counts objects and arrays inside each other', () => {
  expect(scanJson('1').depth).toBe(0)
  expect(scanJson('[[],[{}]]').depth).toBe(3)
  expect(scanJson('['.repeat(1_000_000)).depth).toBe(1_000_000)
})
