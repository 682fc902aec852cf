import { expect, test } from 'vitest'
import { ruleWords } from './charge-words.ts'

test.each([
  [1, '1'],
  [2222.19, '2 222.19'],
  [1.000714, '1.0007'],
  [0.01, '0.01'],
  [0.00045, '0.00045'],
  [-4, '−4'],
])('a scale by %s is written %s', (by, text) => {
  const words = ruleWords({ name: '', amount: 0, rule: 'scale', by, parts: [] })
  expect(words.replace('\u202f', ' ')).toBe(`${text} × the row below`)
})
