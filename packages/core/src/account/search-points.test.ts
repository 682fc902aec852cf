import { describe, expect, test } from 'vitest'
import { margin } from '../desk/margin.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import type { LiquidationResult, LiquidationSide } from './margin-result.ts'

const btc = 'BTC/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const at = '2024-01-08T11:00:00.000Z'

function rowsOf(
  held: ReturnType<typeof book>,
  prices: ReturnType<typeof market>,
  leverageTiers?: readonly Fields[],
): readonly LiquidationResult[] {
  const parameters = {
    format: 'plimsoll-params/1',
    model: `generic/${held.mode ?? 'cross'}`,
    set: 'steps',
    parameters: { wholePosition: true, leverageTiers: { '*': leverageTiers } },
  }
  const request = { book: held, market: prices }
  return unwrap(margin(leverageTiers === undefined ? request : { ...request, parameters })).liquidation
}

function rowOf(rows: readonly LiquidationResult[], scope: string): LiquidationResult {
  const found = rows.find((row) => row.scope === scope)
  if (found === undefined) throw new Error(`no row of ${scope}`)
  return found
}

function moveOf(side: LiquidationSide): number {
  return side.state === 'found' ? side.moveFrac : Number.NaN
}

describe('the nearest crossing', () => {
  const expiringAt = '2024-01-08T12:00:00.000Z'
  const hour = (strike: number): Fields =>
    listing(`ETH/USDC:USDC-240108-${strike}-C`, { expiry: expiringAt, markVol: 0.5 })
  const dust = (n: number): Fields => listing(`ETH/USDC:USDC-240329-${400 + n}-P`, { markVol: 0.9 })

  function butterfly(dustRows: number, dustListing: (n: number) => Fields): LiquidationResult {
    const dusty = Array.from({ length: dustRows }, (_, n) => dustListing(n))
    const strikes = [hour(2480), hour(2500), hour(2520)]
    const rows: readonly PositionRow[] = [
      ...strikes.map(({ symbol }, i): PositionRow => [String(symbol), i === 1 ? '200' : '-100', '0.01']),
      ...dusty.map(({ symbol }): PositionRow => [String(symbol), '0.001', '0.01']),
    ]
    const prices = market([...strikes, ...dusty], { at, underlyings: { ETH: { index: '2222' } } })
    return rowOf(rowsOf(book(rows, { mode: 'portfolio', balances: { USDC: '4100' } }), prices), 'ETH')
  }

  test.each([0, 20, 43, 60, 200])('of a narrow loss is the same with %i positions of dust', (n) => {
    expect(moveOf(butterfly(n, dust).above)).toBeCloseTo(0.0723, 3)
  })

  test.each([43, 120])('of a narrow loss is the same with %i positions of dust that expire with it', (n) => {
    const expiring = (i: number): Fields =>
      listing(`ETH/USDC:USDC-240108-${2000 + i}-P`, { expiry: expiringAt, markVol: 0.5 })
    expect(moveOf(butterfly(n, expiring).above)).toBeCloseTo(0.0723, 3)
  })
})

