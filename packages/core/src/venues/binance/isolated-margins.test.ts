import { expect, test } from 'vitest'
import type { EnteredPosition } from '../../margin/isolated-margin.ts'
import type { PricedPosition } from '../../margin/priced-account.ts'
import type { BracketTable } from './bracket.ts'
import { type Segment, segmentOf } from './contract-table.ts'
import { binanceMargins } from './isolated-margins.ts'
import type { TableOf } from './leg-margin.ts'

// Up to 1,000 at most 50 times, beyond it 10 times.
const brackets: BracketTable = [
  [1000, 0.01, 0, 50],
  [null, 0.05, 40, 10],
]

function marginOf(
  kind: 'priced' | 'unpriced',
  segment: Segment,
  table: BracketTable | null,
  leverage: number | null,
): number | undefined {
  const tableOf: TableOf = (instrument) => ({ segment: segmentOf(instrument), key: '', brackets: table, isCut: false })
  const instrument = { payout: segment === 'USD-M' ? 'linear' : 'inverse' }
  const position = { priced: { instrument }, leverage } as unknown as PricedPosition & EnteredPosition
  return binanceMargins(tableOf)[kind](position, 2000)
}

test.each<readonly [string, Parameters<typeof marginOf>, number]>([
  ['at its own leverage', ['priced', 'USD-M', brackets, 5], 400],
  ['at its own leverage where the set has no brackets', ['priced', 'USD-M', null, 5], 400],
  ['in full where nothing is known', ['priced', 'USD-M', null, null], 2000],
  ['in full without brackets and prices', ['unpriced', 'USD-M', null, 5], 2000],
  ['at its own leverage without prices', ['unpriced', 'COIN-M', brackets, 5], 400],
  ['at the bracket of its entry in USD-M', ['unpriced', 'USD-M', brackets, 50], 200],
  ['at the first bracket in COIN-M, whose bounds need a price', ['unpriced', 'COIN-M', brackets, 50], 40],
])('an entry of 2000 is set aside %s', (_name, asked, expected) => {
  expect(marginOf(...asked)).toBe(expected)
})
