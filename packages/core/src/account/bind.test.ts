import { describe, expect, test } from 'vitest'
import type { PricedAccount } from '../margin/priced-account.ts'
import type { MarginMode } from '../market/book.ts'
import { book, type Fields, listing, market, type PositionRow } from '../testkit/builders.ts'
import { bindAccount } from './bind.ts'

const btc = 'BTC/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const option = 'BTC/USD:BTC-260327-60000-C'

function bound(
  positions: readonly PositionRow[],
  fields: Fields = {},
  mode: MarginMode = 'cross',
  prices: Fields = {},
): PricedAccount {
  return bindAccount(book(positions, fields), market([btc, inverse, option, 'ETH/USDC:USDC'], prices), mode)
}

describe('rows of one symbol', () => {
  test('are summed, exactly when linear', () => {
    const { positions } = bound([
      [btc, '0.1', '40000'],
      [btc, '0.2', '50000'],
      [btc, '-0.05', '60000'],
    ])
    expect(positions.map(({ held, contracts, cost }) => [held.toString(), contracts, cost])).toEqual([
      ['0.25', 0.25, 11_000],
    ])
  })

  test('of inverse contracts sum their coins', () => {
    const [position] = bound([
      [inverse, '40000', '40000'],
      [inverse, '50000', '50000'],
    ]).positions
    expect([position?.contracts, position?.cost]).toEqual([90_000, 2])
  })

  test('that close each other still owe what they lost', () => {
    const [position] = bound([
      [btc, '1', '52000'],
      [btc, '-1', '50000'],
    ]).positions
    expect([position?.contracts, position?.cost]).toEqual([0, 2000])
    expect(
      bound([
        [btc, '1', '50000'],
        [btc, '-1', '50000'],
      ]).positions,
    ).toEqual([])
  })

  test('that are closed but have funding outstanding stay, and an option traded away does not', () => {
    expect(
      bound([[btc, '0', '50000', { accruedFunding: '-3' }]]).positions.map(({ accruedFunding }) => accruedFunding),
    ).toEqual([-3])
    expect(
      bound([
        [option, '1', '0.1'],
        [option, '-1', '0.2'],
      ]).positions,
    ).toEqual([])
  })

  test('stand apart by side and by margin mode', () => {
    const rows: readonly PositionRow[] = [
      [btc, '1', '50000', { positionSide: 'long' }],
      [btc, '-1', '50000', { positionSide: 'short' }],
      [btc, '2', '50000', { positionSide: 'long', marginMode: 'isolated' }],
    ]
    expect(bound(rows).positions.map(({ contracts, side, isIsolated }) => [contracts, side, isIsolated])).toEqual([
      [1, 'long', false],
      [-1, 'short', false],
      [2, 'long', true],
    ])
  })

  test('take the least leverage, and the sum of the margins set aside', () => {
    const rows: readonly PositionRow[] = [
      [btc, '1', '50000', { marginMode: 'isolated', leverage: 20, isolatedMargin: '100.1' }],
      [btc, '1', '50000', { marginMode: 'isolated', leverage: 5, isolatedMargin: '200.2' }],
      [btc, '1', '50000', { marginMode: 'isolated' }],
    ]
    const [position] = bound(rows).positions
    expect([position?.leverage, position?.isolatedMargin?.toString()]).toEqual([5, '300.3'])
  })

  test('of an option one of which has no entry price have a value and no cost', () => {
    const [position] = bound([
      [option, '1', '0.1'],
      [option, '1'],
    ]).positions
    expect([position?.contracts, position?.cost]).toEqual([2, null])
  })
})

