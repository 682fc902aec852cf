import { binomialTails } from '../num/binomial.ts'
import type { BreachCount } from './likelihood-tests.ts'

export type TrafficLight = 'green' | 'yellow' | 'red'

export interface TrafficLightResult {
  readonly zone: TrafficLight
  /** Probability of at most as many breaches when the model is right. */
  readonly cumulativeFrac: number
  /** Probability of at least as many when it is right: of doubting a right model. */
  readonly typeOneFrac: number
}

/** Cumulative probability from which a count is yellow, and from which it is red. */
const yellowFrom = 0.95
const redFrom = 0.9999

/**
 * The zone a number of breaches falls in: by how unlikely at most as many are when the model is right. At 99 % over 250
 * days up to 4 are green, 5 to 9 yellow, 10 and more red.
 *
 * @throws InvariantError unless 0 ≤ breaches ≤ days are whole and 0 < breachFrac < 1.
 * @see Basel Committee on Banking Supervision (1996), Supervisory framework for the use of "backtesting", table 2.
 */
export function trafficLight({ days, breaches, breachFrac }: BreachCount): TrafficLightResult {
  const { atMost, atLeast } = binomialTails(breaches, days, breachFrac)
  const zone = atMost < yellowFrom ? 'green' : atMost < redFrom ? 'yellow' : 'red'
  return { zone, cumulativeFrac: atMost, typeOneFrac: atLeast }
}

/** By breaches from five on. */
const plusFactors = [0.4, 0.5, 0.65, 0.75, 0.85, 1]

/** What the Basel framework adds to the multiplier of three, for breaches of a 99 % value at risk over 250 days. */
export function baselPlusFactor(breaches: number): number {
  return breaches < 5 ? 0 : (plusFactors[Math.min(breaches - 5, plusFactors.length - 1)] as number)
}
