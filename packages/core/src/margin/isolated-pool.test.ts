import { describe, expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, market, type PositionRow } from '../testkit/builders.ts'
import { assumedTables } from './assumed-tables.ts'
import { tableMargins, withIsolatedMargins } from './isolated-margin.ts'
import { isolatedPool, tableRequirement } from './isolated-pool.ts'
import type { PricedAccount } from './priced-account.ts'
import { rulesByTable } from './table-rules.ts'

const [btc, eth, put] = ['BTC/USDT:USDT', 'ETH/USD:ETH', 'ETH/USD:ETH-260327-2400-P']
const rules = rulesByTable(assumedTables)

function account(
  rows: readonly PositionRow[],
  balances: Fields,
  mode: 'isolated' | 'cross' = 'isolated',
): PricedAccount {
  return withIsolatedMargins(
    bindAccount(book(rows, { mode, balances }), market([btc, eth, put]), mode),
    tableMargins(rules),
  )
}

describe('the pool of an isolated position', () => {
  test('is backed by its own margin, its profit and its funding', () => {
    const { positions } = account([[btc, '-1', '48000', { isolatedMargin: '4800', accruedFunding: '30' }]], {})
    const [position] = positions
    if (position === undefined) throw new Error('one position')
    const pool = isolatedPool(position, tableRequirement(rules)(position))
    expect(pool).toMatchObject({
      name: 'BTC/USDT:USDT short',
      currency: 'USDT',
      equity: 4800 - 2000 + 30,
      adjustedEquity: 2830,
      trigger: 1,
    })
    expect([pool.initial.amount, pool.maintenance.amount]).toEqual([1000, 250])
    expect(pool.collateral).toMatchObject([{ asset: 'USDT', counted: 4800, haircutFrac: 0 }])
  })

  test('counts its option’s value in equity, not in what backs the requirement', () => {
    const { positions } = account([[put, '-10', '0.05', { isolatedMargin: '3' }]], {})
    const [position] = positions
    if (position === undefined) throw new Error('one position')
    const pool = isolatedPool(position, tableRequirement(rules)(position))
    expect(pool.currency).toBe('ETH')
    expect(pool.adjustedEquity).toBe(3)
    expect(pool.equity).toBeCloseTo(3 - 10 * position.priced.mark, 12)
  })

  test('has no collateral when nothing was set aside', () => {
    const [position] = bindAccount(book([[btc, '1', '50000']]), market([btc]), 'cross').positions
    if (position === undefined) throw new Error('one position')
    expect(isolatedPool(position, tableRequirement(rules)(position))).toMatchObject({
      equity: 0,
      collateral: [{ counted: 0 }],
    })
  })
})
