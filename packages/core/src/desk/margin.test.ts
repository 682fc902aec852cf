import { describe, expect, test } from 'vitest'
import type { MarginMode } from '../market/book.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import { margin } from './margin.ts'
import type { MarginRequest } from './request.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const future = 'BTC/USDT:USDT-260327'

interface Figures {
  readonly equity: number
  readonly initial: number
  readonly maintenance: number
  readonly free: number
}

function figures(
  mode: MarginMode,
  positions: readonly PositionRow[],
  fields: Fields = {},
  asked: Partial<MarginRequest> = {},
  prices: Fields = {},
): Figures {
  const listings = [...new Set(positions.map(([symbol]) => symbol))].map((symbol) =>
    /BTC|ETH|SOL/.test(symbol) ? listing(symbol) : listing(symbol, { mark: '300' }),
  )
  const { equity, initialMargin, maintenanceMargin, freeCollateral } = unwrap(
    margin({
      book: book(positions, { mode, balances: { USD: '20000' }, ...fields }),
      market: market(listings, prices),
      ...asked,
    }),
  )
  return {
    equity: equity ?? Number.NaN,
    initial: initialMargin ?? Number.NaN,
    maintenance: maintenanceMargin ?? Number.NaN,
    free: freeCollateral ?? Number.NaN,
  }
}

const ten = { leverage: 10 }

describe('two longs of 50 000 behind 20 000', () => {
  const longs: readonly PositionRow[] = [
    [btc, '1', '50000', ten],
    [eth, '20', '2500', ten],
  ]

  test('need 5 000 each in cross, and have 15 000 left when both fall by 5 %', () => {
    expect(figures('cross', longs)).toMatchObject({ equity: 20_000, initial: 10_000, free: 10_000 })
    const fallen = unwrap(
      margin({
        book: book(longs, { mode: 'cross', balances: { USD: '20000' } }),
        market: market([listing(btc, { mark: '47500' }), listing(eth, { mark: '2375' })]),
      }),
    )
    expect([fallen.equity, ...fallen.positions.map(({ unrealizedPnl }) => unrealizedPnl)]).toEqual([
      15_000, -2500, -2500,
    ])
  })

  test('with one of them short need drastically less in portfolio margin', () => {
    const pair: readonly PositionRow[] = [
      [btc, '1', '50000', ten],
      [eth, '-20', '2500', ten],
    ]
    const [together, against] = [figures('portfolio', longs), figures('portfolio', pair)]
    expect(against.maintenance).toBeLessThan(0.35 * together.maintenance)
    expect(against.initial / 100_000).toBeLessThan(0.1)
  })
})

test('a perfect hedge of 100 000 asks cross for both legs, and portfolio for its basis charge', () => {
  const hedge: readonly PositionRow[] = [
    [btc, '2', '50000', ten],
    [future, '-2', '50000', ten],
  ]
  expect(figures('cross', hedge).initial).toBe(20_000)
  // 0.2 % for the perpetual, 3 % a year for the 85 days of the future.
  expect(figures('portfolio', hedge).maintenance).toBeCloseTo(100_000 * (0.002 + (0.03 * 85) / 365), 6)
})

describe('any collateral backs any position', () => {
  const symbols: readonly PositionRow[] = [
    ['SOL/USDT:USDT', '100', '100', ten],
    ['BNB/USDT:USDT', '-50', '300', { leverage: 30 }],
  ]
  const prices = {
    underlyings: { BTC: { index: '50000' }, ETH: { index: '2500' }, SOL: { index: '100' }, BNB: { index: '300' } },
  }
  const none = {
    format: 'plimsoll-params/1',
    model: 'generic/cross',
    set: 'none',
    parameters: { haircuts: { '*': [{ quantityMax: null, haircutFrac: 0 }] } },
  }

  test('10 000 of BTC and 5 000 of ETH meet 1 000 and 500', () => {
    const { equity, initial, free } = figures(
      'cross',
      symbols,
      { balances: { BTC: '0.2', ETH: '2' } },
      { parameters: none },
      prices,
    )
    expect([equity, initial, free].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([15_000, 1500, 13_500])
  })
})

test('100 of an asset at a haircut of 30 % count 70, and a stablecoin counts at its price', () => {
  const prices = { assets: { DOGE: { price: '1' }, USDC: { price: '0.999', stable: true } } }
  expect(figures('cross', [], { balances: { DOGE: '100' } }, {}, prices).free).toBeCloseTo(70, 12)
  expect(figures('cross', [], { balances: { USDC: '100' } }, {}, prices).free).toBeCloseTo(99.9, 12)
})

describe('the mode of the book', () => {
  const mixed: readonly PositionRow[] = [
    [btc, '0.1', '50000', { marginMode: 'isolated' }],
    [eth, '1', '2500'],
  ]
  const poolsOf = (fields: Fields, asked: Partial<MarginRequest> = {}): number =>
    unwrap(
      margin({ book: book(mixed, { balances: { USDT: '9000' }, ...fields }), market: market([btc, eth]), ...asked }),
    ).pools.length

  test.each([
    ['is cross when it names none', {}, {}, 2],
    ['is its own', { mode: 'portfolio' }, {}, 2],
    ['is that of the model it names', { model: 'house/portfolio' }, {}, 2],
    ['gives way to the one asked for', { mode: 'portfolio' }, { mode: 'cross' }, 1],
    ['gives way to isolated', { mode: 'portfolio' }, { mode: 'isolated' }, 3],
    ['gives way to that of another model', {}, { model: 'house/portfolio' }, 1],
  ] as const)('%s', (_what, fields, asked, pools) => {
    expect(poolsOf(fields, asked)).toBe(pools)
  })
})
