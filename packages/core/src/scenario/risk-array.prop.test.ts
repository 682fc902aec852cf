import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryPriced, indexMove, kindsOfDerivative, profitAfter } from '../testkit/arbitrary-priced.ts'
import { riskArray, riskPlan } from './risk-array.ts'
import { scenario } from './scenario.ts'
import { shockedVol, stretchedShock, type VolShock } from './vol-shock.ts'

const arbitraryShock: fc.Arbitrary<VolShock> = fc.record({
  upFrac: fc.double({ min: 0, max: 1.5, noNaN: true }),
  downFrac: fc.double({ min: 0, max: 1.5, noNaN: true }),
  pivotDays: fc.constantFrom(7, 30, 90),
  shortPower: fc.constantFrom(0.1, 0.3, 0.5),
  longPower: fc.constantFrom(0.13, 0.5),
  pivotIsLong: fc.boolean(),
  daysMin: fc.constantFrom(1, 7),
  upVolMin: fc.constantFrom(0, 0.3, 1.5),
})

const arbitraryScenario = fc
  .tuple(
    fc.double({ min: -0.9, max: 3, noNaN: true }),
    fc.constantFrom('up' as const, 'same' as const, 'down' as const),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([moveFrac, vol, lossWeight]) => scenario(moveFrac, vol, lossWeight, false))

const sets = fc.array(
  fc.record({ scenarios: fc.array(arbitraryScenario, { minLength: 1, maxLength: 12 }), volShock: arbitraryShock }),
  {
    minLength: 1,
    maxLength: 2,
  },
)

test.each(kindsOfDerivative)(
  'the risk array of %s is what shifting the market and valuing it again gives',
  (symbol) => {
    fc.assert(
      fc.property(arbitraryPriced([symbol]), sets, (priced, drawn) => {
        const planned = drawn.map(({ scenarios, volShock }) => ({ scenarios, volRule: stretchedShock(volShock) }))
        const row = riskArray(priced, riskPlan(planned))
        const expected = drawn.flatMap(({ scenarios, volShock }) =>
          scenarios.map(({ moveFrac, vol: direction, lossWeight }) => {
            const volAfter = ({ vol, tteYears }: { vol: number; tteYears: number }) =>
              shockedVol(vol, tteYears, direction, volShock)
            return lossWeight * profitAfter(priced, { ...indexMove(priced, 1 + moveFrac), volAfter })
          }),
        )
        expect(row).toHaveLength(expected.length)
        // The kernel promises 1e-14 of the larger of forward × move and strike; four moves and a residual are added to it.
        const { size, index, quotePrice, settlePrice, option, mark, instrument } = priced
        const money =
          instrument.payout === 'inverse' && option === undefined
            ? size
            : size * Math.max(index, (option?.strike ?? mark) * quotePrice)
        const scale = money * Math.max(1, settlePrice / index)
        for (const [i, profit] of row.entries())
          expect(Math.abs(profit - (expected[i] ?? Number.NaN))).toBeLessThan(1e-12 * 4 * scale)
      }),
    )
  },
)
