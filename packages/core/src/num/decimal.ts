import Big from 'big.js'
import { assert } from './assert.ts'

/** Toward which side an inexact result goes: away from zero, toward zero, up (+∞) or down (−∞). There is no default. */
export type Rounding = 'up' | 'down' | 'nearest-even'

/** Digits a decimal text may have. Balances of 18 decimals and nine-digit wholes use 27; the rest is room. */
export const decimalDigitsMax = 64

const syntax = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/**
 * An exact decimal number: balances, contracts, prices as quoted, fees. It is an object, so that `a + b` and `a < b`
 * do not compile. Wraps big.js, whose +, − and × never round.
 */
export class Decimal {
  static readonly zero: Decimal = new Decimal(new Big(0))
  readonly #value: Big

  private constructor(value: Big) {
    this.#value = value
  }

  /** Whether `text` is a plain decimal: optional minus, digits, optional fraction. No exponent, sign plus, NaN or blank. */
  static isDecimal(text: string): boolean {
    return text.length <= decimalDigitsMax && syntax.test(text)
  }

  /** @throws InvariantError unless `isDecimal(text)`. Text from outside is checked first, where it enters. */
  static of(text: string): Decimal {
    assert(Decimal.isDecimal(text), `decimal must be plain digits, is ${JSON.stringify(text.slice(0, 80))}`)
    return new Decimal(new Big(text))
  }

  /** Exact value of a double that is a whole number or came from JSON: its shortest decimal text. */
  static fromNumber(x: number): Decimal {
    assert(Number.isFinite(x), `decimal must be finite, is ${x}`)
    return new Decimal(new Big(String(x)))
  }

  plus(other: Decimal): Decimal {
    return new Decimal(this.#value.plus(other.#value))
  }

  minus(other: Decimal): Decimal {
    return new Decimal(this.#value.minus(other.#value))
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.#value.times(other.#value))
  }

  /**
   * The quotient, rounded to `scale` digits after the point; exact where it has no more.
   *
   * @throws InvariantError when `other` is zero, or `scale` is not a whole number in 0..64.
   */
  dividedBy(other: Decimal, scale: number, rounding: Rounding): Decimal {
    assert(!other.isZero(), `divisor must not be zero, ${this} was to be divided by it`)
    assert(Number.isInteger(scale) && scale >= 0 && scale <= 64, `scale must be a whole number in 0..64, is ${scale}`)
    return new Decimal(quotient(this.#value, other.#value, scale, roundingMode(rounding, this.sign() * other.sign())))
  }

  negated(): Decimal {
    return new Decimal(this.#value.neg())
  }

  abs(): Decimal {
    return new Decimal(this.#value.abs())
  }

  /** Rounded to `scale` digits after the point. */
  rounded(scale: number, rounding: Rounding): Decimal {
    return new Decimal(this.#value.round(scale, roundingMode(rounding, this.sign())))
  }

  /** −1, 0 or 1 as this is below, equal to or above `other`. */
  compare(other: Decimal): -1 | 0 | 1 {
    return this.#value.cmp(other.#value)
  }

  equals(other: Decimal): boolean {
    return this.#value.eq(other.#value)
  }

  sign(): -1 | 0 | 1 {
    return this.#value.cmp(Decimal.zero.#value)
  }

  isZero(): boolean {
    return this.sign() === 0
  }

  /** Plain digits without exponent; zero has no sign. Parsing it gives an equal value. */
  toString(): string {
    return this.isZero() ? '0' : this.#value.toFixed()
  }

  toJSON(): string {
    return this.toString()
  }
}

type BigConstructor = ReturnType<typeof Big>

/** One division constructor for each scale and mode: big.js keeps both on the constructor, and ours must not change under anyone. */
const dividers = new Map<number, BigConstructor>()

function quotient(dividend: Big, divisor: Big, scale: number, mode: 0 | 2 | 3): Big {
  const key = scale * 4 + mode
  const known = dividers.get(key)
  const divider = known ?? Big()
  if (known === undefined) {
    divider.DP = scale
    divider.RM = mode
    dividers.set(key, divider)
  }
  return new Big(new divider(dividend).div(divisor))
}

/** big.js rounds away from or toward zero; which of them is up depends on the sign. */
function roundingMode(rounding: Rounding, sign: number): 0 | 2 | 3 {
  if (rounding === 'nearest-even') return 2
  const awayFromZero = (rounding === 'up') === sign >= 0
  return awayFromZero ? 3 : 0
}
