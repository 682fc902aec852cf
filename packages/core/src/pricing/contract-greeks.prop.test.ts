import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryPriced, indexMove, kindsOfDerivative, profitAfter } from '../testkit/arbitrary-priced.ts'
import { contractDelta, contractGreeks } from './contract-greeks.ts'
import type { Priced } from './priced.ts'
import type { PriceMove } from './shift.ts'

const still: PriceMove = { indexFactor: 1, settleFactor: 1, quoteFactor: 1 }

/** Money that one contract is about: what an error of its value is measured against. */
function exposureOf({ instrument, size, index, settlePrice, option }: Priced): number {
  const isInverseFuture = option === undefined && instrument.payout === 'inverse'
  return isInverseFuture ? size : size * index * Math.max(1, settlePrice / index)
}

// Differences over steps h and 2h; their combination errs by h⁴ (Richardson), 1e-4 of a step of a hundredth or less.
function slope(f: (x: number) => number, h: number): number {
  const central = (step: number): number => (f(step) - f(-step)) / (2 * step)
  return (4 * central(h) - central(2 * h)) / 3
}

/** Steps small beside σ√T, the width over which an option bends. */
function bend({ option }: Priced): number {
  return option === undefined ? 1 : Math.min(1, option.vol * Math.sqrt(option.tteYears))
}

/** What the mark of an inverse option is off its model stays the same number of coins, which is not in the greeks. */
function residualDelta({ instrument, size, settlePrice, option }: Priced): number {
  return instrument.payout === 'inverse' ? size * settlePrice * (option?.residual ?? 0) : 0
}

test.each(kindsOfDerivative)('delta and gamma of %s are the slopes of its value', (symbol) => {
  fc.assert(
    fc.property(arbitraryPriced([symbol]), (priced) => {
      const h = 0.01 * bend(priced)
      const valueAt = (moveFrac: number): number => profitAfter(priced, indexMove(priced, 1 + moveFrac))
      const { delta, gamma } = contractGreeks(priced)
      const exposure = exposureOf(priced)
      expect(Math.abs(slope(valueAt, h) - residualDelta(priced) - delta * priced.index) / exposure).toBeLessThan(1e-5)
      const deltaAt = (moveFrac: number): number => slope((more) => valueAt(moveFrac + more), h)
      const curve = slope(deltaAt, h)
      expect((Math.abs(curve - gamma * priced.index * priced.index) * bend(priced)) / exposure).toBeLessThan(1e-3)
      expect(Math.abs(contractDelta(priced) - delta) * priced.index).toBeLessThan(1e-12 * exposure)
    }),
  )
})

test.each(kindsOfDerivative)('vega and theta of %s are the slopes of its value', (symbol) => {
  fc.assert(
    fc.property(arbitraryPriced([symbol]), (priced) => {
      const { option } = priced
      const { vega, theta } = contractGreeks(priced)
      if (option === undefined) {
        expect([vega, theta]).toEqual([0, 0])
        return
      }
      const atVol = (more: number): number => profitAfter(priced, { ...still, volAfter: ({ vol }) => vol + more })
      const atTime = (yearsPassed: number): number => profitAfter(priced, { ...still, yearsPassed })
      const exposure = exposureOf(priced)
      expect((Math.abs(slope(atVol, 0.01 * option.vol) - vega) * option.vol) / exposure).toBeLessThan(1e-5)
      expect((Math.abs(slope(atTime, 0.01 * option.tteYears) - theta) * option.tteYears) / exposure).toBeLessThan(1e-5)
    }),
  )
})

test('a long option gains from movement and pays for it by the day', () => {
  fc.assert(
    fc.property(arbitraryPriced(['ETH/USD:ETH-260327-2400-C', 'ETH/USD:ETH-260327-2400-P']), (priced) => {
      const { gamma, vega, theta } = contractGreeks(priced)
      expect(gamma).toBeGreaterThanOrEqual(0)
      expect(vega).toBeGreaterThanOrEqual(0)
      expect(theta).toBeLessThanOrEqual(0)
    }),
  )
})
