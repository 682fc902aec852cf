import { expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, market, type PositionRow } from '../testkit/builders.ts'
import { perpetualsOnly, refusedTokens } from './perpetuals-only.ts'
import type { PricedAccount } from './priced-account.ts'

const [btc, inverse, future] = ['BTC/USDC:USDC', 'BTC/USD:BTC', 'ETH/USDC:USDC-260327'] as const

function account(rows: readonly PositionRow[], fields: Fields = {}): PricedAccount {
  return bindAccount(book(rows, fields), market([btc, inverse, future]), 'cross')
}

function pathsOf(of: PricedAccount, holdsIsolated: boolean): readonly string[] {
  return perpetualsOnly(of, { title: 'A', holdsIsolated }).map(({ path }) => path)
}

test('dated and inverse contracts are refused, held or ordered', () => {
  const orders = [{ symbol: future, contracts: '1', price: '2500' }]
  const rows: readonly PositionRow[] = [
    [btc, '1', '50000'],
    [inverse, '1', '50000'],
  ]
  expect(pathsOf(account(rows, { orders }), true)).toEqual([
    '/positions/BTC~1USD:BTC',
    '/positions/ETH~1USDC:USDC-260327',
  ])
})

test('isolated positions and isolated orders are refused where there is no such margin', () => {
  const isolated = account([[btc, '1', '50000', { marginMode: 'isolated' }]])
  const ordered = account([], { orders: [{ symbol: btc, contracts: '1', price: '50000', marginMode: 'isolated' }] })
  expect([isolated, ordered].map((each) => pathsOf(each, false))).toEqual([
    ['/positions/BTC~1USDC:USDC'],
    ['/positions/BTC~1USDC:USDC'],
  ])
  expect([isolated, ordered].map((each) => pathsOf(each, true))).toEqual([[], []])
})

test('a token without a market is refused where any is held', () => {
  const of = account([], { balances: { BTC: '1', ETH: '-1', SOL: '0' } })
  expect(refusedTokens(of, 'A', (asset) => asset === 'BTC').map(({ path }) => path)).toEqual(['/balances/ETH'])
})
