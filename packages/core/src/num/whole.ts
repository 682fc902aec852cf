/**
 * A whole number: a double while that is exact, which is fast and mostly enough, a bigint beyond. The same number is always
 * the same kind.
 */
export type Whole = number | bigint

/** So many digits always fit a double. */
const safeDigits = 15
const safeMax = BigInt(Number.MAX_SAFE_INTEGER)

/** Powers of ten that are doubles, and products of two that are exact. */
export const exactPowers: readonly number[] = powersUpTo(22, 1, (power) => power * 10)
/** A decimal text has fewer digits than this; more is multiplied in parts. */
const bigPowersMax = 128
const bigPowers: readonly bigint[] = powersUpTo(bigPowersMax, 1n, (power) => power * 10n)

function powersUpTo<T>(max: number, one: T, timesTen: (power: T) => T): readonly T[] {
  const all = [one]
  let last = one
  for (let i = 1; i <= max; i += 1) {
    last = timesTen(last)
    all.push(last)
  }
  return all
}

/** Of digits with or without a minus. */
export function wholeOf(digits: string): Whole {
  return digits.length <= safeDigits ? Number(digits) : smallest(BigInt(digits))
}

function smallest(big: bigint): Whole {
  return big <= safeMax && big >= -safeMax ? Number(big) : big
}

function isSafe(x: number): boolean {
  return x <= Number.MAX_SAFE_INTEGER && x >= -Number.MAX_SAFE_INTEGER
}

export function sumOf(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (isSafe(sum)) return sum
  }
  return smallest(BigInt(a) + BigInt(b))
}

export function productOf(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    // Beyond what is exact it cannot round back to what is.
    const product = a * b
    if (isSafe(product)) return product
  }
  return smallest(BigInt(a) * BigInt(b))
}

export function opposite(a: Whole): Whole {
  return -a
}

/** Times ten, so many times. */
export function lifted(a: Whole, digits: number): Whole {
  if (digits <= safeDigits) return productOf(a, exactPowers[digits] as number)
  let [lifted, left] = [BigInt(a), digits]
  for (; left > bigPowersMax; left -= bigPowersMax) lifted *= bigPowers[bigPowersMax] as bigint
  return smallest(lifted * (bigPowers[left] as bigint))
}

/** The whole number next to a quotient: below it, above it, or the nearest, of two as near the even one. `b` is not zero. */
export function quotientOf(a: Whole, b: Whole, rounding: 'up' | 'down' | 'nearest-even'): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b
    if (rest === 0) return a / b
    const toward = (a - rest) / b
    const away = a < 0 === b < 0 ? 1 : -1
    const twice = Math.abs(rest) - (Math.abs(b) - Math.abs(rest))
    return isAway(rounding, away, twice, toward % 2 !== 0) ? toward + away : toward
  }
  return smallest(bigQuotient(BigInt(a), BigInt(b), rounding))
}

function bigQuotient(a: bigint, b: bigint, rounding: 'up' | 'down' | 'nearest-even'): bigint {
  const rest = a % b
  const toward = a / b
  if (rest === 0n) return toward
  const away = a < 0n === b < 0n ? 1 : -1
  const twice = 2n * (rest < 0n ? -rest : rest) - (b < 0n ? -b : b)
  const side = twice > 0n ? 1 : twice < 0n ? -1 : 0
  return isAway(rounding, away, side, toward % 2n !== 0n) ? toward + BigInt(away) : toward
}

/** Whether a quotient between two whole numbers goes to the one away from zero; `past` is how far it is past their middle. */
function isAway(rounding: 'up' | 'down' | 'nearest-even', away: 1 | -1, past: number, isOdd: boolean): boolean {
  if (rounding === 'nearest-even') return past > 0 || (past === 0 && isOdd)
  return (rounding === 'up') === away > 0
}
