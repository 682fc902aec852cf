import {
  breachIndependence,
  breachTransitions,
  conditionalCoverage,
  ExampleError,
  type ExampleRule,
  ewmaVariance,
  exponentialWeights,
  historicalVar,
  type LikelihoodTest,
  listIn,
  numberIn,
  numberOr,
  numbersIn,
  proportionOfFailures,
  trafficLight,
} from '@plimsoll/core'

type Fields = Parameters<ExampleRule>[0]

/** Answers are lists in the order of each source. */
export const varRules: Readonly<Record<string, ExampleRule>> = {
  'kupiec 1995: pof likelihood ratio, p-value': (inputs) => pairOf(proportionOfFailures(countIn(inputs))),
  'christoffersen 1998: conditional coverage lr = pof+cci, p-value (2 df)': (inputs) =>
    pairOf(conditionalCoverage(proportionIn(inputs), independenceIn(inputs))),
  'basel traffic light: cumulative probability, type i': (inputs) => {
    const { cumulativeFrac, typeOneFrac } = trafficLight(countIn(inputs))
    return [cumulativeFrac, typeOneFrac]
  },
  'historical simulation: var 99% (n=1200) and es': (inputs) => {
    const losses = numbersIn(inputs, inputs['worst'] === undefined ? 'losses' : 'worst')
    const { valueAtRisk, expectedShortfall } = historicalVar(losses, {
      confidenceFrac: numberIn(inputs, 'c'),
      scenarios: numberOr(inputs, 'n', losses.length),
    })
    return [valueAtRisk, expectedShortfall]
  },
  'weighted historical simulation: cumulative weights, lambda .995, n=500': cumulativeWeights,
  'ewma: variance and vol update': (inputs) => {
    const sigma = numberIn(inputs, 'sigma')
    const variance = ewmaVariance(sigma * sigma, numberIn(inputs, 'r'), numberIn(inputs, 'lam'))
    return [variance, printedPercent(Math.sqrt(variance))]
  },
}

function countIn(inputs: Fields): { readonly days: number; readonly breaches: number; readonly breachFrac: number } {
  return { days: numberIn(inputs, 'N'), breaches: numberIn(inputs, 'x'), breachFrac: numberIn(inputs, 'p') }
}

/** The statistic itself, or the count it is made of. */
function proportionIn(inputs: Fields): Pick<LikelihoodTest, 'statistic'> {
  return inputs['POF'] === undefined ? proportionOfFailures(countIn(inputs)) : { statistic: numberIn(inputs, 'POF') }
}

/** The statistic itself, how days follow each other (`N10`: a breach, then none), or the days in order, 1 for a breach. */
function independenceIn(inputs: Fields): Pick<LikelihoodTest, 'statistic'> {
  if (inputs['CCI'] !== undefined) return { statistic: numberIn(inputs, 'CCI') }
  if (inputs['failures'] !== undefined)
    return breachIndependence(breachTransitions(listIn(inputs, 'failures').map((day) => day === 1 || day === true)))
  const counted = (name: string): number => numberIn(inputs, inputs[name] === undefined ? name.toLowerCase() : name)
  return breachIndependence({
    calmToCalm: counted('N00'),
    calmToBreach: counted('N01'),
    breachToCalm: counted('N10'),
    breachToBreach: counted('N11'),
  })
}

function pairOf({ statistic, pValue }: LikelihoodTest): readonly [number, number] {
  return [statistic, pValue]
}

/** Scenarios are named by their day, the newest being n; they come the worst first. */
function cumulativeWeights(inputs: Fields): readonly number[] {
  const weights = exponentialWeights(numberIn(inputs, 'n'), numberIn(inputs, 'lam'))
  let sum = 0
  return numbersIn(inputs, 'scenarios').map((day) => {
    const weight = weights[day - 1]
    if (weight === undefined)
      throw new ExampleError('input.value', `a scenario must be from 1 to ${weights.length}, is ${day}`)
    sum += weight
    return sum
  })
}

/** A volatility as its source prints it: percent, two digits. */
function printedPercent(frac: number): number {
  return Math.round(frac * 1e4) / 100
}
