import { ExampleError, type Fields, listIn } from '../../margin/conformance.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'

const wei = Decimal.of('0.000000000000000001')

/** A whole number of 1e-18 as text; null and what is left out are 0. Text with a point is a plain number. */
export function fixedIn(fields: Fields, name: string): number {
  return fixedOf(fields[name], name)
}

/** The same, or `otherwise` where it is null or left out. */
export function fixedOr(fields: Fields, name: string, otherwise: number): number {
  return fields[name] === undefined || fields[name] === null ? otherwise : fixedIn(fields, name)
}

export function fixedListIn(fields: Fields, name: string): readonly number[] {
  return listIn(fields, name).map((entry, i) => fixedOf(entry, `${name}[${i}]`))
}

/** The number of a list that goes with the option, the feed or the market at `place`. */
export function fixedAt(fields: Fields, name: string, place: number): number {
  const value = fixedListIn(fields, name)[place]
  if (value !== undefined) return value
  throw new ExampleError('input.missing', `${name}[${place}] must be given`)
}

/** The same of a list that may say less than there is: `otherwise` where it does. */
export function fixedAtOr(fields: Fields, name: string, place: number, otherwise: number): number {
  const list = fields[name] === undefined || fields[name] === null ? [] : fixedListIn(fields, name)
  return list[place] ?? otherwise
}

/** Whole numbers that are no fixed point: seconds, flags. */
export function wholeListIn(fields: Fields, name: string): readonly number[] {
  return listIn(fields, name).map((entry, i) => toRisk(decimalOf(entry, `${name}[${i}]`)))
}

/** Where an expiry stands among the feeds: beside its first option, else where it is listed. */
export function feedPlace(input: Fields, expiry: number, place: number): number {
  const feeds = input['FeedExpiries'] === undefined ? [] : wholeListIn(input, 'FeedExpiries')
  return feeds[place] === expiry || !feeds.includes(expiry) ? place : feeds.indexOf(expiry)
}

function fixedOf(value: unknown, name: string): number {
  if (value === undefined || value === null) return 0
  const exact = decimalOf(value, name)
  const isPlain = String(value).includes('.')
  return toRisk(isPlain ? exact : exact.times(wei))
}

function decimalOf(value: unknown, name: string): Decimal {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text === 'string' && Decimal.isDecimal(text)) return Decimal.of(text)
  throw new ExampleError('input.value', `${name} must be digits, is ${JSON.stringify(value)?.slice(0, 60)}`)
}

/** The numbers of a line such as `MM 0.05, IM 0.065`, by the word before each; an object of numbers is taken as it is. */
export function labelledNumbers(fields: Fields, name: string): Readonly<Record<string, number>> {
  const value = fields[name]
  if (typeof value === 'string')
    return Object.fromEntries(
      [...value.matchAll(/([A-Za-z]+)\s+(-?\d+(?:\.\d+)?)/g)].map(([, label = '', digits = '']) => [
        label,
        toRisk(Decimal.of(digits)),
      ]),
    )
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).filter(([, entry]) => typeof entry === 'number'))
  throw new ExampleError('input.missing', `${name} must be given`)
}
