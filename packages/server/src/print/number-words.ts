/** Shown where a figure is not known. */
export const unknownSign = '—'

/** Keeps thousands apart without letting the number wrap. */
const thinSpace = '\u202f'
/** A percent sign stands close to its number too. */
const percentSpace = '\u202f'

/** An amount of money: whole from 1 000 on, else two digits. */
export function money(amount: number | null): string {
  if (amount === null) return unknownSign
  return fixed(amount, Math.abs(amount) >= 1000 ? 0 : 2)
}

/** An amount in coins of any price: as money, and never fewer than four digits that say something. */
export function coins(amount: number): string {
  const size = Math.abs(amount)
  if (size === 0 || size >= 1000) return money(amount)
  return fixed(amount, Math.min(8, Math.max(2, 3 - Math.floor(Math.log10(size)))))
}

/** Money with its sign always shown, for differences and profit. */
export function signedMoney(amount: number | null): string {
  return signed(amount, money(amount))
}

/** A fraction as percent: `digits` 0 in a headline, 1 in tables. */
export function percent(frac: number | null, digits: 0 | 1 | 2 = 1): string {
  return frac === null ? unknownSign : `${fixed(100 * frac, digits)}${percentSpace}%`
}

export function signedPercent(frac: number | null, digits: 0 | 1 | 2 = 1): string {
  return signed(frac, percent(frac, digits))
}

/** What is rounded to nothing has no sign. */
function signed(value: number | null, text: string): string {
  return value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** A price, six significant digits at most, never fewer than its whole part. */
export function price(value: number | null): string {
  if (value === null) return unknownSign
  const whole = Math.max(0, Math.floor(Math.log10(Math.max(Math.abs(value), 1e-12))) + 1)
  return fixed(value, Math.min(8, Math.max(0, 6 - whole)), { trim: true })
}

/** A quantity in coins or contracts, at most `digits` after the point and none that says nothing. */
export function quantity(value: number | null, digits = 4): string {
  return value === null ? unknownSign : fixed(value, digits, { trim: true })
}

/** Exact decimal text with thousands kept apart and a proper minus sign. */
export function exact(text: string | null): string {
  if (text === null) return unknownSign
  if (isHuge(Number(text))) return scientific(Number(text))
  const [whole = '', fraction] = text.replace('-', '').split('.')
  return `${text.startsWith('-') ? '−' : ''}${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`}`
}

function fixed(value: number, digits: number, { trim = false } = {}): string {
  if (isHuge(value)) return scientific(value)
  const text = Math.abs(value).toFixed(digits)
  const [whole = '', fraction = ''] = text.split('.')
  const shown = trim ? fraction.replace(/0+$/, '') : fraction
  const isZero = !/[1-9]/.test(text)
  return `${value < 0 && !isZero ? '−' : ''}${grouped(whole)}${shown === '' ? '' : `.${shown}`}`
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, thinSpace)
}

/** From a million billions on nobody counts the digits, and float64 no longer holds them. */
function isHuge(value: number): boolean {
  return Math.abs(value) >= 1e15
}

/** A small error, a tolerance or a huge figure: two digits and the power of ten. */
export function scientific(value: number): string {
  if (value === 0) return '0'
  if (value === Number.POSITIVE_INFINITY) return 'no number'
  return value.toExponential(1).replaceAll('-', '−').replace('e+', 'e')
}
