import { expect, test } from 'vitest'
import type { Pool } from '../../margin/model.ts'
import type { Priced } from '../../pricing/priced.ts'
import type { BracketTable } from './bracket.ts'
import { bracketBreaks } from './bracket-breaks.ts'
import type { TableOf } from './leg-margin.ts'

/** 2 coins at 100; of COIN-M 20,000 dollars at 100, which are 200 coins. */
function breaksOf(payout: 'linear' | 'inverse', brackets: BracketTable | null) {
  const instrument = { payout, kind: 'perpetual', underlying: 'BTC', settle: payout === 'linear' ? 'USDT' : 'BTC' }
  const priced = {
    instrument,
    size: payout === 'linear' ? 1 : 100,
    mark: 100,
    index: 100,
    settlePrice: 1,
    quotePrice: 1,
  }
  const positions = [{ priced: priced as unknown as Priced, contracts: payout === 'linear' ? 2 : 200 }]
  const pool = { positions, currencyPrice: 1 } as unknown as Pool
  const tableOf = (() => ({ segment: 'USD-M', key: '', brackets, isCut: false })) as unknown as TableOf
  return bracketBreaks(pool, tableOf, { movesUnderlying: () => true, movesAsset: () => false })
}

// At 400 the second bracket asks 5 % without an amount: 20 instead of 4.
const jumps: BracketTable = [
  [400, 0.01, 0, 50],
  [null, 0.05, 0, 10],
]

test('a position doubles into a bracket that asks 16 more', () => {
  expect(breaksOf('linear', jumps)).toEqual([{ factor: 2, jump: 16 }])
})

test('brackets that carry on into each other, or that nobody knows, have no such place', () => {
  const continuous: BracketTable = [
    [400, 0.01, 0, 50],
    [null, 0.05, 16, 10],
  ]
  expect([breaksOf('linear', continuous), breaksOf('linear', null)]).toEqual([[], []])
})

test('a position in coins grows into it while the price halves', () => {
  expect(breaksOf('inverse', jumps)).toEqual([{ factor: 0.5, jump: 16 }])
})
