import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryPriced, indexMove } from '../testkit/arbitrary-priced.ts'
import type { Priced } from './priced.ts'
import { type PriceMove, shift } from './shift.ts'

const factor = fc.double({ min: 0.2, max: 4, noNaN: true })
const still: PriceMove = { indexFactor: 1, settleFactor: 1, quoteFactor: 1 }
const priced = arbitraryPriced()

/** Every price of an instrument, and how large the numbers are that it comes from. */
function pricesOf({ index, mark, quotePrice, settlePrice, expiryYears, option }: Priced): readonly number[] {
  return [
    index,
    mark,
    quotePrice,
    settlePrice,
    expiryYears,
    option?.forward ?? 0,
    option?.vol ?? 0,
    option?.discount ?? 0,
  ]
}

function expectSame(a: Priced, b: Priced): void {
  const other = pricesOf(b)
  for (const [i, x] of pricesOf(a).entries())
    expect(Math.abs(x - (other[i] ?? 0))).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(x)))
}

test('a shift by one changes nothing', () => {
  fc.assert(fc.property(priced, (before) => expectSame(shift(before, still), before)))
})

test('a shift there and back changes nothing', () => {
  fc.assert(
    fc.property(priced, factor, factor, factor, (before, indexFactor, settleFactor, quoteFactor) => {
      const there = shift(before, { indexFactor, settleFactor, quoteFactor })
      const back = { indexFactor: 1 / indexFactor, settleFactor: 1 / settleFactor, quoteFactor: 1 / quoteFactor }
      expectSame(shift(there, back), before)
    }),
  )
})

test('marks of futures and forwards keep their ratio to the index', () => {
  fc.assert(
    fc.property(priced, factor, (before, indexFactor) => {
      const after = shift(before, indexMove(before, indexFactor))
      const ratio = ({ option, mark, index }: Priced): number => (option?.forward ?? mark) / index
      expect(ratio(after) / ratio(before)).toBeCloseTo(1, 12)
      expect(after.isShifted).toBe(true)
    }),
  )
})

test('a quote currency that loses value raises the price in it', () => {
  fc.assert(
    fc.property(arbitraryPriced(['ETH/USDT:USDT', 'ETH/USDT:USDT-260327-2400-C']), factor, (before, quoteFactor) => {
      const after = shift(before, { ...still, quoteFactor })
      expect((after.option?.forward ?? after.mark) * after.quotePrice).toBeCloseTo(
        (before.option?.forward ?? before.mark) * before.quotePrice,
        6,
      )
      expect(after.index).toBe(before.index)
    }),
  )
})

test('an option is never worth less than nothing, and after expiry its intrinsic value', () => {
  fc.assert(
    fc.property(
      arbitraryPriced(['ETH/USD:ETH-260327-2400-C', 'ETH/USDT:USDT-260327-2400-P']),
      factor,
      (before, indexFactor) => {
        const { mark, option } = shift(before, { ...indexMove(before, indexFactor), yearsPassed: 3 })
        const { right = 'call', forward = 0, strike = 0 } = option ?? {}
        const intrinsic = Math.max(0, right === 'call' ? forward - strike : strike - forward)
        expect(mark).toBeCloseTo(before.instrument.payout === 'inverse' ? intrinsic / forward : intrinsic, 9)
        expect(option).toMatchObject({ vol: 0, tteYears: 0, discount: 1, residual: 0 })
        expect(shift(before, { ...still, volAfter: () => 0 }).mark).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})

test('time that passes in two steps is time that passes in one', () => {
  fc.assert(
    fc.property(priced, fc.double({ min: 0, max: 1.5, noNaN: true }), (before, years) => {
      const half = { ...still, yearsPassed: years / 2 }
      const once = shift(before, { ...still, yearsPassed: years })
      // A rounding error of the expiry decides whether an option is a second before it or past it.
      fc.pre(Math.abs(before.expiryYears - years) > 1e-9)
      expectSame(shift(shift(before, half), half), once)
    }),
  )
})
