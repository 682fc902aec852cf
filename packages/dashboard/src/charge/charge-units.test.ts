import { expect, test } from 'vitest'
import type { Charge, PoolResult } from '../data/core-types.ts'
import { amountIn } from '../format/format.ts'
import { chargeRows } from './charge-rows.ts'
import { unitsOfTotal } from './charge-units.ts'

const pool = { name: 'ETH/USD:ETH long', currency: 'ETH' } as PoolResult
const tiered: Charge = { name: 'tiered maintenance', amount: 475, rule: 'leaf', parts: [] }
const position: Charge = { name: pool.name, amount: 0.213753, rule: 'scale', by: 0.00045, parts: [tiered] }
const held: Charge = { name: 'maintenance', amount: 0.213753, rule: 'sum', parts: [position] }
const fromPool: Charge = { name: `${pool.name}, from ETH`, amount: 475, rule: 'scale', by: 2222.19, parts: [held] }
const total: Charge = { name: 'maintenance', amount: 475, rule: 'sum', parts: [fromPool] }

test('below the scale of a pool amounts are in its currency, below the scale of a notional in the quote currency', () => {
  const opened = new Set(['0', '0.0', '0.0.0', '0.0.0.0'])
  const rows = chargeRows(total, unitsOfTotal(total, 'USD', [pool]), opened, new Set())
  expect(rows.map(({ shown, units }) => amountIn(shown, units).replace('\u202f', ' '))).toEqual([
    '475.00 USD',
    '475.00 USD',
    '0.2138 ETH',
    '0.2138 ETH',
    '475.00 USD',
  ])
})

test('a single pool in the currency of the report keeps it throughout', () => {
  const rows = chargeRows(held, unitsOfTotal(held, 'ETH', [pool]), new Set(['0']), new Set())
  expect(rows.map(({ units }) => units.currency)).toEqual(['ETH', 'ETH'])
})
