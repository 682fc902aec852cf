import { expect, test } from 'vitest'
import { priceInstrument } from '../pricing/price-instrument.ts'
import { shift } from '../pricing/shift.ts'
import { market, unwrap } from '../testkit/builders.ts'
import { netRow, rowMemory } from './row-memory.ts'

const priced = unwrap(priceInstrument(market(['BTC/USDT:USDT']), 'BTC/USDT:USDT')).priced

test('the row of an instrument is made once; that of a shifted one each time', () => {
  let made = 0
  const rowOf = rowMemory(2, (_priced, row) => {
    made += 1
    return row.fill(made)
  })
  expect(rowOf(priced)).toBe(rowOf(priced))
  const shifted = shift(priced, { indexFactor: 2, settleFactor: 1, quoteFactor: 1 })
  expect([...rowOf(shifted), ...rowOf(shifted)]).toEqual([2, 2, 3, 3])
})

test('legs add up by their contracts', () => {
  const legs = [
    { contracts: 2, row: Float64Array.of(1, -1) },
    { contracts: -1, row: Float64Array.of(0, 10) },
  ]
  expect([...netRow(legs, new Float64Array(2))]).toEqual([2, -12])
})
