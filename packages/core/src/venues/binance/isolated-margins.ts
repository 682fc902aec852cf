import type { DefaultMargins, EnteredPosition } from '../../margin/isolated-margin.ts'
import { legLeverage, type TableOf } from './leg-margin.ts'

/** What is set aside for an isolated position: entry notional ÷ leverage, both in the margin asset. */
export function binanceMargins(tableOf: TableOf): DefaultMargins {
  return {
    priced: ({ priced, leverage }, entryNotional) => {
      const { brackets } = tableOf(priced.instrument)
      return entryNotional / (brackets === null ? (leverage ?? 1) : legLeverage(leverage, brackets, entryNotional))
    },
    unpriced: (position, entryNotional) => entryNotional / unpricedLeverage(position, entryNotional, tableOf),
  }
}

/** Brackets of USD-M are read at the entry; those of COIN-M would need a price, so the first is. */
function unpricedLeverage({ priced, leverage }: EnteredPosition, entryNotional: number, tableOf: TableOf): number {
  const { segment, brackets } = tableOf(priced.instrument)
  if (brackets === null) return 1
  return legLeverage(leverage, segment === 'USD-M' ? brackets : brackets.slice(0, 1), entryNotional)
}
