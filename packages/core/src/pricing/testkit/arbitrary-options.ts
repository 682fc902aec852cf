import fc from 'fast-check'
import type { Black76Input } from '../black76.ts'

/** Evenly in the logarithm between two positive numbers. */
export function spread(low: number, high: number): fc.Arbitrary<number> {
  return fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp)
}

/** Options from the ordinary to the absurd: a strike up to 40 deviations away, minutes to years, vols from 0.1 % to 1000 %. */
export const arbitraryOption: fc.Arbitrary<Black76Input> = fc
  .record({
    right: fc.constantFrom('call' as const, 'put' as const),
    forward: spread(0.01, 1e6),
    vol: spread(0.001, 10),
    tteYears: spread(1e-6, 3),
    deviations: fc.double({ min: -40, max: 40, noNaN: true }),
  })
  .map(({ deviations, ...option }) => ({
    ...option,
    strike: option.forward * Math.exp(deviations * option.vol * Math.sqrt(option.tteYears)),
  }))
  .filter(({ strike }) => strike > 1e-12 && strike < 1e18)
