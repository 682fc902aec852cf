import { assert, finite } from './assert.ts'

// Whole numbers of a smallest unit, as programs on a chain keep money: exact, with divisions that say where they round.

/** `x` in units of which `unitsPerOne` make one, to the nearest. */
export function toUnits(x: number, unitsPerOne: number): bigint {
  return BigInt(Math.round(finite(x * unitsPerOne, 'amount in units')))
}

/** The same back, as the nearest double. */
export function fromUnits(units: bigint, unitsPerOne: number): number {
  return Number(units) / unitsPerOne
}

/** A whole number as it is. @throws InvariantError when it is not whole. */
export function wholeUnits(x: number): bigint {
  assert(Number.isInteger(x), `must be a whole number of units, is ${x}`)
  return BigInt(x)
}

/** Largest whole number whose square is at most `n`; Newton's method from above. @throws InvariantError when `n` is negative. */
export function integerRoot(n: bigint): bigint {
  assert(n >= 0n, `argument of a root must not be negative, is ${n}`)
  if (n < 2n) return n
  // The double is right to one part in 2⁵²: one step corrects it, and the guards settle the last unit.
  let root = BigInt(Math.floor(Math.sqrt(Number(n))))
  root = (root + n / root) / 2n
  while (root * root > n) root -= 1n
  while ((root + 1n) * (root + 1n) <= n) root += 1n
  return root
}
