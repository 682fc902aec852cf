import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test('a slip of the finger finds its word, another word finds none', () => {
  const modes = ['isolated', 'cross', 'portfolio']
  expect(nearest('croos', modes)).toBe('cross')
  expect(nearest('Portfolo', modes)).toBe('portfolio')
  expect(nearest('margin', modes)).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})
