import {
  conditionalCoverage,
  ExampleError,
  type ExampleRule,
  ewmaVariance,
  exponentialWeights,
  historicalVar,
  type LikelihoodTest,
  numberIn,
  numbersIn,
  proportionOfFailures,
  trafficLight,
} from '@plimsoll/core'

type Fields = Parameters<ExampleRule>[0]

/** Answers are lists in the order of each source. */
export const varRules: Readonly<Record<string, ExampleRule>> = {
  'kupiec 1995: pof likelihood ratio, p-value': (inputs) => pairOf(proportionOfFailures(countIn(inputs))),
  'christoffersen 1998: conditional coverage lr = pof+cci, p-value (2 df)': (inputs) =>
    pairOf(conditionalCoverage({ statistic: numberIn(inputs, 'POF') }, { statistic: numberIn(inputs, 'CCI') })),
  'basel traffic light: cumulative probability, type i': (inputs) => {
    const { cumulativeFrac, typeOneFrac } = trafficLight(countIn(inputs))
    return [cumulativeFrac, typeOneFrac]
  },
  'historical simulation: var 99% (n=1200) and es': (inputs) => {
    const { valueAtRisk, expectedShortfall } = historicalVar(numbersIn(inputs, 'worst'), {
      confidenceFrac: numberIn(inputs, 'c'),
      scenarios: numberIn(inputs, 'n'),
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
