import { describe, expect, test } from 'vitest'
import { margin } from '../desk/margin.ts'
import { book, type Fields, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import type { ExposureResult } from './margin-result.ts'

const symbols = ['BTC/USDT:USDT', 'BTC/USD:BTC', 'ETH/USDC:USDC', 'BTC/USD:BTC-260327-60000-C']

function exposure(positions: readonly PositionRow[], fields: Fields = {}, currency = 'USD'): readonly ExposureResult[] {
  return unwrap(
    margin({ book: book(positions, { balances: { USD: '1000' }, ...fields }), market: market(symbols), currency }),
  ).exposure
}

describe('net exposure', () => {
  test('adds positions and coins, and weighs the whole by beta', () => {
    const rows = exposure(
      [
        ['BTC/USDT:USDT', '1', '50000'],
        ['ETH/USDC:USDC', '-20', '2500'],
      ],
      { balances: { BTC: '0.5' } },
    )
    expect(rows).toEqual([
      { underlying: 'BTC', delta: 1.5, deltaValue: 75_000, betaWeighted: 75_000, direction: 'long' },
      { underlying: 'ETH', delta: -20, deltaValue: -50_000, betaWeighted: -50_000 * 1.1, direction: 'short' },
      {
        underlying: 'market',
        delta: null,
        deltaValue: 25_000,
        betaWeighted: expect.closeTo(20_000, 6),
        direction: 'long',
      },
    ])
  })

  test('of coins sold through an inverse perpetual is flat', () => {
    const [btc, whole] = exposure([['BTC/USD:BTC', '-100000', '50000']], { balances: { BTC: '2' } })
    expect([btc?.delta, btc?.direction, whole?.direction]).toEqual([0, 'flat', 'flat'])
  })

  test('counts coins that were earned and not yet booked', () => {
    // Long 100 000 from 40 000: 2.5 coins of cost, 2 of value, 0.5 earned, on top of the 2 of exposure.
    expect(exposure([['BTC/USD:BTC', '100000', '40000']])[0]?.delta).toBeCloseTo(2.5, 12)
  })

  test('counts the margin an isolated position holds in coins', () => {
    const rows = exposure([['BTC/USD:BTC', '-50000', '50000', { marginMode: 'isolated', isolatedMargin: '1' }]], {
      balances: { BTC: '3' },
    })
    expect(rows[0]?.delta).toBe(2)
  })

  test('is in the report currency', () => {
    expect(exposure([['BTC/USDT:USDT', '1', '50000']], {}, 'BTC')[0]).toMatchObject({
      delta: 1,
      deltaValue: 1,
      betaWeighted: 1,
    })
  })

  test('of nothing is nothing', () => {
    expect(exposure([])).toEqual([])
  })
})
