import { describe, expect, test } from 'vitest'
import type { NamedStress } from '../desk/results.ts'
import { stress } from '../desk/stress.ts'
import { book, type Fields, market, type PositionRow, unwrap } from '../testkit/builders.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDC:USDC'
const sol = 'SOL/USDT:USDT'

function named(positions: readonly PositionRow[], fields: Fields = {}): readonly NamedStress[] {
  const account = book(positions, { balances: { USD: '100000' }, ...fields })
  const symbols = [...new Set([btc, ...positions.map(([symbol]) => symbol)])]
  return unwrap(stress({ book: account, market: market(symbols) }, { scopes: ['all'] })).named
}

function shock(rows: readonly NamedStress[], name: string): NamedStress {
  const row = rows.find((each) => each.name === name)
  if (row === undefined) throw new Error(`no shock ${name}: ${rows.map((each) => each.name).join(', ')}`)
  return row
}

describe('crash days', () => {
  const rows = named([
    [btc, '1', '50000'],
    [sol, '100', '100'],
  ])

  test.each([
    ['2020-03-12 to its low', 50_000 * -0.444 + 10_000 * -0.48],
    ['2020-03-12 to its close', 50_000 * -0.395 + 10_000 * -0.446],
    ['2021-05-19 to its low', 50_000 * -0.3 + 10_000 * -0.527],
    ['2022-11-09 to its low', 50_000 * -0.159 + 10_000 * -0.493],
    ['2024-08-05 to its close', 50_000 * -0.071 + 10_000 * -0.062],
    ['2025-10-10 to its low', 50_000 * -0.162 + 10_000 * -0.236],
    ['rally +20 %', 12_000],
  ])('%s', (name, pnl) => {
    expect(shock(rows, name).pnl).toBeCloseTo(pnl, 6)
  })

  test('lift volatilities, which a rise of prices lowers', () => {
    const long = named([['BTC/USD:BTC-260327-50000-C', '1', '0.1']])
    expect(shock(long, 'volatility +50 %').pnl).toBeGreaterThan(0)
    expect(shock(long, 'volatility −30 %').pnl).toBeLessThan(0)
  })
})

describe('when correlation breaks', () => {
  test('every leg loses: long BTC falls and short ETH rises', () => {
    const row = shock(
      named([
        [btc, '1', '50000'],
        [eth, '-20', '2500'],
      ]),
      'correlation breakdown',
    )
    expect(row.pnl).toBeCloseTo(-10_000, 6)
  })

  test('coins count with the contracts that hedge them', () => {
    const row = shock(named([['BTC/USD:BTC', '-25000', '50000']], { balances: { BTC: '1' } }), 'correlation breakdown')
    expect(row.pnl).toBeCloseTo(-2500, 6)
  })
})

describe('off its peg', () => {
  test('a stablecoin held falls, and so does what is paid in it', () => {
    const rows = named([[btc, '1', '40000']], { balances: { USDT: '10000', USDC: '5000' } })
    // Coins keep their price in USD, so the mark in USDT rises as USDT falls.
    const factor = 1 - 0.0285
    const profit = 50_000 / factor - 40_000
    expect(shock(rows, 'USDT −2.85 %').equity).toBeCloseTo((10_000 + profit) * factor + 5000, 6)
    expect(shock(rows, 'USDC −12.26 %').pnl).toBeCloseTo(-5000 * 0.1226, 6)
  })

  test('one that the account does not touch is not asked about, nor the market’s own currency', () => {
    const names = named([[eth, '1', '2500']], { balances: { USD: '5', USDT: '0' } }).map(({ name }) => name)
    expect(names.filter((name) => /^[A-Z]+ −/.test(name))).toEqual(['USDC −2.85 %', 'USDC −12.26 %'])
  })
})
