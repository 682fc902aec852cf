import type { Asset } from '../market/instrument.ts'
import { assert } from '../num/assert.ts'
import type { Priced } from '../pricing/priced.ts'
import { assumedTables, type PositionTables } from './assumed-tables.ts'
import type { HaircutTier } from './collateral.ts'
import type { PositionRules } from './position-margin.ts'

/** What names the rules of a position. */
export interface RuledPosition {
  readonly symbol: string
  readonly priced: Pick<Priced, 'instrument'>
}

/** The tables that apply to one position; a name that a user's table leaves out is looked up in the assumed tables. */
export function rulesByTable(tables: PositionTables): (position: RuledPosition) => PositionRules {
  return ({ symbol, priced }) => ({
    tiers: byNameOrRest(tables.leverageTiers, assumedTables.leverageTiers, symbol),
    wholePosition: tables.wholePosition,
    shortOption: byNameOrRest(tables.shortOptions, assumedTables.shortOptions, priced.instrument.underlying),
  })
}

/** Haircut tiers of an asset. */
export function haircutsByTable(haircuts: PositionTables['haircuts']): (asset: Asset) => readonly HaircutTier[] {
  return (asset) => byNameOrRest(haircuts, assumedTables.haircuts, asset)
}

/**
 * What `table` says of `name`, or of `*` for the rest; else what `fallback` says.
 * Parameter tables name what differs and give the rest one value.
 */
export function byNameOrRest<T>(
  table: Readonly<Record<string, T>>,
  fallback: Readonly<Record<string, T>>,
  name: string,
): T {
  const found = own(table, name) ?? own(table, '*') ?? own(fallback, name) ?? own(fallback, '*')
  assert(found !== undefined, `a parameter table must name ${name} or *`)
  return found
}

/** A symbol may be called like a property every object has. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
