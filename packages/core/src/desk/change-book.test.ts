import { describe, expect, test } from 'vitest'
import type { Position } from '../market/book.ts'
import { Decimal } from '../num/decimal.ts'
import { book, market, type PositionRow, problemsOf, unwrap } from '../testkit/builders.ts'
import { changeBook } from './change-book.ts'
import type { BookChange } from './whatif-change.ts'

const btc = 'BTC/USDT:USDT'
const at = '/add/BTC~1USDT:USDT/positionSide'
const all = market([btc, 'ETH/USDT:USDT'])
const hedged: readonly PositionRow[] = [
  [btc, '2', '45000', { positionSide: 'long' }],
  [btc, '-1', '48000', { positionSide: 'short' }],
]

const add = (contracts: string, positionSide?: 'long' | 'short'): BookChange => ({
  type: 'add',
  symbol: btc,
  contracts: Decimal.of(contracts),
  ...(positionSide === undefined ? {} : { positionSide }),
})

const change = (rows: readonly PositionRow[], changes: readonly BookChange[]) => changeBook(book(rows), all, changes)

function added(rows: readonly PositionRow[], ...changes: readonly BookChange[]): Position | undefined {
  return unwrap(change(rows, changes)).positions.at(-1)
}

describe('a leg added to a symbol held in hedge mode', () => {
  test.each([
    ['bought, stands on the long side', add('3'), 'long'],
    ['sold, stands on the short side', add('-3'), 'short'],
    ['sold on the long side, reduces it', add('-2', 'long'), 'long'],
    ['bought on the short side, reduces it', add('1', 'short'), 'short'],
  ])('%s', (_what, leg, side) => {
    expect(added(hedged, leg)?.positionSide).toBe(side)
  })

  test.each([
    [add('-2.1', 'long'), 'the long side of BTC/USDT:USDT must not turn short, would be -0.1'],
    [add('1.5', 'short'), 'the short side of BTC/USDT:USDT must not turn long, would be 0.5'],
  ])('beyond what its side holds is refused', (leg, message) => {
    const result = change(hedged, [leg])
    expect(problemsOf(result)).toEqual([`book.side ${at}`])
    expect(result.ok ? '' : result.problems[0]?.message).toBe(message)
  })

  test('after one with a side, stands on a side too', () => {
    expect(added([], add('1', 'long'), add('-1'))?.positionSide).toBe('short')
  })
})

test('a leg added to a symbol held in one direction has no side', () => {
  expect(added([[btc, '1', '50000']], add('-3'))?.positionSide).toBeUndefined()
  expect(problemsOf(change([[btc, '1', '50000']], [add('-3', 'short')]))).toEqual([`book.side ${at}`])
})

describe('the margin mode of a leg added', () => {
  const inMode = (marginMode: string | undefined): PositionRow => [btc, '1', '50000', { marginMode }]

  test.each([
    ['is that of the symbol', [inMode('isolated'), inMode('isolated')], 'isolated'],
    ['is left to the account where the rows differ', [inMode('isolated'), inMode('cross')], undefined],
    ['also where one is silent', [inMode('isolated'), inMode(undefined)], undefined],
    ['and where nothing is held', [], undefined],
  ])('%s', (_what, rows, mode) => {
    expect(added(rows, add('1'))?.marginMode).toBe(mode)
  })
})
