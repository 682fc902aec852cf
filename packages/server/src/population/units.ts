import { Decimal } from '@plimsoll/core'

/** Six digits that say something, at most eight after the point. */
export function inUnits(amount: number): Decimal {
  let unit = 100
  for (let scaled = Math.abs(amount); scaled < 1000 && unit < 1e8; scaled *= 10) unit *= 10
  return Decimal.fromNumber(Math.round(amount * unit) / unit)
}
