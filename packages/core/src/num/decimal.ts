import { assert } from './assert.ts'
import { exactPowers, lifted, opposite, productOf, quotientOf, sumOf, type Whole, wholeOf } from './whole.ts'

/** Toward which side an inexact result goes: away from zero, toward zero, up (+∞) or down (−∞). There is no default. */
export type Rounding = 'up' | 'down' | 'nearest-even'

/** Digits a decimal text may have. Balances of 18 decimals and nine-digit wholes use 27; the rest is room. */
export const decimalDigitsMax = 64

const syntax = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/**
 * An exact decimal number: balances, contracts, prices as quoted, fees. It is an object, so that `a + b` and `a < b`
 * do not compile. A whole number of 10⁻ˢᶜᵃˡᵉ, whose +, − and × never round.
 */
export class Decimal {
  static readonly zero: Decimal = new Decimal(0, 0)
  readonly #whole: Whole
  /** Digits after the point, trailing zeros among them. */
  readonly #scale: number

  private constructor(whole: Whole, scale: number) {
    this.#whole = whole
    this.#scale = scale
  }

  /** Whether `text` is a plain decimal: optional minus, digits, optional fraction. No exponent, sign plus, NaN or blank. */
  static isDecimal(text: string): boolean {
    return text.length <= decimalDigitsMax && syntax.test(text)
  }

  /** @throws InvariantError unless `isDecimal(text)`. Text from outside is checked first, where it enters. */
  static of(text: string): Decimal {
    if (!Decimal.isDecimal(text)) assert(false, `decimal must be plain digits, is ${JSON.stringify(text.slice(0, 80))}`)
    return Decimal.#ofDigits(text)
  }

  /** Exact value of a double that is a whole number or came from JSON: its shortest decimal text. */
  static fromNumber(x: number): Decimal {
    assert(Number.isFinite(x), `decimal must be finite, is ${x}`)
    if (Number.isSafeInteger(x)) return new Decimal(x, 0)
    const [digits = '', exponent] = String(x).split('e')
    const value = Decimal.#ofDigits(digits)
    if (exponent === undefined) return value
    const scale = value.#scale - Number(exponent)
    return scale < 0 ? new Decimal(lifted(value.#whole, -scale), 0) : new Decimal(value.#whole, scale)
  }

  static #ofDigits(text: string): Decimal {
    const point = text.indexOf('.')
    if (point < 0) return new Decimal(wholeOf(text), 0)
    return new Decimal(wholeOf(text.slice(0, point) + text.slice(point + 1)), text.length - point - 1)
  }

  plus(other: Decimal): Decimal {
    if (this.#scale === other.#scale) return new Decimal(sumOf(this.#whole, other.#whole), this.#scale)
    const scale = Math.max(this.#scale, other.#scale)
    return new Decimal(sumOf(this.#at(scale), other.#at(scale)), scale)
  }

  minus(other: Decimal): Decimal {
    if (this.#scale === other.#scale) return new Decimal(sumOf(this.#whole, opposite(other.#whole)), this.#scale)
    const scale = Math.max(this.#scale, other.#scale)
    return new Decimal(sumOf(this.#at(scale), opposite(other.#at(scale))), scale)
  }

  times(other: Decimal): Decimal {
    return new Decimal(productOf(this.#whole, other.#whole), this.#scale + other.#scale)
  }

  /**
   * The quotient, rounded to `scale` digits after the point; exact where it has no more.
   *
   * @throws InvariantError when `other` is zero, or `scale` is not a whole number in 0..64.
   */
  dividedBy(other: Decimal, scale: number, rounding: Rounding): Decimal {
    if (other.isZero()) assert(false, `divisor must not be zero, ${this} was to be divided by it`)
    assertScale(scale)
    const shift = scale + other.#scale - this.#scale
    const dividend = shift > 0 ? lifted(this.#whole, shift) : this.#whole
    const divisor = shift < 0 ? lifted(other.#whole, -shift) : other.#whole
    return new Decimal(quotientOf(dividend, divisor, rounding), scale)
  }

  negated(): Decimal {
    return new Decimal(opposite(this.#whole), this.#scale)
  }

  abs(): Decimal {
    return this.#whole < 0 ? this.negated() : this
  }

  /** Rounded to `scale` digits after the point. */
  rounded(scale: number, rounding: Rounding): Decimal {
    assertScale(scale)
    if (this.#scale <= scale) return this
    return new Decimal(quotientOf(this.#whole, lifted(1, this.#scale - scale), rounding), scale)
  }

  /** −1, 0 or 1 as this is below, equal to or above `other`. */
  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.#scale, other.#scale)
    const a = this.#at(scale)
    const b = other.#at(scale)
    return a < b ? -1 : a > b ? 1 : 0
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0
  }

  sign(): -1 | 0 | 1 {
    return this.#whole > 0 ? 1 : this.#whole < 0 ? -1 : 0
  }

  isZero(): boolean {
    return this.sign() === 0
  }

  /** The nearest double; money becomes risk through `crossing.ts` alone. */
  nearestDouble(): number {
    const power = exactPowers[this.#scale]
    // Both are exact, so that the one division rounds as reading the digits would.
    if (typeof this.#whole === 'number' && power !== undefined) return this.#whole === 0 ? 0 : this.#whole / power
    return Number(this.toString())
  }

  /** Plain digits without exponent; zero has no sign. Parsing it gives an equal value. */
  toString(): string {
    if (this.isZero()) return '0'
    const digits = String(this.#whole < 0 ? opposite(this.#whole) : this.#whole).padStart(this.#scale + 1, '0')
    const point = digits.length - this.#scale
    let end = digits.length
    while (end > point && digits.charCodeAt(end - 1) === zeroCode) end -= 1
    const fraction = end > point ? `.${digits.slice(point, end)}` : ''
    return `${this.#whole < 0 ? '-' : ''}${digits.slice(0, point)}${fraction}`
  }

  toJSON(): string {
    return this.toString()
  }

  /** The same as a whole number of 10⁻ˢᶜᵃˡᵉ, where `scale` is no smaller than its own. */
  #at(scale: number): Whole {
    return scale === this.#scale ? this.#whole : lifted(this.#whole, scale - this.#scale)
  }
}

const zeroCode = 48

function assertScale(scale: number): void {
  const isScale = Number.isInteger(scale) && scale >= 0 && scale <= 64
  if (!isScale) assert(false, `scale must be a whole number in 0..64, is ${scale}`)
}
