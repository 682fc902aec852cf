/** An exact number: numerator ÷ denominator, which is positive. Nothing is rounded unless a rule says so. */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

export const zero: Rational = { n: 0n, d: 1n }

/** The number of a plain decimal text. */
export function rational(text: string): Rational {
  const [whole = '', fraction = ''] = text.split('.')
  return { n: BigInt(whole + fraction), d: units[fraction.length] ?? 10n ** BigInt(fraction.length) }
}

export function add(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d }
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d }
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d }
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
}

export function negative({ n, d }: Rational): Rational {
  return { n: -n, d }
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negative(b))
}

export function multiply(...factors: readonly Rational[]): Rational {
  return factors.reduce((a, b) => ({ n: a.n * b.n, d: a.d * b.d }))
}

export function divide(a: Rational, b: Rational): Rational {
  return b.n < 0n ? { n: -a.n * b.d, d: a.d * -b.n } : { n: a.n * b.d, d: a.d * b.n }
}

export function signOf({ n }: Rational): number {
  return n > 0n ? 1 : n < 0n ? -1 : 0
}

export function compare(a: Rational, b: Rational): number {
  return signOf(subtract(a, b))
}

const units = Array.from({ length: 32 }, (_, digits) => 10n ** BigInt(digits))

/** The largest whole number of 10⁻ᵈ that is not above it. */
export function floor({ n, d }: Rational, digits: number): Rational {
  const unit = units[digits] ?? 10n ** BigInt(digits)
  const scaled = n * unit
  const cut = scaled / d
  return { n: scaled % d < 0n ? cut - 1n : cut, d: unit }
}

/** The smallest whole number of 10⁻ᵈ that is not below it. */
export function ceiling(x: Rational, digits: number): Rational {
  return negative(floor(negative(x), digits))
}

/** The nearest whole number of 10⁻ᵈ; of two as near, the even one. */
export function nearest(x: Rational, digits: number): Rational {
  const [low, high] = [floor(x, digits), ceiling(x, digits)]
  const side = compare(subtract(x, low), subtract(high, x))
  if (side !== 0) return side < 0 ? low : high
  return low.n % 2n === 0n ? low : high
}

/** Plain digits of a number that has at most 18 after the point; a fraction otherwise. */
export function textOf(x: Rational): string {
  if (x.n === 0n) return '0'
  const cut = floor(x, 18)
  if (compare(cut, x) !== 0) return `${x.n}/${x.d}`
  const digits = String(cut.n < 0n ? -cut.n : cut.n).padStart(19, '0')
  const fraction = digits.slice(-18).replace(/0+$/, '')
  return `${cut.n < 0n ? '-' : ''}${digits.slice(0, -18)}${fraction === '' ? '' : `.${fraction}`}`
}
