import { black76Greeks, discountBlack76, ExampleError, impliedVol, numberIn, recordIn } from '@plimsoll/core'

/** Price, greeks and implied volatility of one option. What needs a rate or a price is left out where none is given. */
export function computeBlack76(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, number | null>> {
  const input = recordIn(fields, 'input')
  const { right } = input
  if (right !== 'call' && right !== 'put')
    throw new ExampleError('input.value', `right must be call or put, is ${JSON.stringify(right)}`)
  const option = {
    right,
    forward: positive(input, 'forward'),
    strike: positive(input, 'strike'),
    vol: notNegative(input, 'vol'),
    tteYears: notNegative(input, 'years'),
  } as const
  const { price, timeValue, delta, gamma, vega, theta } = black76Greeks(option)
  return {
    price,
    timeValue,
    delta,
    gamma,
    vega,
    ...discountedOf({ price, theta }, input, option.tteYears),
    ...(input['price'] === undefined
      ? {}
      : { impliedVolOfPrice: impliedVol({ ...option, price: notNegative(input, 'price') }) }),
  }
}

function discountedOf(
  undiscounted: { readonly price: number; readonly theta: number },
  input: Readonly<Record<string, unknown>>,
  tteYears: number,
): Readonly<Record<string, number>> {
  if (input['rate'] === undefined) return {}
  const { price, thetaPerYear } = discountBlack76(undiscounted, { ratePerYear: numberIn(input, 'rate'), tteYears })
  return { discounted: price, thetaPerYear }
}

function positive(input: Readonly<Record<string, unknown>>, name: string): number {
  const value = numberIn(input, name)
  if (value <= 0) throw new ExampleError('input.value', `${name} must be positive, is ${value}`)
  return value
}

function notNegative(input: Readonly<Record<string, unknown>>, name: string): number {
  const value = numberIn(input, name)
  if (value < 0) throw new ExampleError('input.value', `${name} must not be negative, is ${value}`)
  return value
}
