import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assumedTables } from './assumed-tables.ts'
import { type LeverageTier, tierDeductions, tierMaintenance, tierOf } from './leverage-tiers.ts'
import { binanceBtcUsdt, bybitBtcUsdt } from './testdata/published-tiers.ts'

/** A table with rising bounds and rates, the deductions ours. */
const drawn: fc.Arbitrary<readonly LeverageTier[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0.0001, max: 0.1, noNaN: true })), {
    minLength: 1,
    maxLength: 10,
  })
  .map((steps) => {
    let [notionalMax, maintenanceRateFrac] = [0, 0]
    const rows = steps.map(([width, more], i) => {
      notionalMax += width
      maintenanceRateFrac += more
      return { notionalMax: i === steps.length - 1 ? null : notionalMax, maintenanceRateFrac }
    })
    const deductions = tierDeductions(rows)
    return rows.map((row, i) => ({ ...row, maintenanceDeduction: deductions[i] ?? Number.NaN, leverageMax: 1 }))
  })
const tables = fc.oneof(drawn, fc.constantFrom(binanceBtcUsdt, bybitBtcUsdt, assumedTables.leverageTiers['*'] ?? []))
const maintenance = (tiers: readonly LeverageTier[], notional: number): number =>
  tierMaintenance(tierOf(tiers, notional), notional, false)

test('maintenance margin has no jump at any bound', () => {
  fc.assert(
    fc.property(tables, (tiers) => {
      for (const [i, tier] of tiers.entries()) {
        const next = tiers[i + 1]
        if (tier.notionalMax === null || next === undefined) continue
        const below = tierMaintenance(tier, tier.notionalMax, false)
        const above = tierMaintenance(next, tier.notionalMax, false)
        expect(Math.abs(above - below)).toBeLessThanOrEqual(1e-6 + 1e-12 * below)
      }
    }),
  )
})

test('each slice pays its own rate: the deductions are a short way to the same sum', () => {
  fc.assert(
    fc.property(tables, fc.double({ min: 0, max: 3e9, noNaN: true }), (tiers, notional) => {
      let [bySlice, floor] = [0, 0]
      for (const [i, { notionalMax, maintenanceRateFrac }] of tiers.entries()) {
        const isLast = i === tiers.length - 1
        const top = isLast ? notional : Math.min(notional, notionalMax ?? notional)
        bySlice += Math.max(0, top - floor) * maintenanceRateFrac
        floor = Math.max(floor, top)
      }
      expect(Math.abs(maintenance(tiers, notional) - bySlice)).toBeLessThanOrEqual(1e-6 + 1e-9 * bySlice)
    }),
  )
})

test('a larger position never needs less, nor a smaller share of itself', () => {
  fc.assert(
    fc.property(
      tables,
      fc.double({ min: 1, max: 1e9, noNaN: true }),
      fc.double({ min: 1, max: 10, noNaN: true }),
      (tiers, notional, factor) => {
        const [small, large] = [maintenance(tiers, notional), maintenance(tiers, notional * factor)]
        expect(large).toBeGreaterThanOrEqual(small - 1e-6)
        expect(large / (notional * factor)).toBeGreaterThanOrEqual((small / notional) * (1 - 1e-9))
      },
    ),
  )
})
