import { expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, listing, market, type PositionRow } from '../testkit/builders.ts'
import { withCashMargins } from './cash-margins.ts'
import { marginsAtEntry } from './isolated-margin.ts'

const wholeEntry = marginsAtEntry((_, entryNotional) => entryNotional)

/** Balances left when 1 000 USDT and 500 USDC are set aside; one USDC is half a dollar. */
function left(balances: Fields): readonly (readonly [string, string])[] {
  const rows: readonly PositionRow[] = [
    ['BTC/USDT:USDT', '1', '50000', { isolatedMargin: '1000' }],
    ['ETH/USDC:USDC', '1', '2500', { isolatedMargin: '500' }],
  ]
  const assets = { USDC: { price: '0.5', stable: true }, USDT: { price: '1', stable: true } }
  const listed = market([listing('BTC/USDT:USDT'), listing('ETH/USDC:USDC')], { assets })
  const account = bindAccount(book(rows, { balances, mode: 'isolated' }), listed, 'isolated')
  return withCashMargins(account, 'USDC', wholeEntry).balances.map(({ asset, held }) => [asset, held.toString()])
}

test('margin in another dollar leaves the cash at the prices of both', () => {
  expect(left({ USDC: '10000' })).toEqual([['USDC', '7500']])
  expect(left({})).toEqual([['USDC', '-2500']])
})

test('where enough of the other dollar is held it leaves that', () => {
  expect(left({ USDT: '1200', USDC: '800' })).toEqual([
    ['USDT', '200'],
    ['USDC', '300'],
  ])
})
