import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fence } from './fence.ts'

test('a price takes off every bound at or below it, and no other', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.array(fc.integer({ min: 0, max: 50 })),
      (bounds, prices) => {
        const found = fence()
        const left = new Map(bounds.map((bound, slot) => [slot, bound]))
        for (const [slot, bound] of left) found.add(bound, slot, 0)
        for (const price of prices) {
          const taken: number[] = []
          found.cross(price, (slot) => taken.push(slot))
          const expected = [...left].filter(([, bound]) => bound <= price).map(([slot]) => slot)
          expect(taken.sort((a, b) => a - b)).toEqual(expected)
          for (const slot of taken) left.delete(slot)
        }
      },
    ),
  )
})

test('what no longer counts is dropped once it is most of what is kept, and the rest stays in order', () => {
  const found = fence()
  for (let slot = 0; slot < 5000; slot++) found.add(5000 - slot, slot, slot % 100 === 0 ? 1 : 0)
  found.tidy((_slot, stamp) => stamp === 1)
  const taken: number[] = []
  found.cross(Number.POSITIVE_INFINITY, (slot) => taken.push(slot))
  expect(taken).toEqual(Array.from({ length: 50 }, (_, i) => 4900 - 100 * i))
})
