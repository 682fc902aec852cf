import { nearest } from './nearest.ts'

/** A command line that asks for something that does not exist. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** `value` when it is one of `known`; otherwise the usage error that lists them, nearest spelling first. */
export function oneOf<T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value)
  if (found !== undefined) return found
  const guess = nearest(value, known)
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`
  throw new UsageError(`${what} must be one of ${known.join(', ')}, is ${value === '' ? 'empty' : value}.${hint}`)
}
