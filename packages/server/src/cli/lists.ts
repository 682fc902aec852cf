import { oneOf, UsageError } from './usage-error.ts'

/** Words parted by commas. */
export function wordList(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** Words parted by commas, each of them known, and at least one. */
export function listed<T extends string>(option: string, text: string, words: readonly T[]): readonly T[] {
  const list = wordList(text)
  if (list.length === 0) throw new UsageError(`${option} must name at least one of ${words.join(', ')}, names none`)
  return list.map((word) => oneOf(option, word, words))
}

/** Fractions parted by commas. A move of −1 or below would make prices nothing. */
export function fractionList(option: string, text: string): readonly number[] {
  const moves = wordList(text).map((word) => {
    if (!/^[+-]?\d+(?:\.\d+)?%?$/.test(word))
      throw new UsageError(`${option} must be fractions parted by commas, such as -0.3,0.1, is ${text}`)
    return Number.parseFloat(word) / (word.endsWith('%') ? 100 : 1)
  })
  if (moves.length === 0 || moves.some((move) => move <= -1))
    throw new UsageError(`${option} must be fractions above -1, is ${text}`)
  return moves
}
