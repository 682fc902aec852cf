import { Decimal } from '@plimsoll/core'

/**
 * Exact plain digits of a number or of decimal text, as other programs write them: 1e-7 becomes 0.0000001. Undefined
 * for null, NaN, infinities, blank text and text with an exponent.
 */
export function decimalText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return Decimal.fromNumber(value).toString()
  return typeof value === 'string' && Decimal.isDecimal(value) ? value : undefined
}

/** For a message: the value as it stands in the file, cut short. */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'absent')
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
