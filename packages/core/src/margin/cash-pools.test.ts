import { describe, expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, listing, market, type PositionRow } from '../testkit/builders.ts'
import { cashPools, cashPrice, knownPools, type PositionCharges, refusedBalances } from './cash-pools.ts'
import { leaf } from './charge.ts'
import type { PricedAccount } from './priced-account.ts'

const [btc, eth, call] = ['BTC/USDC:USDC', 'ETH/USDT:USDT', 'BTC/USDC:USDC-260327-50000-C']

function account(rows: readonly PositionRow[], fields: Fields = {}): PricedAccount {
  const assets = { USDC: { price: '0.5', stable: true }, USDT: { price: '1', stable: true } }
  const listings = [btc, eth, call].map((symbol) => listing(symbol, symbol === call ? { mark: '4000' } : {}))
  return bindAccount(book(rows, fields), market(listings, { assets }), 'cross')
}

/** One of the pool's currency a contract, filled orders included, and a tenth of it to hold. */
const charges: PositionCharges = {
  initial: ({ position, fills }) =>
    leaf(position.symbol, Math.max(...[position, ...fills].map(({ contracts }) => Math.abs(contracts)))),
  maintenance: ({ symbol, contracts }) => leaf(symbol, Math.abs(contracts) / 10),
  missing: ({ symbol }) => (symbol === eth ? [{ code: 'params.missing', path: '/x', message: 'x must be given' }] : []),
}

describe('cash pools', () => {
  test('balances, profit and option value stand together, in units of the cash', () => {
    const rows: readonly PositionRow[] = [
      [btc, '2', '49000'],
      [call, '-1', '4000'],
    ]
    const [pool] = cashPools(account(rows, { balances: { USDC: '10000', USD: '1000' } }), 'USDC', charges)
    // 1 000 USD are 2 000 USDC; the perpetual gains 2 000, the option owes 4 000.
    expect(pool).toMatchObject({
      currency: 'USDC',
      currencyPrice: 0.5,
      equity: 10_000,
      adjustedEquity: 10_000,
      initial: { amount: 3 },
    })
    expect(pool?.maintenance.amount).toBeCloseTo(0.3, 12)
  })

  test('an isolated position is a pool of its own, and what orders on it would need is asked of the account', () => {
    const own = { marginMode: 'isolated', isolatedMargin: '700' }
    const orders = [{ symbol: btc, contracts: '-5', price: '1', marginMode: 'isolated' }]
    const pools = cashPools(account([[btc, '1', '50000', own]], { orders }), 'USDC', charges)
    expect(pools.map(({ name, equity, initial }) => [name, equity, initial.amount])).toEqual([
      ['account', 0, 3],
      [`${btc} long`, 700, 1],
    ])
  })

  test('a parameter that lacks makes its pool unknown', () => {
    const own = { marginMode: 'isolated', isolatedMargin: '700' }
    const pools = cashPools(
      account([
        [btc, '1', '50000'],
        [eth, '1', '2500', own],
      ] as PositionRow[]),
      'USDC',
      charges,
    )
    expect(pools.map(({ unknown = [] }) => unknown.length)).toEqual([0, 1])
    expect(knownPools(pools).map(({ name }) => name)).toEqual(['account'])
  })
})

test('the price of the cash is what is held or settled in it, else the market’s, else one', () => {
  expect(cashPrice(account([], { balances: { USDC: '1' } }), 'USDC')).toBe(0.5)
  expect(cashPrice(account([[btc, '1', '50000']]), 'USDC')).toBe(0.5)
  expect(cashPrice(account([]), 'USDC')).toBe(0.5)
  expect(cashPrice(account([]), 'USDX')).toBe(1)
})

test('other coins are refused, unless nothing of them is held', () => {
  const held = account([], { balances: { USDC: '1', USD: '1', BTC: '1', ETH: '0', USDT: '-1' } })
  expect(refusedBalances(held, 'USDC', 'Venue')).toEqual([
    { code: 'venue.cannot-hold', path: '/balances/BTC', message: 'collateral on Venue must be USDC, is BTC' },
    { code: 'venue.cannot-hold', path: '/balances/USDT', message: 'collateral on Venue must be USDC, is USDT' },
  ])
})