describe('the mode', () => {
  const rows: readonly PositionRow[] = [
    [btc, '1', '50000', { marginMode: 'isolated' }],
    [inverse, '1', '50000', { marginMode: 'cross' }],
    [option, '1', '0.1'],
  ]
  const isolatedIn = (fields: Fields, mode: MarginMode): readonly boolean[] =>
    bound(rows, fields, mode).positions.map(({ isIsolated }) => isIsolated)

  test.each([
    [{}, 'cross', [true, false, false]],
    [{ mode: 'cross' }, 'cross', [true, false, false]],
    [{ mode: 'isolated' }, 'isolated', [true, false, true]],
    [{ mode: 'portfolio' }, 'portfolio', [true, false, false]],
    [{ mode: 'isolated' }, 'cross', [false, false, false]],
    [{ mode: 'cross' }, 'isolated', [true, true, true]],
    [{}, 'portfolio', [false, false, false]],
  ] as const)('of a book with %j asked for in %s', (fields, mode, expected) => {
    expect(isolatedIn(fields, mode)).toEqual(expected)
  })

  test('other than the book’s gives no position the margin set aside in it', () => {
    const [position] = bound(
      [[btc, '1', '50000', { marginMode: 'isolated', isolatedMargin: '9' }]],
      { mode: 'isolated' },
      'cross',
    ).positions
    expect(position?.isolatedMargin).toBeUndefined()
  })
})

describe('prices', () => {
  test('of every underlying and coin held are indexes, of stablecoins and zero balances none', () => {
    const { indexes } = bound([['ETH/USDC:USDC', '1', '2500']], {
      balances: { BTC: '1', SOL: '0', USDT: '5', USD: '7' },
    })
    expect([...indexes]).toEqual([
      ['ETH', 2500],
      ['BTC', 50_000],
    ])
  })

  test('of a symbol are made once, whatever rows and orders ask for it', () => {
    const { positions, orders } = bound(
      [
        [btc, '1', '50000', { positionSide: 'long' }],
        [btc, '-1', '50000', { positionSide: 'short' }],
      ],
      {
        orders: [{ symbol: btc, contracts: '1', price: '1' }],
      },
    )
    expect(new Set([...positions, ...orders].map(({ priced }) => priced)).size).toBe(1)
  })

  test('that are missing are told once, and what was assumed is a note', () => {
    const rows: readonly PositionRow[] = [
      ['DOT/USDT:USDT', '1', '5'],
      [option, '1', '0.1'],
    ]
    const order = { symbol: 'XRP/USDT:USDT', contracts: '1', price: '1' }
    const account = bound(rows, { balances: { DOGE: '1' }, orders: [order, order] })
    expect(account.unpriced.map(({ symbol, problems }) => [symbol, problems.map(({ code }) => code)])).toEqual([
      ['DOT/USDT:USDT', ['book.unlisted']],
    ])
    expect(account.problems.map(({ code }) => code)).toEqual(['book.missing-price'])
    expect(account.orderProblems.map(({ code }) => code)).toEqual(['book.unlisted'])
    expect(account.notes.map(({ code }) => code)).toEqual(['market.forward-assumed'])
  })

  test('of an isolated order follow the book’s mode', () => {
    const orders = [
      { symbol: btc, contracts: '1', price: '1', marginMode: 'isolated', leverage: 3, positionSide: 'long' },
    ]
    expect(bound([], { orders }).orders).toMatchObject([{ isIsolated: true, leverage: 3, side: 'long', contracts: 1 }])
  })
})

test('an expired option is worth its intrinsic value, and a note says so', () => {
  const expired = listing(option, { expiry: '2025-12-26T08:00:00.000Z', strike: '40000' })
  const { positions, notes } = bindAccount(book([[option, '1', '0.1']]), market([expired]), 'cross')
  expect(positions[0]?.priced.mark).toBeCloseTo(0.2, 12)
  expect(notes.map(({ code }) => code)).toEqual(['market.expired'])
})

test('where a symbol is in hedge mode, a row that names no side is on the side of its sign', () => {
  const rows: readonly PositionRow[] = [
    [btc, '2', '50000', { positionSide: 'long' }],
    [btc, '1', '50000'],
    [btc, '-1', '50000'],
  ]
  const { positions } = bindAccount(book(rows), market([btc]), 'cross')
  expect(positions.map(({ side, contracts }) => [side, contracts])).toEqual([
    ['long', 3],
    ['short', -1],
  ])
})
