import { assert, finite } from '../num/assert.ts'
import { fromRisk, toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'

/** How the amount of a charge follows from the amounts of its parts. */
export type ChargeRule = 'leaf' | 'sum' | 'max' | 'min' | 'scale' | 'rootSumSquare' | 'round'

/** A named node of the working of a requirement. A credit is a negative part. */
export interface Charge {
  readonly name: string
  /** Currency of the pool, unless this node or one above it names another unit. */
  readonly amount: number
  readonly rule: ChargeRule
  readonly parts: readonly Charge[]
  /** Unit of this amount and of those below: set where a `scale` leaves the currency above it. */
  readonly unit?: string
  /** Factor of a `scale`. */
  readonly by?: number
  /** Of a `round`: digits after the point, and toward where. */
  readonly digits?: number
  readonly direction?: 'up' | 'down' | 'nearest'
  /** Set on the part of a `max` or `min` that decides it. */
  readonly binding?: true
  /** An underlying, or a kind of risk, that this charge is for. */
  readonly riskFactor?: string
}

export function leaf(name: string, amount: number, riskFactor?: string): Charge {
  const charge: Charge = { name, amount: finite(amount, name), rule: 'leaf', parts: [] }
  return riskFactor === undefined ? charge : { ...charge, riskFactor }
}

/** Sum in the order given. */
export function sumOf(name: string, parts: readonly Charge[]): Charge {
  let amount = 0
  for (const part of parts) amount += part.amount
  return { name, amount: finite(amount, name), rule: 'sum', parts }
}

/** The largest part, which is marked binding; the first of equals. */
export function maxOf(name: string, parts: readonly Charge[]): Charge {
  return extreme(name, 'max', parts, (a, b) => a > b)
}

/** The smallest part, which is marked binding; the first of equals. */
export function minOf(name: string, parts: readonly Charge[]): Charge {
  return extreme(name, 'min', parts, (a, b) => a < b)
}

function extreme(
  name: string,
  rule: 'max' | 'min',
  parts: readonly Charge[],
  beats: (a: number, b: number) => boolean,
): Charge {
  assert(parts.length > 0, `${rule} of ${name} needs a part`)
  let best = 0
  for (let i = 1; i < parts.length; i++) if (beats(amountAt(parts, i), amountAt(parts, best))) best = i
  const marked = parts.map((part, i) => (i === best ? { ...part, binding: true as const } : part))
  return { name, amount: amountAt(parts, best), rule, parts: marked }
}

function amountAt(parts: readonly Charge[], i: number): number {
  return (parts[i] as Charge).amount
}

/** `by` × the part. */
export function scaleOf(name: string, by: number, part: Charge): Charge {
  return { name, amount: finite(by * part.amount, name), rule: 'scale', by, parts: [part] }
}

/** The charge, its amount and those below being in `unit`: a notional in its quote currency, coins. */
export function inUnit(unit: string, charge: Charge): Charge {
  return { ...charge, unit }
}

/** √Σ part²: parts that do not move together. */
export function rootSumSquareOf(name: string, parts: readonly Charge[]): Charge {
  let sumSquare = 0
  for (const part of parts) sumSquare += part.amount * part.amount
  return { name, amount: finite(Math.sqrt(sumSquare), name), rule: 'rootSumSquare', parts }
}

/**
 * Largest relative gap, over the whole tree, between a node and what its rule gives from its parts.
 * Zero up to rounding for every tree the library makes; reports and tests check it.
 */
export function treeError(charge: Charge): number {
  let worst = charge.rule === 'leaf' ? 0 : relativeGap(charge.amount, recomputed(charge))
  for (const part of charge.parts) worst = Math.max(worst, treeError(part))
  return worst
}

function recomputed({ rule, parts, by = 1, digits = 0, direction = 'nearest' }: Charge): number {
  const amounts = parts.map((part) => part.amount)
  const [first = Number.NaN] = amounts
  switch (rule) {
    case 'leaf':
      return Number.NaN
    case 'sum':
      return amounts.reduce((sum, amount) => sum + amount, 0)
    case 'max':
      return Math.max(...amounts)
    case 'min':
      return Math.min(...amounts)
    case 'scale':
      return by * first
    case 'rootSumSquare':
      return Math.sqrt(amounts.reduce((sum, amount) => sum + amount * amount, 0))
    case 'round':
      return parts.length === 0 ? Number.NaN : roundTo(first, digits, direction)
  }
}

/** `amount` to `digits` after the point; nearest rounds halves up. */
export function roundOf(name: string, part: Charge, digits: number, direction: 'up' | 'down' | 'nearest'): Charge {
  return { name, amount: roundTo(part.amount, digits, direction), rule: 'round', digits, direction, parts: [part] }
}

/** In decimals: 1.1 × 100 is above 110 in float64, and would round up to 1.11. */
function roundTo(amount: number, digits: number, direction: 'up' | 'down' | 'nearest'): number {
  if (direction !== 'nearest') return toRisk(fromRisk(amount, digits, direction))
  const half = Decimal.of(`0.${'0'.repeat(digits)}5`)
  return toRisk(Decimal.fromNumber(amount).plus(half).rounded(digits, 'down'))
}

/** Infinite where a rule has no part to go by. */
function relativeGap(a: number, b: number): number {
  const gap = Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b))
  return Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap
}
