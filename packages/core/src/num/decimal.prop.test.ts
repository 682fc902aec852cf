import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromRisk, toRisk } from './crossing.ts'
import { Decimal, type Rounding } from './decimal.ts'

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

/** Whole numbers about where a double ceases to be exact, with a point somewhere. */
const large = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 2n ** 54n }), fc.integer({ min: 0, max: 20 }))
  .map(([isNegative, whole, scale]) => {
    const text = String(whole).padStart(scale + 1, '0')
    const [before, after] = [text.slice(0, text.length - scale), text.slice(text.length - scale)]
    return `${isNegative ? '-' : ''}${before}${after === '' ? '' : `.${after}`}`
  })
const anyText = fc.oneof(decimalText, large)
const rounding = fc.constantFrom<Rounding>('up', 'down', 'nearest-even')

/** big.js rounds away from or toward zero; which of them is up depends on the sign. */
function bigMode(how: Rounding, sign: number): 0 | 2 | 3 {
  if (how === 'nearest-even') return 2
  return (how === 'up') === sign >= 0 ? 3 : 0
}

function shown(big: Big): string {
  return big.eq(0) ? '0' : big.toFixed()
}

test('everything is as big.js has it, of every size', () => {
  fc.assert(
    fc.property(anyText, anyText, scale, rounding, (left, right, places, how) => {
      const [a, b] = [Decimal.of(left), Decimal.of(right)]
      const [x, y] = [new Big(left), new Big(right)]
      expect(a.plus(b).toString()).toBe(shown(x.plus(y)))
      expect(a.minus(b).toString()).toBe(shown(x.minus(y)))
      expect(a.times(b).toString()).toBe(shown(x.times(y)))
      expect(a.compare(b)).toBe(x.cmp(y))
      expect(a.equals(b)).toBe(x.eq(y))
      expect(a.rounded(places, how).toString()).toBe(shown(x.round(places, bigMode(how, x.cmp(0)))))
      expect(toRisk(a)).toBe(Number(a.toString()))
      if (b.isZero()) return
      const Divider = Big()
      Divider.DP = places
      Divider.RM = bigMode(how, x.cmp(0) * y.cmp(0))
      expect(a.dividedBy(b, places, how).toString()).toBe(shown(new Big(new Divider(left).div(right))))
    }),
    { numRuns: 3000 },
  )
})

test('a quotient times its divisor is within a unit of what was divided, on the side it was rounded to', () => {
  fc.assert(
    fc.property(decimal, decimal, scale, (a, b, places) => {
      fc.pre(!b.isZero())
      const up = a.dividedBy(b, places, 'up')
      const down = a.dividedBy(b, places, 'down')
      expect(up.times(b).compare(a) * b.sign()).toBeGreaterThanOrEqual(0)
      expect(down.times(b).compare(a) * b.sign()).toBeLessThanOrEqual(0)
      expect(a.negated().dividedBy(b, places, 'up').equals(down.negated())).toBe(true)
    }),
  )
})
