import { fromUnits, toUnits } from '../../num/fixed-point.ts'

/** The program counts in numbers of 48 binary digits after the point. */
const fixedUnits = 281_474_976_710_656

export const fixedOne = 281_474_976_710_656n

/** Tokens and dollars are counted in millionths here, so that a price is the same in millionths as in wholes. */
export const nativeUnits = 1_000_000

/** Fixed-point units of one dollar. */
export const dollarUnits: number = fixedUnits * nativeUnits

export function fixed(x: number): bigint {
  return toUnits(x, fixedUnits)
}

export function fromFixed(x: bigint): number {
  return fromUnits(x, fixedUnits)
}

/** A product is cut toward −∞ at the last digit. */
export function times(a: bigint, b: bigint): bigint {
  return (a * b) >> 48n
}
