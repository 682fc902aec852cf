import { expect, test } from 'vitest'
import { type Fields, numberIn, numbersIn, recordsIn, textIn } from './conformance.ts'

const entries: Fields = { word: 'long', flag: true, numbers: [1, 'two'], rows: [{ qty: 1 }, 2] }

test('inputs of an example are read by their kind', () => {
  expect(textIn(entries, 'word')).toBe('long')
  expect(numbersIn({ moves: [-0.5, 2] }, 'moves')).toEqual([-0.5, 2])
  expect(recordsIn({ rows: [{ qty: 1 }] }, 'rows')).toEqual([{ qty: 1 }])
})

test.each<readonly [string, () => unknown, string, string]>([
  ['a number left out', () => numberIn(entries, 'index'), 'input.missing', 'index must be given'],
  ['a number that is null', () => numberIn({ index: null }, 'index'), 'input.missing', 'index must be given'],
  ['a number in words', () => numberIn(entries, 'word'), 'input.value', 'word must be a number, is "long"'],
  ['a text that is none', () => textIn(entries, 'flag'), 'input.missing', 'flag must be a text'],
  ['a list that is none', () => numbersIn(entries, 'word'), 'input.missing', 'word must be a list'],
  ['a word among numbers', () => numbersIn(entries, 'numbers'), 'input.value', 'numbers[1] must be a number'],
  ['a number among rows', () => recordsIn(entries, 'rows'), 'input.value', 'rows[1] must be an object'],
])('%s is told', (_name, read, code, message) => {
  expect(read).toThrow(expect.objectContaining({ code, message }))
})
