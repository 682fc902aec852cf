import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { fromUnits } from '../../num/fixed-point.ts'

/** One whole: margin fractions are counted in millionths of it. */
export const millionPpm = 1_000_000n

/** Smallest amounts of USDC in one USDC. */
const quantumsPerUsdc = 1_000_000

/** A whole number of quantums is one however float64 rounded it; a thousandth is far more than that. */
const roundingRoom = 0.001

/** Whole quantums of an amount of USDC that is not negative; the chain drops what is left over. */
export function quantumsOf(usdc: number): bigint {
  return BigInt(Math.floor(usdc * quantumsPerUsdc + roundingRoom))
}

/** The same of either sign, toward zero. */
export function signedQuantumsOf(usdc: number): bigint {
  return usdc < 0 ? -quantumsOf(-usdc) : quantumsOf(usdc)
}

/** USDC. */
export function usdcOf(quantums: bigint): number {
  return fromUnits(quantums, quantumsPerUsdc)
}

/** Millionths of a fraction. */
export function ppmOf(frac: number): bigint {
  return BigInt(Math.round(frac * quantumsPerUsdc))
}

/** A fraction of millionths. */
export function fracOf(ppm: bigint): number {
  return fromUnits(ppm, quantumsPerUsdc)
}

/** a × b ÷ c, toward +∞; all positive or zero, c positive. */
export function mulDivUp(a: bigint, b: bigint, c: bigint): bigint {
  return (a * b + c - 1n) / c
}

/** a ÷ b toward −∞; b positive. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient
}

const ratioDigits = 18
const ratioScale = 1_000_000_000_000_000_000n

/** Numerator ÷ denominator as float64, cut after 18 digits; the denominator is not 0. */
export function ratioOf(numerator: bigint, denominator: bigint): number {
  const scaled = (numerator * ratioScale) / denominator
  return toRisk(Decimal.of(scaled.toString()).times(Decimal.of(`0.${'0'.repeat(ratioDigits - 1)}1`)))
}
