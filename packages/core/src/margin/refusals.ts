import { type Failure, pointer, problem } from '../num/result.ts'
import type { PricedAccount } from './priced-account.ts'
import type { RuledPosition } from './table-rules.ts'

/** Positions and orders that a venue cannot hold, once a symbol; `reasonOf` gives the rule in words, or null where it can. */
export function refusedPositions(
  { positions, orders }: PricedAccount,
  reasonOf: (position: RuledPosition) => string | null,
): readonly Failure[] {
  const bySymbol = new Map<string, RuledPosition>([...positions, ...orders].map((row) => [row.symbol, row]))
  return [...bySymbol.values()].flatMap((row) => {
    const reason = reasonOf(row)
    return reason === null ? [] : [problem('venue.cannot-hold', pointer('positions', row.symbol), reason)]
  })
}

/** Symbols of which a position or an order has margin of its own. */
export function isolatedSymbols({ positions, orders }: PricedAccount): ReadonlySet<string> {
  return new Set([...positions, ...orders].filter(({ isIsolated }) => isIsolated).map(({ symbol }) => symbol))
}
