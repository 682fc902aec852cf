import { describe, expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, listing, market, type PositionRow } from '../testkit/builders.ts'
import { assumedTables } from './assumed-tables.ts'
import { tableMargins, withIsolatedMargins } from './isolated-margin.ts'
import type { PricedAccount } from './priced-account.ts'
import { rulesByTable } from './table-rules.ts'

const [btc, eth, put] = ['BTC/USDT:USDT', 'ETH/USD:ETH', 'ETH/USD:ETH-260327-2400-P']
const margins = tableMargins(rulesByTable(assumedTables))

function account(
  rows: readonly PositionRow[],
  balances: Fields,
  mode: 'isolated' | 'cross' = 'isolated',
): PricedAccount {
  return withIsolatedMargins(
    bindAccount(book(rows, { mode, balances }), market([btc, eth, listing(put, { mark: '0.0800000001' })]), mode),
    margins,
  )
}

const marginsOf = ({ positions }: PricedAccount) => positions.map(({ isolatedMargin }) => isolatedMargin?.toString())
const balancesOf = ({ balances }: PricedAccount) =>
  balances.map(({ asset, held, amount }) => `${held} ${asset} ${amount}`)

describe('margin set aside', () => {
  test('leaves the balance of the settlement asset', () => {
    const after = account([[btc, '1', '48000', { leverage: 10, isolatedMargin: '6000.5' }]], {
      USDT: '10000',
      BTC: '1',
    })
    expect(marginsOf(after)).toEqual(['6000.5'])
    expect(balancesOf(after)).toEqual(['3999.5 USDT 3999.5', '1 BTC 1'])
  })

  test('is that of what is left, at the entry of its own side, when rows net', () => {
    const rows = (short: string, at: string): readonly PositionRow[] => [
      [btc, '1', '50000', { leverage: 10 }],
      [btc, short, at],
    ]
    expect(marginsOf(account(rows('-0.9', '100000'), { USDT: '10000' }))).toEqual(['500'])
    expect(marginsOf(account(rows('-1', '60000'), { USDT: '10000' }))).toEqual(['0'])
    expect(marginsOf(account(rows('-3', '60000'), { USDT: '10000' }))).toEqual(['12000'])
  })

  test('may take a balance below zero, and one that was not there', () => {
    const after = account([[btc, '1', '48000', { isolatedMargin: '6000' }]], { BTC: '1' })
    expect(balancesOf(after)).toEqual(['1 BTC 1', '-6000 USDT -6000'])
    expect(after.balances[1]?.price).toBe(1)
  })

  test.each<[string, PositionRow, string]>([
    ['is entry notional ÷ leverage', [btc, '1', '48000', { leverage: 10 }], '4800'],
    ['of a short one too', [btc, '-1', '48000', { leverage: 10 }], '4800'],
    ['takes the tier’s leverage when none is chosen', [btc, '1', '48000'], '960'],
    ['and no more than the tier’s', [btc, '1', '48000', { leverage: 200 }], '960'],
    ['of an inverse one is in coins at entry', [eth, '50000', '2000', { leverage: 5 }], '5'],
    ['is rounded up, in what is owed', [btc, '1', '50000', { leverage: 7 }], '7142.85714286'],
    ['of a short option is its initial margin', [put, '-11', '0.05'], '2.09000001'],
    ['of a long option is nothing', [put, '10', '0.05'], '0'],
  ])('by itself %s', (_, row, margin) => {
    expect(marginsOf(account([row], {}))).toEqual([margin])
  })

  test('is none where nothing is isolated', () => {
    const before = bindAccount(book([[btc, '1', '48000']], { balances: { USDT: '1' } }), market([btc]), 'cross')
    expect(withIsolatedMargins(before, margins)).toBe(before)
  })

  test('is that of isolated positions alone', () => {
    const after = account(
      [
        [btc, '1', '50000', { marginMode: 'isolated', leverage: 10 }],
        [eth, '1000', '2000'],
      ],
      { USDT: '9000' },
      'cross',
    )
    expect(marginsOf(after)).toEqual(['5000', undefined])
    expect(balancesOf(after)).toEqual(['4000 USDT 4000'])
  })
})

describe('the margin of a position without a price', () => {
  const unmarked = [
    listing(btc, { mark: undefined }),
    listing(eth, { mark: undefined }),
    listing(put, { markVol: undefined }),
  ]

  function unpriced(row: PositionRow, rest: Fields = {}, instruments: readonly Fields[] = unmarked) {
    const held = book([row], { mode: 'isolated', balances: { USDT: '10000' } })
    const after = withIsolatedMargins(bindAccount(held, market(instruments, rest), 'isolated'), margins)
    return [after.unpriced.map(({ isolatedMargin }) => isolatedMargin?.toString()), balancesOf(after)]
  }

  test.each<[string, PositionRow, string | undefined, readonly string[]]>([
    ['is the one given', [btc, '1', '48000', { isolatedMargin: '7000' }], '7000', ['3000 USDT 3000']],
    ['is that of its entry', [btc, '1', '48000', { leverage: 10 }], '4800', ['5200 USDT 5200']],
    ['in coins too', [eth, '50000', '2000', { leverage: 5 }], '5', ['10000 USDT 10000', '-5 ETH -5']],
    ['is not known of an option', [put, '-10', '0.05'], undefined, ['10000 USDT 10000']],
    ['is not known without an entry', [btc, '1'], undefined, ['10000 USDT 10000']],
  ])('%s', (_, row, margin, balances) => {
    expect(unpriced(row)).toEqual([[margin], balances])
  })

  test('leaves no balance where the position is not listed', () => {
    expect(unpriced([btc, '1', '48000', { isolatedMargin: '7000' }], {}, [])).toEqual([['7000'], ['10000 USDT 10000']])
  })
})
