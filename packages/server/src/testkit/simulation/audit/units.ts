import type { Decimal } from '@plimsoll/core'
import { holds } from './law.ts'

const scale = 8

/** Money in whole units of 1e-8, read from its digits: arithmetic of the auditor's own. */
export function unitsOf(amount: Decimal): bigint {
  const text = amount.toString()
  const [whole = '0', part = ''] = text.replace('-', '').split('.')
  holds(part.length <= scale, 'balanced', () => `money must be in whole units of 1e-${scale}, is ${text}`)
  const units = BigInt(whole) * 10n ** BigInt(scale) + BigInt(part.padEnd(scale, '0'))
  return text.startsWith('-') ? -units : units
}

/** A figure as a double, for comparisons with a tolerance. */
export function figure(amount: Decimal | undefined): number {
  return amount === undefined ? 0 : Number(amount.toString())
}
