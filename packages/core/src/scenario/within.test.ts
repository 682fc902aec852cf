import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastAfter, staysAbove } from './within.ts'

const rows = fc.integer({ min: 1, max: 60 }).chain((length) =>
  fc.record({
    pnl: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: length, maxLength: length }),
    row: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length }),
    contracts: fc.integer({ min: -20, max: 20 }),
    from: fc.nat(length - 1),
  }),
)

test('a sum stays above exactly the floors that its least entry is not below', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: -2500, max: 2500 }), ({ pnl, row, contracts, from }, floor) => {
      const entries = pnl.map((entry, i) => entry + contracts * (row[i] ?? 0)).slice(from)
      const [p, r] = [Float64Array.from(pnl), Float64Array.from(row)]
      expect(leastAfter(p, r, contracts, from)).toBe(Math.min(...entries))
      expect(staysAbove(p, r, contracts, floor, from)).toBe(Math.min(...entries) >= floor)
    }),
  )
})
