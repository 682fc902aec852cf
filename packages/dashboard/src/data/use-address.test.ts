import { expect, test } from 'vitest'
import { parseAddress } from './use-address.ts'

test('book and mode are read from the address', () => {
  expect(parseAddress('#book=stressed&mode=cross')).toEqual({ book: 'stressed', mode: 'cross' })
})

test('what the page does not know is left out, so that the defaults hold', () => {
  expect(parseAddress('')).toEqual({})
  expect(parseAddress('#book=&mode=sideways&more=1')).toEqual({})
})
