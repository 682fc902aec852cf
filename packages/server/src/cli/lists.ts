import { UsageError } from './usage-error.ts'

/** Words parted by commas. */
export function wordList(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
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
