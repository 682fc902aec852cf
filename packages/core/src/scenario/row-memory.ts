import type { Priced } from '../pricing/priced.ts'
import { type RowMaker, rowMaker } from './row-maker.ts'

/** Writes what one long contract gains and loses into a row of zeros, and returns it. */
export type RowOf = (priced: Priced, row: Float64Array) => Float64Array

/**
 * Remembers the row of each quoted instrument for as long as the instrument is: every account that holds it shares it.
 * What a shift made is asked for once, and forgotten.
 */
export function rowMemory(length: number, rowOf: RowOf): (priced: Priced) => Float64Array {
  const known = new WeakMap<Priced, Float64Array>()
  const newRow: RowMaker = rowMaker()
  return (priced) => {
    if (priced.isShifted) return rowOf(priced, newRow(length))
    const found = known.get(priced)
    if (found !== undefined) return found
    const row = rowOf(priced, newRow(length))
    known.set(priced, row)
    return row
  }
}

/** Σ contracts × row over the legs, in their order, into `net`; returns it. */
export function netRow(
  legs: readonly { readonly contracts: number; readonly row: Float64Array }[],
  net: Float64Array,
): Float64Array {
  for (const { contracts, row } of legs)
    for (let i = 0; i < net.length; i++) net[i] = (net[i] as number) + contracts * (row[i] as number)
  return net
}
