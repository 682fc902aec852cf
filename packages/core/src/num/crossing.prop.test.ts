import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toRisk } from './crossing.ts'
import { Decimal } from './decimal.ts'

const digits = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.nat(40))
  .map(([all, length]) => all.toString().slice(0, length + 1))

test('a decimal becomes the double that its text becomes', () => {
  fc.assert(
    fc.property(digits, fc.nat(30), fc.boolean(), (all, places, isNegative) => {
      const padded = all.padStart(places + 1, '0')
      const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '')
      const text = `${isNegative ? '-' : ''}${whole}${places > 0 ? `.${padded.slice(-places)}` : ''}`
      const decimal = Decimal.of(text)
      expect(toRisk(decimal)).toBe(Number(decimal.toString()))
    }),
    { numRuns: 2000 },
  )
})
