import { ExampleError, type Fields, numberIn, numbersIn } from '../../margin/conformance.ts'
import { bybit20260724, type CoinTerms } from './params.ts'

/** BTC's, which the examples are about. */
export const btcTerms: CoinTerms = bybit20260724.parameters.coins['BTC'] as CoinTerms

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
  return required(namedNumberOr(inputs, names), names[0] as string)
}

export function required(value: number | null, name: string): number {
  if (value === null) throw new ExampleError('input.missing', `${name} must be given`)
  return value
}

/** Price moves that the example names; the published ones of BTC without. */
export function movesIn(inputs: Fields): readonly number[] {
  const key = namedKey(inputs, ['moves', 'price_moves', 'price_scale', 'price_scales'])
  const moves = key === null ? (btcTerms.priceMovesFrac as readonly number[]) : numbersIn(inputs, key)
  if (moves.length === 0) throw new ExampleError('input.value', 'price moves must not be empty')
  return moves
}

/** One entry for each price move. */
export function perMove<T>(list: readonly T[], moves: readonly number[], key: string): readonly T[] {
  if (list.length === moves.length) return list
  throw new ExampleError(
    'input.value',
    `${key} must have a figure for each of ${moves.length} moves, has ${list.length}`,
  )
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
