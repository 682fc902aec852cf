import { expect, test } from 'vitest'
import { type PositionRow, sortPositions } from './position-columns.tsx'

const row = (symbol: string, addsToMaintenance: number | null): PositionRow => ({
  symbol,
  pool: 'account',
  contracts: '1',
  entryPrice: null,
  mark: null,
  notional: null,
  unrealizedPnl: null,
  delta: null,
  gamma: null,
  vega: null,
  theta: null,
  maintenanceAlone: null,
  addsToMaintenance,
  maintenanceShare: null,
  effectiveLeverage: null,
  bankruptcyPrice: null,
})

const rows = [row('a', 2), row('b', null), row('c', -1)]
const symbols = (sorted: readonly PositionRow[]) => sorted.map(({ symbol }) => symbol).join('')

test('positions stand as in the book until a column is chosen', () => {
  expect(symbols(sortPositions(rows, null))).toBe('abc')
})

test('unknown figures come last in either direction', () => {
  expect(symbols(sortPositions(rows, { column: 'adds', isDescending: false }))).toBe('cab')
  expect(symbols(sortPositions(rows, { column: 'adds', isDescending: true }))).toBe('acb')
})
