import { describe, expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, market, type PositionRow } from '../testkit/builders.ts'
import { assumedTables } from './assumed-tables.ts'
import { treeError } from './charge.ts'
import { filled, initialWithOrders, isolatedOrderMargin, type OrderedPosition, orderedPositions } from './orders.ts'
import { rulesByTable } from './table-rules.ts'

const [btc, put] = ['BTC/USDT:USDT', 'ETH/USD:ETH-260327-2400-P']
const rules = rulesByTable(assumedTables)
const order = (contracts: string, more: Fields = {}): Fields => ({ symbol: btc, contracts, price: '49000', ...more })

function ordered(
  rows: readonly PositionRow[],
  orders: readonly Fields[],
  mode: 'isolated' | 'cross' = 'cross',
): readonly OrderedPosition[] {
  return orderedPositions(bindAccount(book(rows, { mode, orders }), market([btc, put]), mode))
}

/** Contracts of each position and of its fills. */
const outcomes = (rows: readonly OrderedPosition[]) =>
  rows.map(({ position, fills }) => [position.contracts, ...fills.map(({ contracts }) => contracts)])

describe('the ways orders may go', () => {
  test.each<[string, readonly PositionRow[], readonly Fields[], readonly (readonly number[])[]]>([
    ['no orders leave the position', [[btc, '2', '50000']], [], [[2]]],
    ['all buys or all sells', [[btc, '2', '50000']], [order('1'), order('3'), order('-4')], [[2, 6, -2]]],
    ['one side alone', [[btc, '2', '50000']], [order('-1')], [[2, 1]]],
    ['reduce-only ones need nothing', [[btc, '2', '50000']], [order('-5', { reduceOnly: true })], [[2]]],
    ['an order of nothing is none', [[btc, '2', '50000']], [order('0')], [[2]]],
    ['on nothing held they start from a flat position', [], [order('1'), order('-2')], [[0, 1, -2]]],
    [
      'in hedge mode each side has its own',
      [
        [btc, '2', '50000', { positionSide: 'long' }],
        [btc, '-1', '50000', { positionSide: 'short' }],
      ],
      [order('1', { positionSide: 'long' }), order('-3', { positionSide: 'short' })],
      [
        [2, 3],
        [-1, -4],
      ],
    ],
    [
      'in hedge mode a sell of the long side, or a buy of the short side, closes',
      [[btc, '2', '50000', { positionSide: 'long' }]],
      [order('-0.5', { positionSide: 'long' }), order('0.5', { positionSide: 'short' })],
      [[2]],
    ],
    [
      'an isolated order is not on the pooled position',
      [[btc, '2', '50000']],
      [order('1', { marginMode: 'isolated' })],
      [[2], [0, 1]],
    ],
  ])('%s', (_, rows, orders, expected) => {
    expect(outcomes(ordered(rows, orders))).toEqual(expected)
  })

  test('a fill is bought at the mark: it earns and loses nothing', () => {
    const [row] = ordered([[btc, '2', '48000']], [order('1')])
    expect(row?.fills[0]).toMatchObject({ contracts: 3, cost: 2 * 48_000 + 50_000 })
    expect(row?.fills[0]?.held.toString()).toBe('3')
  })

  test('a position whose cost is not known stays so', () => {
    const [row] = ordered([[put, '-2']], [])
    if (row === undefined) throw new Error('one position')
    expect(filled(row.position, 1)).toMatchObject({ contracts: -1, cost: null })
  })
})

describe('initial margin with orders', () => {
  const initial = (rows: readonly PositionRow[], orders: readonly Fields[]): number => {
    const [row] = ordered(rows, orders)
    if (row === undefined) return 0
    const charge = initialWithOrders(row, rules(row.position), 1)
    expect(treeError(charge)).toBe(0)
    return charge.amount
  }

  test.each<[string, readonly PositionRow[], readonly Fields[], number]>([
    ['is the position’s own without any', [[btc, '1', '50000', { leverage: 10 }]], [], 5000],
    ['is the worse of buys and sells', [[btc, '1', '50000', { leverage: 10 }]], [order('1'), order('-4')], 15_000],
    ['is never below the position’s own', [[btc, '1', '50000', { leverage: 10 }]], [order('-1')], 5000],
    ['is the order’s on nothing held', [], [order('-1', { leverage: 5 })], 10_000],
    ['reads the tier after the fill', [[btc, '1', '50000']], [order('2')], 150_000 / 25],
  ])('%s', (_, rows, orders, amount) => {
    expect(initial(rows, orders)).toBeCloseTo(amount, 9)
  })

  test('of an isolated position is what the fills add to it', () => {
    const [row] = ordered([[btc, '1', '50000', { leverage: 10 }]], [order('1')], 'isolated')
    if (row === undefined) throw new Error('one position')
    const charge = isolatedOrderMargin(row, rules(row.position), 1)
    expect(charge).toMatchObject({ name: 'BTC/USDT:USDT long orders', amount: 5000 })
    expect(treeError(charge)).toBe(0)
  })
})

test('a flat position takes the lowest leverage of the orders on it, whichever comes first', () => {
  const orders = [order('1', { leverage: 20 }), order('1', { leverage: 2 }), order('1')]
  const leverages = [orders, orders.toReversed()].map((given) => ordered([], given)[0]?.position.leverage)
  expect(leverages).toEqual([2, 2])
})
