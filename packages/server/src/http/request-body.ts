import {
  type Book,
  type BookChange,
  Decimal,
  type MarginMode,
  type MarginRequest,
  type MarketSnapshot,
  parseBook,
  parseMarket,
} from '@plimsoll/core'
import { isRecord, shown } from '../import/decimal-text.ts'
import { InputError, type InputProblem } from '../input/input-problem.ts'

type Body = Readonly<Record<string, unknown>>

const marginModes: readonly string[] = ['isolated', 'cross', 'portfolio'] satisfies MarginMode[]
const requestFields = ['book', 'market', 'mode', 'venue', 'model', 'params', 'currency']

/**
 * The request of a body `{ book, market, mode?, venue?, model?, params?, currency? }`.
 *
 * @throws InputError with every problem, its path reaching into the body.
 */
export function requestOf(body: unknown, moreFields: readonly string[] = []): MarginRequest {
  if (!isRecord(body)) throw new InputError([told('document.type', '', `must be an object, is ${shown(body)}`)])
  const problems = [...unknownFields(body, [...requestFields, ...moreFields]), ...wordProblems(body)]
  const book = part<Book>(body, 'book', parseBook, problems)
  const market = part<MarketSnapshot>(body, 'market', parseMarket, problems)
  if (problems.length > 0 || book === undefined || market === undefined) throw new InputError(problems)
  return { book, market, ...wordsOf(body) }
}

function told(code: InputProblem['code'], path: string, message: string): InputProblem {
  return { code, file: '', path, message }
}

function unknownFields(body: Body, known: readonly string[]): InputProblem[] {
  return Object.keys(body)
    .filter((key) => !known.includes(key))
    .map((key) => told('document.unknown-field', `/${key}`, 'unknown field'))
}

function wordProblems(body: Body): readonly InputProblem[] {
  const words = ['mode', 'venue', 'model', 'currency'].flatMap((name) =>
    body[name] === undefined || typeof body[name] === 'string'
      ? []
      : [told('document.type', `/${name}`, `must be text, is ${shown(body[name])}`)],
  )
  const { mode } = body
  if (typeof mode === 'string' && !marginModes.includes(mode))
    return [...words, told('document.value', '/mode', `must be ${marginModes.join(', ')}, is ${shown(mode)}`)]
  return words
}

function part<T>(
  body: Body,
  name: 'book' | 'market',
  parse: (document: unknown) => ReturnType<typeof parseBook> | ReturnType<typeof parseMarket>,
  problems: InputProblem[],
): T | undefined {
  if (body[name] === undefined) {
    problems.push(told('document.missing-field', `/${name}`, 'must be present'))
    return undefined
  }
  const parsed = parse(body[name])
  if (parsed.ok) return parsed.value as T
  problems.push(...parsed.problems.map(({ code, path, message }) => told(code, `/${name}${path}`, message)))
  return undefined
}

function wordsOf({ mode, venue, model, params, currency }: Body): Partial<MarginRequest> {
  return {
    ...(mode === undefined ? {} : { mode: mode as MarginMode }),
    ...(venue === undefined ? {} : { venue: venue as string }),
    ...(model === undefined ? {} : { model: model as string }),
    ...(params === undefined ? {} : { parameters: params }),
    ...(currency === undefined ? {} : { currency: currency as string }),
  }
}

/** A list of words or numbers beside the request; undefined when absent. @throws InputError when it is something else. */
export function listOf(body: unknown, name: string, type: 'string'): string[] | undefined
export function listOf(body: unknown, name: string, type: 'number'): number[] | undefined
export function listOf(body: unknown, name: string, type: 'string' | 'number'): unknown[] | undefined {
  const value = (body as Body)[name]
  if (value === undefined) return undefined
  const isList =
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= 200 &&
    value.every((item) => typeof item === type && item !== Number.POSITIVE_INFINITY)
  if (!isList)
    throw new InputError([told('document.type', `/${name}`, `must be a list of 1 to 200 ${type}s, is ${shown(value)}`)])
  return value
}

/** Modes of a comparison. */
export function modesOf(body: unknown): MarginMode[] | undefined {
  const modes = listOf(body, 'modes', 'string')
  const unknown = modes?.find((mode) => !marginModes.includes(mode))
  if (unknown !== undefined)
    throw new InputError([told('document.value', '/modes', `must be ${marginModes.join(', ')}, is ${shown(unknown)}`)])
  return modes as MarginMode[] | undefined
}

/** Price or volatility moves: fractions above −1. */
export function movesOf(body: unknown, name: string): number[] | undefined {
  const moves = listOf(body, name, 'number')
  const out = moves?.find((move) => move <= -1 || move > 100)
  if (out !== undefined)
    throw new InputError([told('number.range', `/${name}`, `must be above -1 and at most 100, is ${out}`)])
  return moves
}

/** Changes of a what-if, decimals as text. @throws InputError with every problem. */
export function changesOf(body: unknown): BookChange[] {
  const { changes } = body as Body
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > 1000)
    throw new InputError([
      told('document.type', '/changes', `must be a list of 1 to 1000 changes, is ${shown(changes)}`),
    ])
  const problems: InputProblem[] = []
  const read = changes.map((change, i) => changeOf(change, `/changes/${i}`, problems))
  if (problems.length > 0) throw new InputError(problems)
  return read.filter((change) => change !== undefined)
}

const changeFields: Readonly<Record<string, readonly string[]>> = {
  add: ['type', 'symbol', 'contracts', 'price'],
  close: ['type', 'symbol'],
  balance: ['type', 'asset', 'amount'],
  mode: ['type', 'mode'],
}

function changeOf(change: unknown, path: string, problems: InputProblem[]): BookChange | undefined {
  const type = isRecord(change) ? change['type'] : undefined
  const fields = typeof type === 'string' ? changeFields[type] : undefined
  if (!isRecord(change) || fields === undefined) {
    problems.push(told('document.value', `${path}/type`, `must be add, close, balance or mode, is ${shown(type)}`))
    return undefined
  }
  const before = problems.length
  problems.push(...unknownFields(change, fields).map((found) => ({ ...found, path: `${path}${found.path}` })))
  for (const name of fields) problems.push(...fieldProblems(change, name, `${path}/${name}`))
  return problems.length > before ? undefined : builtChange(change)
}

function fieldProblems(change: Body, name: string, path: string): readonly InputProblem[] {
  const value = change[name]
  if (value === undefined) return name === 'price' ? [] : [told('document.missing-field', path, 'must be present')]
  if (typeof value !== 'string') return [told('document.type', path, `must be text, is ${shown(value)}`)]
  if (['contracts', 'price', 'amount'].includes(name) && !Decimal.isDecimal(value))
    return [told('decimal.syntax', path, `must be plain decimal digits such as "-12.5", is ${shown(value)}`)]
  if (name === 'mode' && !marginModes.includes(value))
    return [told('document.value', path, `must be ${marginModes.join(', ')}, is ${shown(value)}`)]
  return []
}

/** Past the checks every field is text of the right kind. */
function builtChange(change: Body): BookChange {
  const text = (name: string): string => change[name] as string
  switch (change['type']) {
    case 'add':
      return {
        type: 'add',
        symbol: text('symbol'),
        contracts: Decimal.of(text('contracts')),
        ...(change['price'] === undefined ? {} : { price: Decimal.of(text('price')) }),
      }
    case 'close':
      return { type: 'close', symbol: text('symbol') }
    case 'balance':
      return { type: 'balance', asset: text('asset'), amount: Decimal.of(text('amount')) }
    default:
      return { type: 'mode', mode: change['mode'] as MarginMode }
  }
}
