import {
  type Book,
  type MarginMode,
  type MarginRequest,
  type MarketSnapshot,
  parseBook,
  parseMarket,
} from '@plimsoll/core'
import { isRecord, shown } from '../import/decimal-text.ts'
import { InputError, type InputProblem } from '../input/input-problem.ts'
import { isMarginMode, marginModes } from '../input/margin-modes.ts'

export type Body = Readonly<Record<string, unknown>>

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

export function told(code: InputProblem['code'], path: string, message: string): InputProblem {
  return { code, file: '', path, message }
}

export function unknownFields(body: Body, known: readonly string[]): InputProblem[] {
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
  if (typeof mode === 'string' && !isMarginMode(mode))
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
  const unknown = modes?.find((mode) => !isMarginMode(mode))
  if (unknown !== undefined)
    throw new InputError([told('document.value', '/modes', `must be ${marginModes.join(', ')}, is ${shown(unknown)}`)])
  return modes as MarginMode[] | undefined
}

/** Price or volatility moves: fractions above −1. */
export function movesOf(body: unknown, name: string): number[] | undefined {
  const moves = listOf(body, name, 'number')
  const [problem] = (moves ?? []).flatMap((move) => moveProblem(move, `/${name}`))
  if (problem !== undefined) throw new InputError([problem])
  return moves
}

/** A move is a fraction above −1 and at most 100. */
export function moveProblem(move: unknown, path: string): readonly InputProblem[] {
  if (typeof move !== 'number') return [told('document.type', path, `must be a number, is ${shown(move)}`)]
  return move > -1 && move <= 100 ? [] : [told('number.range', path, `must be above -1 and at most 100, is ${move}`)]
}
