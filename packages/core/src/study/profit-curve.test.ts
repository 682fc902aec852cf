import { describe, expect, test } from 'vitest'
import { stress } from '../desk/stress.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import type { ProfitCurve } from './profit-curve.ts'

const perpetual = 'BTC/USDT:USDT'
const call = 'BTC/USD:BTC-260327-60000-C'
const put = 'BTC/USDC:USDC-260327-40000-P'
const later = 'BTC/USD:BTC-260925-50000-C'

function curveOf(positions: readonly PositionRow[], scope = 'BTC', fields: Fields = {}, currency = 'USD'): ProfitCurve {
  const symbols = [...new Set(positions.map(([symbol]) => symbol))]
  const request = {
    book: book(positions, { balances: { USD: '100000' }, ...fields }),
    market: market(symbols.map((symbol) => listing(symbol))),
    currency,
  }
  const [curve] = unwrap(stress(request, { scopes: [scope] })).curves
  if (curve === undefined) throw new Error('no curve')
  return curve
}

describe('a profit curve', () => {
  test('of a perpetual is a straight line through nothing at the present, where it breaks even', () => {
    const { lines, movesFrac, indexPrices, breakEvensFrac } = curveOf([[perpetual, '2', '45000']])
    expect(lines.map(({ name, at }) => [name, at])).toEqual([['today', '2026-01-01T08:00:00.000Z']])
    for (const [i, move] of movesFrac.entries()) expect(lines[0]?.pnl[i]).toBeCloseTo(100_000 * move, 6)
    expect([movesFrac[0], movesFrac.at(-1), indexPrices[0], indexPrices.at(-1)]).toEqual([-0.5, 0.5, 25_000, 75_000])
    expect(breakEvensFrac).toEqual([0])
  })

  test.each([
    ['inverse call', call, '3', (index: number) => Math.max(0, index - 60_000)],
    ['linear put', put, '-2', (index: number) => Math.max(0, 40_000 - index)],
  ] as const)('of an %s at expiry is its intrinsic value less its value now', (_what, symbol, contracts, intrinsic) => {
    const { lines, indexPrices } = curveOf([[symbol, contracts, '1']])
    const [today, expiry] = lines
    const present = (expiry?.pnl[20] ?? Number.NaN) - Number(contracts) * intrinsic(50_000)
    for (const [i, index] of indexPrices.entries())
      expect(expiry?.pnl[i]).toBeCloseTo(Number(contracts) * intrinsic(index) + present, 5)
    expect([today?.pnl[20], expiry?.at]).toEqual([0, '2026-03-27T08:00:00.000Z'])
  })

  test('of several expiries shows the next and the last', () => {
    expect(
      curveOf([
        [call, '1', '1'],
        [later, '-1', '1'],
      ]).lines.map(({ name }) => name),
    ).toEqual(['today', 'at next expiry', 'at last expiry'])
  })

  test('of a covered call at expiry is flat above the strike', () => {
    const { lines, indexPrices } = curveOf([[call, '-1', '0.1']], 'BTC', { balances: { BTC: '1' } })
    const above = lines[1]?.pnl.filter((_, i) => (indexPrices[i] ?? 0) >= 60_000) ?? []
    for (const pnl of above) expect(pnl).toBeCloseTo(above[0] ?? Number.NaN, 6)
  })

  test('moves with what an isolated position holds in coins', () => {
    const row: PositionRow = ['BTC/USD:BTC', '-50000', '50000', { marginMode: 'isolated', isolatedMargin: '1' }]
    const { lines } = curveOf([row], 'BTC', { balances: { BTC: '1' } })
    // One coin, set aside, hedged by a short of its worth.
    for (const pnl of lines[0]?.pnl ?? []) expect(pnl).toBeCloseTo(0, 6)
  })

  test('is in the report currency, and for all underlyings together has no index', () => {
    const { lines, indexPrices } = curveOf([[perpetual, '1', '50000']], 'all', {}, 'BTC')
    expect([lines[0]?.pnl[0], indexPrices]).toEqual([-0.5, []])
  })
})

describe('break-evens', () => {
  test('of a straddle are zeros of the line at expiry, to the last digit', () => {
    const straddle: readonly PositionRow[] = [
      ['BTC/USD:BTC-260327-51000-C', '1', '1'],
      ['BTC/USD:BTC-260327-51000-P', '1', '1'],
    ]
    const { breakEvensFrac, lines } = curveOf(straddle)
    const paid = -Math.min(...(lines[1]?.pnl ?? []))
    expect(breakEvensFrac).toHaveLength(2)
    // Value now, as the line at the strike would show it between its points.
    const now = 51_000 - 50_000 * (1 + (breakEvensFrac[0] ?? 0))
    expect(50_000 * (1 + (breakEvensFrac[1] ?? 0)) - 51_000).toBeCloseTo(now, 5)
    expect(now).toBeGreaterThan(paid)
  })

  test('of a line that is nothing but zero are none', () => {
    const flat: readonly PositionRow[] = [
      [call, '1', '1', { positionSide: 'long' }],
      [call, '-1', '1', { positionSide: 'short' }],
    ]
    expect(curveOf(flat).breakEvensFrac).toEqual([])
  })

  test('count a stretch of nothing once, where it begins', () => {
    // An option marked at nothing pays nothing below its strike, and something above.
    const free = listing(call, { mark: '0', markVol: 0.5 })
    const request = { book: book([[call, '1', '0']], { balances: { USD: '100000' } }), market: market([free]) }
    expect(unwrap(stress(request, { scopes: ['BTC'] })).curves[0]?.breakEvensFrac).toEqual([-0.5])
  })

  test('of what only loses are none but the present', () => {
    expect(curveOf([], 'BTC', { balances: { BTC: '1' } }).breakEvensFrac).toEqual([0])
  })
})
