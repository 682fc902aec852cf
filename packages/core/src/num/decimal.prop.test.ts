import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromRisk, toRisk } from './crossing.ts'
import { Decimal } from './decimal.ts'

const digits = (max: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max }).map((each) => each.join(''))

/** Decimal text as it may be written, trailing zeros and signed zeros among it. */
const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.option(digits(18)))
  .map(([isNegative, whole, fraction]) => `${isNegative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`)

const decimal = decimalText.map((text) => Decimal.of(text))
const scale = fc.integer({ min: 0, max: 12 })
const finiteDouble = fc.double({ noNaN: true, min: -1e15, max: 1e15 })

test('a decimal survives being written and read', () => {
  fc.assert(
    fc.property(decimalText, (text) => {
      const value = Decimal.of(text)
      const again = Decimal.of(value.toString())
      expect(again.equals(value)).toBe(true)
      expect(again.toString()).toBe(value.toString())
    }),
  )
})

test('sums and products are exact: they undo and distribute', () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(a.plus(b).minus(b).equals(a)).toBe(true)
      expect(a.times(b.plus(c)).equals(a.times(b).plus(a.times(c)))).toBe(true)
      expect(a.compare(b)).toBe(a.minus(b).sign())
    }),
  )
})

test('rounding up never lowers, down never raises, and neither goes further than one unit', () => {
  fc.assert(
    fc.property(decimal, scale, (value, places) => {
      const up = value.rounded(places, 'up')
      const down = value.rounded(places, 'down')
      const nearest = value.rounded(places, 'nearest-even')
      const unit = Decimal.of(places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`)
      expect(up.compare(value)).toBeGreaterThanOrEqual(0)
      expect(down.compare(value)).toBeLessThanOrEqual(0)
      expect(up.minus(down).compare(unit)).toBeLessThanOrEqual(0)
      expect(nearest.equals(up) || nearest.equals(down)).toBe(true)
      expect(value.negated().rounded(places, 'up').equals(down.negated())).toBe(true)
    }),
  )
})

test('every double goes out by one door and comes back by the other', () => {
  fc.assert(
    fc.property(finiteDouble, (x) => {
      expect(toRisk(Decimal.fromNumber(x))).toBe(x === 0 ? 0 : x)
    }),
  )
})

test('what is owed is never rounded below, what is credited never above', () => {
  fc.assert(
    fc.property(finiteDouble, scale, (x, places) => {
      const exact = Decimal.fromNumber(x)
      expect(fromRisk(x, places, 'up').compare(exact)).toBeGreaterThanOrEqual(0)
      expect(fromRisk(x, places, 'down').compare(exact)).toBeLessThanOrEqual(0)
    }),
  )
})
