import { expect, test } from 'vitest'
import { InvariantError } from '../num/assert.ts'
import { Decimal } from '../num/decimal.ts'
import { assertBalanced, books, type Entry, isUser, moved, type Posting, sumsOf } from './entry.ts'

function posting(holder: string, asset: string, amount: string): Posting {
  return { holder, asset, amount: Decimal.of(amount) }
}

const entry = (...postings: readonly Posting[]): Entry => ({ cause: 'conversion', postings })

test('what one holder gives another gets', () => {
  const amount = Decimal.of('12.5')
  const { cause, postings } = moved({ cause: 'fee', asset: 'USDT', amount, from: 'anna', to: '@fees' })
  expect(cause).toBe('fee')
  expect(postings.map(({ holder, asset, amount }) => `${holder} ${amount} ${asset}`)).toEqual([
    'anna -12.5 USDT',
    '@fees 12.5 USDT',
  ])
})

test('a name that begins with @ is the venue’s', () => {
  expect(books.some(isUser)).toBe(false)
  expect(isUser('anna@fund')).toBe(true)
})

test('an entry is balanced when every asset of it is', () => {
  assertBalanced(entry(posting('anna', 'USDT', '-1'), posting('ben', 'USDT', '1.0')))
  const three = [posting('anna', 'USDT', '-3'), posting('ben', 'USDT', '1'), posting('carl', 'USDT', '2')]
  assertBalanced(entry(...three, posting('anna', 'ETH', '1'), posting('@trading', 'ETH', '-1')))
  expect([...sumsOf(three)].map(([asset, sum]) => `${sum} ${asset}`)).toEqual(['0 USDT'])
})

test.each([
  ['money is made', [posting('anna', 'USDT', '-1'), posting('ben', 'USDT', '1.00000001')], 'is -1 and 1.00000001'],
  [
    'one asset becomes another',
    [posting('anna', 'USDT', '-1'), posting('ben', 'ETH', '1')],
    'of USDT must sum to zero',
  ],
  ['one side is missing', [posting('anna', 'USDT', '-1')], 'conversion of USDT must sum to zero, is -1'],
])('an entry by which %s is a mistake', (_, postings, message) => {
  expect(() => assertBalanced(entry(...postings))).toThrow(InvariantError)
  expect(() => assertBalanced(entry(...postings))).toThrow(message)
})
