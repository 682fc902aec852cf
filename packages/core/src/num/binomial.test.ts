import { expect, test } from 'vitest'
import { binomialTails } from './binomial.ts'

/** mpmath 1.2.1 at 40 digits: successes, trials, chance, P(at most), P(at least). */
const truth = [
  [57, 1043, 0.05, 0.779127243332813, 0.26395846600564],
  [0, 250, 0.01, 0.0810585161621815, 1],
  [4, 250, 0.01, 0.892187626903625, 0.241883302235117],
  [5, 250, 0.01, 0.958816815930152, 0.107812373096375],
  [10, 250, 0.01, 0.999946101370953, 0.000250190068740508],
  [40, 250, 0.01, 1, 4.78392253265085e-35],
  [1, 1, 0.3, 1, 0.3],
  [10, 10000, 0.01, 7.56277332915165e-31, 1],
  [300, 1000, 0.5, 8.83283900397507e-38, 1],
] as const

test.each(truth)('%d of %d at %d agrees with 40 digits', (successes, trials, chance, atMost, atLeast) => {
  const tails = binomialTails(successes, trials, chance)
  expect(Math.abs(tails.atMost / atMost - 1)).toBeLessThan(1e-11)
  expect(Math.abs(tails.atLeast / atLeast - 1)).toBeLessThan(1e-11)
})

test('both tails hold the number itself', () => {
  const { atMost, atLeast } = binomialTails(1, 2, 0.5)
  expect([atMost, atLeast]).toEqual([0.75, 0.75])
})

test('what no double holds is 0', () => {
  expect(binomialTails(250, 250, 0.01)).toEqual({ atMost: 1, atLeast: 0 })
})

test.each([
  [3, 2, 0.5, 'successes must be a whole number from 0 to 2, is 3'],
  [1.5, 2, 0.5, 'is 1.5'],
  [0, 0, 0.5, 'trials must be a positive whole number, is 0'],
  [1, 2, 1, 'chance must be above 0 and below 1, is 1'],
])('%d of %d at %d is no question', (successes, trials, chance, message) => {
  expect(() => binomialTails(successes, trials, chance)).toThrow(message)
})
