import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import { book, type Fields, listing, market, marketAt, type PositionRow, unwrap } from '../../testkit/builders.ts'

const perp = 'BTC/USDC:USDC'

function resultOf(mode: string, rows: readonly PositionRow[], orders: readonly Fields[]): MarginResult {
  const held = book(rows, { balances: { USDC: '100000' }, mode, venue: 'paradex', orders })
  return unwrap(margin({ book: held, market: market([listing(perp)]) }))
}

const order = (contracts: string, price: string, more: Fields = {}): Fields => ({
  symbol: perp,
  contracts,
  price,
  reduceOnly: false,
  ...more,
})

// An order on one coin: 50 000 × (2 % + 0.03 %), and what it loses at once.
describe('what orders lose at once', () => {
  const sides: readonly PositionRow[] = [
    [perp, '2', '50000', { positionSide: 'long' }],
    [perp, '-2', '50000', { positionSide: 'short' }],
  ]

  test('counts whatever side they are on', () => {
    for (const rows of [[], sides])
      for (const positionSide of ['long', 'short'] as const) {
        const [contracts, price] = positionSide === 'long' ? ['1', '50400'] : ['-1', '49600']
        expect(resultOf('cross', rows, [order(contracts, price, { positionSide })]).initialMargin).toBeCloseTo(
          1000 + 15 + 400,
          9,
        )
      }
  })

  test('does not count where they close a side or reduce', () => {
    const closing = [order('-1', '49000', { positionSide: 'long' }), order('1', '51000', { reduceOnly: true })]
    expect(resultOf('cross', sides, closing).initialMargin).toBe(0)
  })

  test('comes out of the account for an isolated position, with the rest of what they add', () => {
    const row: PositionRow = [perp, '1', '50000', { isolatedMargin: '3000' }]
    const { pools } = resultOf('isolated', [row], [order('1', '50400')])
    expect(pools.map(({ name, initialMargin }) => [name, Math.round((initialMargin ?? 0) * 1e9) / 1e9])).toEqual([
      ['account', 1000 + 15 + 400],
      [`${perp} long`, 1000 + 15],
    ])
  })
})

// paradex-py, margin/portfolio_margin.py: the whole of price less scenario price fades, not the move alone.
test('under portfolio margin what an order on an option loses fades out in the last half hour', () => {
  const at = Date.parse(marketAt)
  const initial = (minutes: number): number => {
    const expiry = new Date(at + minutes * 60_000).toISOString()
    const call = listing('BTC/USDC:USDC-260101-40000-C', { expiry, markVol: 0 })
    const orders = [{ symbol: call['symbol'], contracts: '1', price: '30000', reduceOnly: false }]
    const held = book([], { balances: { USDC: '100000' }, orders })
    return unwrap(margin({ book: held, market: market([call]), model: 'paradex/portfolio' })).initialMargin ?? 0
  }
  // Bought at 30 000 and worth 2 000 at −16 %; the fee is 0.03 % of spot.
  expect(initial(45)).toBeCloseTo(28_000 + 15, 6)
  expect(initial(15)).toBeCloseTo(14_000 + 15, 6)
})
