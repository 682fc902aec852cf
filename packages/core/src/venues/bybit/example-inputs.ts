import { ExampleError, type Fields, numberIn } from '../../margin/conformance.ts'

/** Names of an example's inputs are told apart by their letters and digits: `mark_price` and `markPrice` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The key under which an example gives one of the names, the first that it does; null when it gives none. */
export function namedKey(inputs: Fields, names: readonly string[]): string | null {
  const given = Object.keys(inputs).filter((key) => inputs[key] !== undefined && inputs[key] !== null)
  for (const name of names) {
    const found = given.find((key) => key === name) ?? given.find((key) => plain(key) === plain(name))
    if (found !== undefined) return found
  }
  return null
}

/** The number under one of the names; null when there is none. */
export function namedNumberOr(inputs: Fields, names: readonly string[]): number | null {
  const key = namedKey(inputs, names)
  return key === null ? null : numberIn(inputs, key)
}

export function namedNumber(inputs: Fields, names: readonly string[]): number {
  return required(namedNumberOr(inputs, names), names[0] ?? '')
}

export function required(value: number | null, name: string): number {
  if (value === null) throw new ExampleError('input.missing', `${name} must be given`)
  return value
}

const rightNames = ['right', 'type', 'optionType', 'cp', 'side', 'kind']

/** Which right an example says, in a symbol or beside it. */
export function rightIn(inputs: Fields, symbol: string): 'call' | 'put' | null {
  const inSymbol = /-([CP])(?:-|$)/.exec(symbol)?.[1]
  const said = Object.keys(inputs).filter((key) => rightNames.some((name) => plain(name) === plain(key)))
  const words = [inSymbol, ...said.map((key) => inputs[key])].map(String)
  const found = words.map((word) => /(?:^|[^a-z])(c|p|call|put)s?$/i.exec(word)?.[1]).find((word) => word !== undefined)
  return found === undefined ? null : /^c/i.test(found) ? 'call' : 'put'
}

/** Whether what is held is said to be long; null where it is not said. */
export function isLongIn(inputs: Fields): boolean | null {
  const key = namedKey(inputs, ['side', 'direction', 'position'])
  const word = key === null ? '' : String(inputs[key])
  if (/\b(?:long|buy)\b/i.test(word)) return true
  return /\b(?:short|sell)\b/i.test(word) ? false : null
}
