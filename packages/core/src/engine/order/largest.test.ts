import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Derivative } from '../../market/instrument.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { largestThatFits } from './largest.ts'

const linear = { kind: 'perpetual', payout: 'linear', contractSize: Decimal.of('1') } as Derivative
const inverse = { ...linear, payout: 'inverse' } as Derivative
const tenth = { ...linear, contractSize: Decimal.of('0.1') } as Derivative

/** The largest of `asked` where what is beyond `room` lacks in proportion. */
function largestOf(asked: string, room: string, instrument: Derivative = linear): string {
  const contracts = Decimal.of(asked)
  const lackOf = (some: Decimal): number => toRisk(some.abs().minus(Decimal.of(room)))
  return largestThatFits({ contracts, lack: lackOf(contracts) }, instrument, lackOf).toString()
}

test.each([
  ['5.5', '5', '5'],
  ['-5.5', '5', '-5'],
  ['5.5', '1.23456789', '1.23456789'],
  ['5.5', '1.234567891', '1.23456789'],
  ['1', '0.000000001', '0'],
  ['0.00000001', '0', '0'],
  ['5', '1.5', '1.5'],
])('of %s where there is room for %s the largest is %s', (asked, room, largest) => {
  expect(largestOf(asked, room)).toBe(largest)
})

test.each([
  ['an inverse contract', inverse],
  ['a tenth of a coin', tenth],
])('%s is counted in whole contracts when a whole number was asked', (_name, instrument) => {
  expect(largestOf('100', '33.7', instrument)).toBe('33')
  expect(largestOf('100.5', '33.7', instrument)).toBe('33.7')
})

test('whatever the lack is like, the largest fits and one unit more does not, in three checks a bit at most', () => {
  const kinks = fc.array(fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e6 })), { maxLength: 5 })
  fc.assert(
    fc.property(kinks, fc.integer({ min: 1, max: 1e9 }), (slopes, free) => {
      let checks = 0
      const lackOf = (some: Decimal): number => {
        checks += 1
        const units = toRisk(some.times(Decimal.of('100000000')))
        return slopes.reduce((sum, [from, slope]) => sum + Math.max(0, units - from) * slope, units / 1e6 - free)
      }
      const contracts = Decimal.of('1000000')
      const lack = lackOf(contracts)
      if (lack <= 0) return
      const largest = largestThatFits({ contracts, lack }, linear, lackOf)
      expect(checks).toBeLessThanOrEqual(3 * 47 + 2)
      expect(largest.isZero() ? 0 : lackOf(largest)).toBeLessThanOrEqual(0)
      expect(lackOf(largest.plus(Decimal.of('0.00000001')))).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})