describe('the bound of a tier whose requirement jumps', () => {
  const steps = [
    { notionalMax: 100_000, maintenanceRateFrac: 0.005, maintenanceDeduction: 0, leverageMax: 50 },
    { notionalMax: null, maintenanceRateFrac: 0.05, maintenanceDeduction: 0, leverageMax: 10 },
  ]
  const at95700 = market([listing(btc, { mark: '95700' })], { underlyings: { BTC: { index: '95700' } } })

  test.each([
    ['cross', { mode: 'cross', balances: { USDT: '600' } }, {}],
    ['isolated', { mode: 'isolated', balances: { USDT: '600' } }, { isolatedMargin: '600' }],
  ])('is looked at on both sides in %s: the loss ends 0.1 %% beyond it', (_, fields, more) => {
    const { above } = rowOf(rowsOf(book([[btc, '1', '95700', more]], fields), at95700, steps), 'BTC')
    expect(above).toMatchObject({ state: 'found', straddles: true, moveFrac: expect.closeTo(100_000 / 95_700 - 1, 8) })
  })

  test('is looked at from above too', () => {
    // Under the bound the short needs little; from 100 400 down to it, it needs more than it has.
    const at101000 = market([listing(btc, { mark: '101000' })], { underlyings: { BTC: { index: '101000' } } })
    const held = book([[btc, '1', '101000']], { mode: 'cross', balances: { USDT: '5995' } })
    const falling = rowOf(rowsOf(held, at101000, steps), 'BTC').below
    expect(falling).toMatchObject({ state: 'found' })
    expect(moveOf(falling)).toBeCloseTo((101_000 - 5995) / 0.95 / 101_000 - 1, 8)
  })

  test('is looked at however many small positions have bounds of their own', () => {
    const coins = Array.from({ length: 70 }, (_, n) => `C${n}`)
    const small = coins.map((coin) => listing(`${coin}/USDT:USDT`, { mark: '100' }))
    const underlyings = {
      BTC: { index: '95700' },
      ...Object.fromEntries(coins.map((coin) => [coin, { index: '100' }])),
    }
    const dust = coins.map((coin): PositionRow => [`${coin}/USDT:USDT`, '0.00001', '100'])
    const held = book([[btc, '1', '95700'], ...dust], { balances: { USDT: '600' } })
    const prices = market([listing(btc, { mark: '95700' }), ...small], { underlyings })
    const { above } = rowOf(rowsOf(held, prices, steps), 'all')
    expect(moveOf(above)).toBeCloseTo(100_000 / 95_700 - 1, 6)
  })
})

describe('what moves a pool', () => {
  const euros = market([inverse], {
    currency: 'EUR',
    assets: { USD: { price: '0.9' } },
    underlyings: { BTC: { index: '45000' } },
  })
  const held = book([[inverse, '50000', '50000']], { balances: { EUR: '3000' } })

  test('is also the coin its contracts are quoted in, which has a row', () => {
    const rows = rowsOf(held, euros)
    expect(rows.map(({ scope }) => scope)).toEqual(['BTC', 'USD', 'all'])
    expect(rowOf(rows, 'BTC').below).toMatchObject({ state: 'found' })
    expect(rowOf(rows, 'USD').above).toMatchObject({ state: 'found' })
    const { above } = rowOf(rows, 'USD')
    expect(above.state === 'found' ? above.indexPrice : null).toBeCloseTo(0.9 * (1 + moveOf(above)), 12)
  })

  test('is everything in the row of all: the coin and its quote falling together leave it calm', () => {
    expect(rowOf(rowsOf(held, euros), 'all').below).toMatchObject({ state: 'none' })
  })
})

test('the index of a coin held alone is the index of its underlying, where the market has one', () => {
  const assets = { USDT: { price: '1', stable: true }, BTC: { price: '50100' } }
  const owing = book([], { balances: { BTC: '1', USDT: '-20000' } })
  const { below } = rowOf(rowsOf(owing, market([], { assets })), 'BTC')
  expect(below.state === 'found' ? below.indexPrice : null).toBeCloseTo(50_000 * (1 + moveOf(below)), 6)
  expect(moveOf(below)).toBeCloseTo(20_000 / 0.95 / 50_100 - 1, 9)
})

test('a pool pushed below zero with nothing that moves it has a row that says it is liquidated', () => {
  const held = book([[btc, '1', '50000', { isolatedMargin: '4000' }]], {
    mode: 'isolated',
    balances: { USDT: '3000' },
  })
  const rows = rowsOf(held, market([btc]))
  expect(rows.filter(({ pool }) => pool === 'account')).toEqual([
    { scope: 'all', pool: 'account', below: { state: 'already' }, above: { state: 'already' } },
  ])
})
