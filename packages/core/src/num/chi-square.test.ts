import { expect, test } from 'vitest'
import { chiSquareSurvival } from './chi-square.ts'

/** mpmath 1.2.1 at 40 digits: erfc(√(x/2)), e^(−x/2). */
const truth = [
  [0, 1, 1],
  [0.1, 0.751829634045849, 0.951229424500714],
  [0.46147, 0.496937766949161, 0.793949834866381],
  [1, 0.317310507862914, 0.606530659712633],
  [3.84145882069412, 0.0500000000000001, 0.146500064486084],
  [10, 0.00156540225800255, 0.00673794699908547],
  [50, 1.53745979442803e-12, 1.3887943864964e-11],
  [700, 2.99022697512462e-154, 9.92959039626498e-153],
] as const

test.each(truth)('of %d agrees with 40 digits', (x, one, two) => {
  expect(Math.abs(chiSquareSurvival(x, 1) / one - 1)).toBeLessThan(1e-13)
  expect(Math.abs(chiSquareSurvival(x, 2) / two - 1)).toBeLessThan(1e-13)
})

test('a statistic is not negative', () => {
  expect(() => chiSquareSurvival(-1, 1)).toThrow('must not be negative, is -1')
})
