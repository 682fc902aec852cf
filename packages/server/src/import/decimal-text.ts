import { Decimal } from '@plimsoll/core'

/**
 * Exact plain digits of a number or of decimal text, as other programs write them: 1e-7 becomes 0.0000001. Undefined
 * for null, NaN, infinities, blank text, text with an exponent and numbers of more digits than a decimal holds.
 */
export function decimalText(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? Decimal.fromNumber(value).toString() : value
  return typeof text === 'string' && Decimal.isDecimal(text) ? text : undefined
}

/** For a message: the value as it stands in the file, cut short. */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'absent')
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
