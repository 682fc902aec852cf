import { describe, expect, test } from 'vitest'
import { assumedTables } from './assumed-tables.ts'
import { tierDeductions, tierMaintenance, tierOf } from './leverage-tiers.ts'
import { binanceBtcUsdt, bybitBtcUsdt } from './testdata/published-tiers.ts'

describe('published tables', () => {
  test.each([
    ['Binance BTCUSDT', binanceBtcUsdt],
    ['Bybit BTCUSDT', bybitBtcUsdt],
    ['our own', assumedTables.leverageTiers['*'] ?? []],
  ])('deductions of %s follow from bounds and rates', (_, tiers) => {
    const deductions = tierDeductions(tiers)
    for (const [i, { maintenanceDeduction }] of tiers.entries())
      expect(deductions[i]).toBeCloseTo(maintenanceDeduction, 5)
  })

  // Binance FAQ b3c689c1f50a44cabb3a84e663b81d93, worked example: 3 500 032.458 at 2.5 % less 16 300.
  test('a notional of 3.5 million needs what Binance publishes', () => {
    const tier = { notionalMax: 5_000_000, maintenanceRateFrac: 0.025, maintenanceDeduction: 16_300, leverageMax: 20 }
    expect(tierMaintenance(tier, 3_500_032.458, false)).toBeCloseTo(71_200.81144, 4)
  })

  // Binance FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46: from 1.81 BTC at the bound of 100 BTC, 10 % to 12.5 % at 200 BTC: 11.81.
  test('deductions of a coin-margined table are in the coin', () => {
    const floors = [100, 200]
    const step = tierDeductions([
      { notionalMax: 100, maintenanceRateFrac: 0.05 },
      { notionalMax: 200, maintenanceRateFrac: 0.1 },
      { notionalMax: null, maintenanceRateFrac: 0.125 },
    ])
    expect(step[0]).toBe(0)
    expect(1.81 + 0.05 * (floors[0] ?? 0) + ((step[2] ?? 0) - (step[1] ?? 0))).toBeCloseTo(11.81, 9)
  })
})

describe('the tier of a notional', () => {
  test.each([
    [0, 50_000],
    [50_000, 50_000],
    [50_000.01, 600_000],
    [600_000, 600_000],
    [1_800_000_000, 1_800_000_000],
    // Beyond a bounded table the last tier goes on.
    [9_000_000_000, 1_800_000_000],
  ])('%d is in the one up to %d', (notional, notionalMax) => {
    expect(tierOf(binanceBtcUsdt, notional).notionalMax).toBe(notionalMax)
  })

  test('a table without a last bound reaches everything', () => {
    expect(tierOf(assumedTables.leverageTiers['*'] ?? [], 1e15).notionalMax).toBeNull()
  })

  test('a table without tiers is our own mistake', () => {
    expect(() => tierOf([], 1)).toThrow('a leverage tier list must not be empty')
  })
})

test('with the rate on the whole position there is no deduction, and a jump at each bound', () => {
  const [first, second] = binanceBtcUsdt
  if (first === undefined || second === undefined) throw new Error('the table has two tiers')
  expect(tierMaintenance(first, 50_000, true)).toBe(200)
  expect(tierMaintenance(second, 50_000, true)).toBe(250)
  expect(tierMaintenance(second, 50_000, false)).toBe(200)
})
