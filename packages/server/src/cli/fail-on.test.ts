import { margin, parseBook, parseMarket } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { bookDocument, marketDocument } from '../testkit/documents.ts'
import { breachedRules, parseFailRule } from './fail-on.ts'

function breached(balance: string, ...rules: readonly string[]): readonly string[] {
  const [book, market] = [parseBook({ ...bookDocument(), balances: { USDT: balance } }), parseMarket(marketDocument())]
  const result = book.ok && market.ok ? margin({ book: book.value, market: market.value }) : undefined
  if (result?.ok !== true) throw new Error('the account of the test must be understood')
  return breachedRules(rules.map(parseFailRule), result.value).map(({ text }) => text)
}

test('rules are held against the figures', () => {
  expect(
    breached('20000', 'used>0.8', 'used<80%', 'free >= 0', 'equity<1', 'maintenance>1', 'initial-used<=1', 'move<0.01'),
  ).toEqual(['used<80%', 'free >= 0', 'maintenance>1', 'initial-used<=1'])
})

test('an account in liquidation has used everything and has no move left', () => {
  expect(breached('-5000', 'used>0.99', 'move<=0')).toEqual(['used>0.99', 'move<=0'])
})
