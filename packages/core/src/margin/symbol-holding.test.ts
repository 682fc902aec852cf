import { expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, market } from '../testkit/builders.ts'
import { positionsBySymbol } from './symbol-holding.ts'

const btc = 'BTC/USDT:USDT'
const sol = 'SOL/USDT:USDT'

test('both sides of a symbol and its orders are one holding; reduce-only orders ask nothing', () => {
  const orders = [
    { symbol: btc, contracts: '3', price: '40000' },
    { symbol: btc, contracts: '-4', price: '60000' },
    { symbol: btc, contracts: '-9', price: '60000', reduceOnly: true },
    { symbol: sol, contracts: '7', price: '90' },
  ]
  const rows = book(
    [
      [btc, '5', '40000', { positionSide: 'long', accruedFunding: '2' }],
      [btc, '-2', '60000', { positionSide: 'short' }],
    ],
    { orders },
  )
  const holdings = positionsBySymbol(bindAccount(rows, market([btc, sol]), 'cross'))
  expect(holdings.map(({ priced: _priced, ...rest }) => rest)).toEqual([
    { symbol: btc, contracts: 3, cost: 80_000, funding: 2, bids: 3, asks: 4, orderCount: 2 },
    { symbol: sol, contracts: 0, cost: 0, funding: 0, bids: 7, asks: 0, orderCount: 1 },
  ])
})
