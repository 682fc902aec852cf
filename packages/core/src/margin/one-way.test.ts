import { expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, market, type PositionRow } from '../testkit/builders.ts'
import { nettedOrders, nettedPositions } from './one-way.ts'
import { orderedPositions } from './orders.ts'
import type { PricedAccount } from './priced-account.ts'

const [btc, eth] = ['BTC/USDC:USDC', 'ETH/USDC:USDC']
const long: PositionRow = [btc, '3', '50000', { positionSide: 'long', leverage: 5 }]
const short: PositionRow = [btc, '-1', '49000', { positionSide: 'short', leverage: 10, accruedFunding: '7' }]

function account(rows: readonly PositionRow[], fields: Fields = {}): PricedAccount {
  return bindAccount(book(rows, fields), market([btc, eth]), 'cross')
}

test('both sides of a symbol are one position', () => {
  const [net, other, ...rest] = nettedPositions(account([long, short, [eth, '2', '2500']]).positions)
  expect(net).toMatchObject({ contracts: 2, cost: 101_000, leverage: 5, side: undefined, accruedFunding: 7 })
  expect(net?.held.toString()).toBe('2')
  expect([other?.symbol, rest]).toEqual([eth, []])
})

test('without hedge mode nothing changes', () => {
  const { positions } = account([[btc, '3', '50000']])
  expect(nettedPositions(positions)).toBe(positions)
  const rows = orderedPositions(account([[btc, '3', '50000']]))
  expect(nettedOrders(rows)).toBe(rows)
})

test('orders on either side are filled together', () => {
  const orders = [
    { symbol: btc, contracts: '2', price: '1', positionSide: 'long' },
    { symbol: btc, contracts: '-5', price: '1', positionSide: 'short' },
  ]
  const [row] = nettedOrders(orderedPositions(account([long, short], { orders })))
  expect(row?.fills.map(({ contracts }) => contracts)).toEqual([4, -3])
})

test('an isolated side stays apart from a pooled one', () => {
  const apart: PositionRow = [btc, '-1', '49000', { positionSide: 'short', marginMode: 'isolated' }]
  expect(nettedPositions(account([long, apart]).positions)).toHaveLength(2)
})
