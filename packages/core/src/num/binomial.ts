import { assert } from './assert.ts'

/** Probabilities of at most, and of at least, a number of successes. */
export interface BinomialTails {
  readonly atMost: number
  readonly atLeast: number
}

/**
 * Tails of the binomial law: `successes` of `trials` at probability `chanceFrac`. Both hold the number itself.
 *
 * Terms follow from one another by (n − k) ÷ (k + 1) × p ÷ (1 − p), counted from the largest, so that nothing overflows
 * and no factorial is taken; the sum of all makes them probabilities. A relative error of about n × 2⁻⁵³ remains, in the
 * tails too.
 *
 * @throws InvariantError unless 0 ≤ successes ≤ trials are whole and 0 < chance < 1.
 */
export function binomialTails(successes: number, trials: number, chanceFrac: number): BinomialTails {
  assert(Number.isInteger(trials) && trials > 0, `trials must be a positive whole number, is ${trials}`)
  const isCount = Number.isInteger(successes) && successes >= 0 && successes <= trials
  assert(isCount, `successes must be a whole number from 0 to ${trials}, is ${successes}`)
  assert(chanceFrac > 0 && chanceFrac < 1, `chance must be above 0 and below 1, is ${chanceFrac}`)
  const terms = relativeTerms(trials, chanceFrac)
  const [below, above] = [sumBetween(terms, 0, successes), sumBetween(terms, successes + 1, trials)]
  const all = below + above
  return { atMost: below / all, atLeast: (above + (terms[successes] as number)) / all }
}

/** Each term ÷ the largest. */
function relativeTerms(trials: number, chance: number): Float64Array {
  const terms = new Float64Array(trials + 1)
  const mode = Math.min(trials, Math.floor((trials + 1) * chance))
  const odds = chance / (1 - chance)
  terms[mode] = 1
  for (let k = mode; k < trials; k++) terms[k + 1] = (((terms[k] as number) * (trials - k)) / (k + 1)) * odds
  for (let k = mode; k > 0; k--) terms[k - 1] = ((terms[k] as number) * k) / (trials - k + 1) / odds
  return terms
}

/** Smallest first: terms fall away from the largest on both sides, and small ones come from the far end. */
function sumBetween(terms: Float64Array, from: number, to: number): number {
  const slice = terms.slice(from, to + 1).sort()
  let sum = 0
  for (const term of slice) sum += term
  return sum
}
