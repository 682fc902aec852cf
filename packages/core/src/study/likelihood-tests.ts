import { assert, finite } from '../num/assert.ts'
import { chiSquareSurvival } from '../num/chi-square.ts'
import { log, log1p } from '../num/exp-log.ts'

/** A likelihood ratio and how likely one as large is when the model is right; below 0.05 one doubts it. */
export interface LikelihoodTest {
  readonly statistic: number
  readonly pValue: number
}

/** Breaches of a value at risk among days, where each should be one with probability `breachFrac`: 0.01 at 99 %. */
export interface BreachCount {
  readonly days: number
  readonly breaches: number
  readonly breachFrac: number
}

/**
 * Proportion of failures: whether there are as many breaches as there should be. One degree of freedom.
 * −2 ln L(p) + 2 ln L(x ÷ n), L(p) = (1 − p)^(n−x) p^x.
 *
 * @throws InvariantError unless 0 ≤ breaches ≤ days are whole and 0 < breachFrac < 1.
 * @see Kupiec, P. (1995), Techniques for verifying the accuracy of risk measurement models, J. Derivatives 3.
 * @example
 * proportionOfFailures({ days: 1043, breaches: 57, breachFrac: 0.05 }).statistic // 0.46147
 */
export function proportionOfFailures({ days, breaches, breachFrac }: BreachCount): LikelihoodTest {
  requireCount(days, 'days')
  assert(Number.isInteger(breaches) && breaches >= 0, `breaches must be a whole number, is ${breaches}`)
  assert(breaches <= days && days > 0, `breaches must be at most the days, are ${breaches} of ${days}`)
  requireChance(breachFrac)
  const seen = breaches / days
  return tested(2 * (logLikelihood(breaches, days, seen) - logLikelihood(breaches, days, breachFrac)), 1)
}

/**
 * Time until the first failure: whether the first breach, on day `firstBreachDay`, comes too early or too late. One
 * degree of freedom. −2 ln(p (1 − p)^(v−1)) + 2 ln((1 ÷ v) (1 − 1 ÷ v)^(v−1)).
 *
 * @see Kupiec (1995), as above.
 */
export function timeUntilFirstFailure(firstBreachDay: number, breachFrac: number): LikelihoodTest {
  requireCount(firstBreachDay, 'first breach day')
  assert(firstBreachDay > 0, `first breach day must be at least 1, is ${firstBreachDay}`)
  requireChance(breachFrac)
  const likelihood = (chance: number): number => logLikelihood(1, firstBreachDay, chance)
  return tested(2 * (likelihood(1 / firstBreachDay) - likelihood(breachFrac)), 1)
}

/** How days follow each other; the first letter is the day before. */
export interface BreachTransitions {
  readonly calmToCalm: number
  readonly calmToBreach: number
  readonly breachToCalm: number
  readonly breachToBreach: number
}

/** Days that follow each other, counted by whether each was a breach. */
export function breachTransitions(breaches: readonly boolean[]): BreachTransitions {
  const counts = { calmToCalm: 0, calmToBreach: 0, breachToCalm: 0, breachToBreach: 0 }
  for (let day = 1; day < breaches.length; day++) {
    if (breaches[day - 1] === true) counts[breaches[day] === true ? 'breachToBreach' : 'breachToCalm'] += 1
    else counts[breaches[day] === true ? 'calmToBreach' : 'calmToCalm'] += 1
  }
  return counts
}

/**
 * Independence: whether a breach is as likely after a breach as after a calm day. One degree of freedom. Losses over
 * several days that overlap fail it by themselves: it is for daily losses.
 *
 * @see Christoffersen, P. (1998), Evaluating interval forecasts, International Economic Review 39.
 */
export function breachIndependence(transitions: BreachTransitions): LikelihoodTest {
  const { calmToCalm, calmToBreach, breachToCalm, breachToBreach } = transitions
  const afterCalm = calmToCalm + calmToBreach
  const afterBreach = breachToCalm + breachToBreach
  const breaches = calmToBreach + breachToBreach
  const days = afterCalm + afterBreach
  const apart =
    logLikelihood(calmToBreach, afterCalm, share(calmToBreach, afterCalm)) +
    logLikelihood(breachToBreach, afterBreach, share(breachToBreach, afterBreach))
  return tested(2 * (apart - logLikelihood(breaches, days, share(breaches, days))), 1)
}

/** Conditional coverage: as many breaches as there should be, and independent. The sum of both statistics, two degrees of freedom. */
export function conditionalCoverage(
  proportion: Pick<LikelihoodTest, 'statistic'>,
  independence: Pick<LikelihoodTest, 'statistic'>,
): LikelihoodTest {
  return tested(proportion.statistic + independence.statistic, 2)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** ln((1 − p)^(n−x) p^x), where 0 × ln 0 is 0. */
function logLikelihood(breaches: number, days: number, chance: number): number {
  const calm = days - breaches
  return (calm === 0 ? 0 : calm * log1p(-chance)) + (breaches === 0 ? 0 : breaches * log(chance))
}

/** Rounding may leave a statistic a little below 0. */
function tested(statistic: number, degrees: 1 | 2): LikelihoodTest {
  const value = Math.max(0, finite(statistic, 'statistic'))
  return { statistic: value, pValue: chiSquareSurvival(value, degrees) }
}

function requireCount(count: number, name: string): void {
  assert(Number.isInteger(count) && count >= 0, `${name} must be a whole number, is ${count}`)
}

function requireChance(breachFrac: number): void {
  assert(breachFrac > 0 && breachFrac < 1, `breach probability must be above 0 and below 1, is ${breachFrac}`)
}
