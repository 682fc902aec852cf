import { Decimal } from '@plimsoll/core'
import type { AssetPart } from './payload-part.ts'

/** Digits of a price that is found by division. */
const priceDigits = 12

/** What a coin is worth, from an amount of it and the same in dollars; nothing of an amount of nothing. */
export function priceFrom(
  asset: string,
  amount: Decimal | undefined,
  inDollars: Decimal | undefined,
): readonly AssetPart[] {
  const [coins, dollars] = [Number(amount?.toString() ?? 0), Number(inDollars?.toString() ?? 0)]
  const price = coins === 0 ? 0 : dollars / coins
  if (!(price > 0) || asset === 'USD') return []
  return [{ asset, price: Decimal.fromNumber(Number(price.toPrecision(priceDigits))) }]
}
