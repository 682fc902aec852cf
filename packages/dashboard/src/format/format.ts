/** What stands in place of a figure that is not known. */
export const unknown = '—'

const minus = '\u2212'
/** Thin and not breaking: a normal space would let "121 400" wrap. */
const thin = '\u202f'

const currencySigns: Readonly<Record<string, string>> = { USD: '$' }

/** Fixed digits, thousands apart, a true minus; never "−0". */
export function fixed(value: number | null, digits: number): string {
  return value === null ? unknown : signText(value, digits, '') + magnitude(value, digits)
}

/** As `fixed`, with a plus before gains. */
export function signed(value: number | null, digits: number): string {
  return value === null ? unknown : signText(value, digits, '+') + magnitude(value, digits)
}

/** Whole units from 1 000 up, else cents. */
export function amount(value: number | null): string {
  return fixed(value, amountDigits(value))
}

export function signedAmount(value: number | null): string {
  return signed(value, amountDigits(value))
}

/** An amount with its currency: `−$ 171 300`, `52.10 USDT`. */
export function money(value: number | null, currency: string): string {
  if (value === null) return unknown
  const digits = amountDigits(value)
  const sign = currencySigns[currency]
  if (sign === undefined) return `${fixed(value, digits)}${thin}${currency}`
  return `${signText(value, digits, '')}${sign}${thin}${magnitude(value, digits)}`
}

/** With as many digits as asked for, and its code: `0.2138 ETH`; nothing is `0 ETH`. */
export function amountIn(
  value: number,
  { currency, digits }: { readonly currency: string; readonly digits: number },
): string {
  return `${fixed(value, value === 0 ? 0 : digits)}${thin}${currency}`
}

/** A fraction as a percent: 0.8 is `80 %`. */
export function percent(frac: number | null, digits: number): string {
  return frac === null ? unknown : `${fixed(frac * 100, digits)}${thin}%`
}

export function signedPercent(frac: number | null, digits: number): string {
  return frac === null ? unknown : `${signed(frac * 100, digits)}${thin}%`
}

/** Whole percent for a headline, but never rounded onto or over a bound that was not reached: 99.7 stays 99.7. */
export function headlinePercent(frac: number | null, bounds: readonly number[]): string {
  if (frac === null) return unknown
  const whole = Math.round(frac * 100)
  const crosses = bounds.some((bound) => frac < bound !== whole < bound * 100)
  return percent(frac, crosses ? 1 : 0)
}

/** An exact decimal as it came, with thousands apart and a true minus; no digit is lost. */
export function exact(text: string | null): string {
  if (text === null) return unknown
  const [whole = '', fraction] = text.replace('-', '').split('.')
  const digits = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
  return text.startsWith('-') ? minus + digits : digits
}

/** A price: 2 digits from 100 up, more below, as many as say something. */
export function price(value: number | null): string {
  if (value === null) return unknown
  const size = Math.abs(value)
  return fixed(value, size >= 100 ? 2 : size >= 1 ? 4 : 6)
}

/** For greeks of any size: more digits the smaller it is. */
export function figure(value: number | null): string {
  if (value === null) return unknown
  const size = Math.abs(value)
  return fixed(value, size >= 1000 ? 0 : size >= 1 || size === 0 ? 2 : size >= 0.01 ? 4 : size >= 0.0001 ? 5 : 6)
}

/** For a screen reader: "minus 171 300". */
export function spoken(value: number | null): string {
  if (value === null) return 'unknown'
  const rounded = Math.round(value)
  return rounded < 0 ? `minus ${-rounded}` : String(rounded)
}

/** `2024-01-08 11:19 UTC` of an ISO instant. */
export function instant(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

export function day(iso: string): string {
  return iso.slice(0, 10)
}

function amountDigits(value: number | null): number {
  return value !== null && (value === 0 || Math.abs(value) >= 999.995) ? 0 : 2
}

function magnitude(value: number, digits: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.')
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, thin)
}

/** Nothing for what rounds to zero, so that no "−0.00" is shown. */
function signText(value: number, digits: number, plus: '' | '+'): string {
  const isZero = !/[1-9]/.test(Math.abs(value).toFixed(digits))
  if (isZero) return ''
  return value < 0 ? minus : plus
}
