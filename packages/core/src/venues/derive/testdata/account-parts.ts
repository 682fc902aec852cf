import { Decimal } from '../../../num/decimal.ts'
import { exp } from '../../../num/exp-log.ts'
import { formatInstant, parseInstant } from '../../../num/instant.ts'
import { type Black76Input, black76 } from '../../../pricing/black76.ts'

/** A part of a document, as it is written in JSON. */
export type Fields = Readonly<Record<string, unknown>>

/** A published portfolio as documents of ours. */
export interface AccountDocuments {
  readonly market: Fields
  readonly book: Fields
  readonly parameters: Fields
}

/** Instant of every market made here. */
export const at = '2026-01-01T08:00:00.000Z'

export const linear = { quote: 'USDC', settle: 'USDC', payout: 'linear', contractSize: '1' } as const

/** A float64 as the decimal text of a document. */
export function text(x: number): string {
  return Decimal.fromNumber(x).toString()
}

export function expiryIn(seconds: number): string {
  return formatInstant((parseInstant(at) ?? 0) + 1000 * seconds)
}

/** What the venue values an option at. */
export function markOf(
  { right, strike, forward, vol }: Omit<Black76Input, 'tteYears'>,
  seconds: number,
  ratePerYear: number,
): number {
  const tteYears = seconds / (365 * 86_400)
  return exp(-ratePerYear * tteYears) * black76({ right, strike, forward, vol, tteYears })
}

/** Symbol, contracts and, except for options, entry price. */
export type Row = readonly [symbol: string, contracts: string, entryPrice?: string, more?: Fields]

export function bookOf(
  mode: 'cross' | 'portfolio',
  balances: Readonly<Record<string, string>>,
  rows: readonly Row[],
): Fields {
  const positions = rows.map(([symbol, contracts, entryPrice, more]) => ({
    symbol,
    contracts,
    ...(entryPrice === undefined ? {} : { entryPrice }),
    ...more,
  }))
  return { format: 'plimsoll-book/1', account: 'published', mode, balances, positions }
}
