import { type Fields, numberIn } from '../../margin/conformance.ts'

/** The first key that is named like this. */
export function keyLike(inputs: Fields, pattern: RegExp): string | undefined {
  return Object.keys(inputs).find((key) => pattern.test(key))
}

/** A number, or the sum of a list or an object of numbers. */
export function totalIn(inputs: Fields, name: string): number {
  const value = inputs[name]
  if (typeof value !== 'object' || value === null) return numberIn(inputs, name)
  const parts = value as Fields
  return Object.keys(parts).reduce((sum, key) => sum + numberIn(parts, key), 0)
}
