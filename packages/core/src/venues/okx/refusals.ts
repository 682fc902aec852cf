import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import type { Failure } from '../../num/result.ts'

const quotes = ['USDT', 'USDC', 'USD'] as const

/** What no mode of the venue can hold: contracts in other quote currencies, options on other coins. */
export function positionRefusals(account: PricedAccount, optionCoins: readonly string[]): readonly Failure[] {
  return refusedPositions(account, (position) => refusalOf(position, optionCoins))
}

export function refusalOf({ priced: { instrument } }: RuledPosition, optionCoins: readonly string[]): string | null {
  const { kind, underlying, quote } = instrument
  if (!quotes.some((known) => known === quote))
    return `contracts must be quoted in ${quotes.join(', ')}, ${instrument.symbol} is in ${quote}`
  if (kind !== 'option' || optionCoins.includes(underlying)) return null
  return `options must be on ${optionCoins.join(', ')}, ${instrument.symbol} is on ${underlying}`
}
