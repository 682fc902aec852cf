import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countedQuantity, type HaircutTier } from './collateral.ts'

const haircut = fc.double({ min: 0, max: 1, noNaN: true })
const tiers: fc.Arbitrary<readonly HaircutTier[]> = fc
  .tuple(fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), haircut), { maxLength: 6 }), fc.option(haircut))
  .map(([steps, last]) => {
    let bound = 0
    const bounded = steps.map(([step, haircutFrac]) => {
      bound += step
      return { quantityMax: bound, haircutFrac }
    })
    return last === null && bounded.length > 0 ? bounded : [...bounded, { quantityMax: null, haircutFrac: last ?? 0 }]
  })

const quantity = fc.double({ min: -5000, max: 5000, noNaN: true })

test('more of an asset never counts less, and never more than it is', () => {
  fc.assert(
    fc.property(tiers, quantity, fc.double({ min: 0, max: 5000, noNaN: true }), (list, held, more) => {
      const before = countedQuantity(list, held)
      const after = countedQuantity(list, held + more)
      expect(after).toBeGreaterThanOrEqual(before - 1e-9)
      expect(after - before).toBeLessThanOrEqual(more + 1e-9)
    }),
  )
})

test('what counts has no jumps, not even at a bound', () => {
  fc.assert(
    fc.property(tiers, (list) => {
      for (const { quantityMax } of list) {
        if (quantityMax === null) continue
        const around = countedQuantity(list, quantityMax + 1e-6) - countedQuantity(list, quantityMax - 1e-6)
        expect(around).toBeLessThanOrEqual(2.001e-6)
      }
    }),
  )
})

test('tiers of one haircut are one tier', () => {
  fc.assert(
    fc.property(tiers, haircut, quantity, (list, haircutFrac, held) => {
      const same = [...list.map((tier) => ({ ...tier, haircutFrac })), { quantityMax: null, haircutFrac }]
      expect(countedQuantity(same, held)).toBeCloseTo(held > 0 ? held * (1 - haircutFrac) : held, 6)
    }),
  )
})
