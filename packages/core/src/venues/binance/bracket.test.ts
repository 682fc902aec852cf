import { describe, expect, test } from 'vitest'
import {
  type Bracket,
  type BracketTable,
  bracketOf,
  maintenanceAmounts,
  maintenanceMargin,
  termsOf,
} from './bracket.ts'
import { futuresSets } from './params.ts'
import { coinmBrackets2021 } from './params-coinm.ts'
import { usdmBrackets20241024 } from './params-usdm-2024-10-24.ts'

const usdm = usdmBrackets20241024()

/** Amounts of a table from its floors and rates alone. */
function recomputed(table: BracketTable): readonly number[] {
  return maintenanceAmounts(
    table.map(([, maintenanceRateFrac], i) => ({ floor: table[i - 1]?.[0] ?? 0, maintenanceRateFrac })),
  )
}

function worstGap(table: BracketTable): number {
  const gaps = recomputed(table).map((amount, i) => Math.abs(amount - (table[i]?.[2] ?? Number.NaN)))
  return Math.max(...gaps)
}

test('the interface gave 2,805 brackets of 349 contracts, and each amount follows from floors and rates', () => {
  const tables = Object.values(usdm)
  expect([tables.length, tables.flat().length]).toEqual([349, 2805])
  for (const [name, table] of Object.entries(usdm)) {
    const scale = Math.max(1, ...table.map(([, , amount]) => amount))
    expect([name, worstGap(table) / scale < 1e-9]).toEqual([name, true])
  }
})

test('so does each amount of the other tables', () => {
  const [, older] = futuresSets
  for (const table of [...Object.values(older?.parameters.usdmBrackets ?? {}), ...Object.values(coinmBrackets2021)])
    expect(worstGap(table)).toBeLessThan(1e-7)
})

test('bounds rise, and leverage falls as they do', () => {
  for (const table of Object.values(usdm))
    for (const [i, [cap, rate, , leverage]] of table.entries()) {
      const [capBefore, rateBefore, , leverageBefore] = table[i - 1] ?? [0, 0, 0, Number.POSITIVE_INFINITY]
      expect((cap ?? Number.POSITIVE_INFINITY) > (capBefore ?? Number.NaN)).toBe(true)
      expect([rate >= rateBefore, leverage < leverageBefore, rate * leverage <= 1]).toEqual([true, true, true])
    }
})

describe('a bracket', () => {
  const table: readonly Bracket[] = usdm['BTCUSDT'] ?? []

  test.each([
    [1, 0.004],
    [50_000, 0.004],
    [50_000.01, 0.005],
    [600_000, 0.005],
    [1_800_000_000, 0.5],
    [9_000_000_000, 0.5],
  ])('holds floor < %d ≤ cap', (notional, rate) => {
    expect(bracketOf(table, notional)[1]).toBe(rate)
  })

  test('asks the same from below and from above its bound', () => {
    for (const [i, [cap]] of table.slice(0, -1).entries()) {
      const [here, next] = [table[i], table[i + 1]].map((row) => (row === undefined ? null : termsOf(row)))
      if (!here || !next || cap === null) throw new Error('a bracket with a neighbour')
      expect(maintenanceMargin(cap, next)).toBeCloseTo(maintenanceMargin(cap, here), 6)
    }
  })

  test('of 3,500,032.458 USDT asks what the venue’s FAQ of 2021 prints', () => {
    const [, older] = futuresSets
    const bracket = bracketOf(older?.parameters.usdmBrackets['BTCUSDT'] ?? [], 3_500_032.458)
    expect(maintenanceMargin(3_500_032.458, termsOf(bracket))).toBeCloseTo(71_200.81145, 5)
  })
})
