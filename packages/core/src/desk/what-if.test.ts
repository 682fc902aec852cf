import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { MarginMode } from '../market/book.ts'
import { Decimal } from '../num/decimal.ts'
import { arbitraryAccount } from '../testkit/arbitrary-account.ts'
import { book, type Fields, listing, market, type PositionRow, problemsOf, unwrap } from '../testkit/builders.ts'
import { requestFor } from '../testkit/documents.ts'
import { margin } from './margin.ts'
import type { WhatIfResult } from './results.ts'
import { whatIf } from './what-if.ts'
import type { BookChange } from './whatif-change.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const call = 'BTC/USD:BTC-260327-60000-C'
const put = 'BTC/USDC:USDC-260327-40000-P'
const all = market([btc, eth, inverse, listing(call, { mark: '0.05' }), listing(put, { mark: '900' })])

const add = (symbol: string, contracts: string, price?: string): BookChange => ({
  type: 'add',
  symbol,
  contracts: Decimal.of(contracts),
  ...(price === undefined ? {} : { price: Decimal.of(price) }),
})

function changed(positions: readonly PositionRow[], changes: readonly BookChange[], fields: Fields = {}): WhatIfResult {
  return unwrap(whatIf({ book: book(positions, { balances: { USDT: '10000' }, ...fields }), market: all }, changes))
}

describe('a leg added', () => {
  test('at the mark changes the requirement and no equity', () => {
    const { before, after, change } = changed([[btc, '0.1', '50000']], [add(btc, '0.2')])
    expect(after.positions.map(({ contracts }) => contracts)).toEqual(['0.3'])
    expect([change.equity, change.maintenanceMargin, change.initialMargin]).toEqual([
      0,
      expect.closeTo(50, 9),
      expect.closeTo(200, 9),
    ])
    expect(change.freeCollateral).toBeCloseTo(-200, 9)
    expect(change.maintenanceUse).toBeCloseTo((after.maintenanceUse ?? 0) - (before.maintenanceUse ?? 0), 12)
  })

  test('at a price of its own earns the difference', () => {
    expect(changed([], [add(btc, '-0.5', '50100')]).change.equity).toBeCloseTo(50, 9)
  })

  test.each([
    [call, 'BTC', '2', '0.05', -0.1],
    [call, 'BTC', '-2', '0.06', 0.12],
    [put, 'USDC', '3', '900', -2700],
  ])('of the option %s pays its premium in %s', (symbol, asset, contracts, price, paid) => {
    const { after, change } = changed([], [add(symbol, contracts, price)], {
      balances: { BTC: '1', USDC: '10000' },
      mode: 'portfolio',
    })
    const held = after.collateral.find((row) => row.asset === asset)
    expect(Number(held?.amount) - (asset === 'BTC' ? 1 : 10_000)).toBeCloseTo(paid, 12)
    const better = symbol === call && price === '0.06' ? 2 * 0.01 * 50_000 : 0
    expect(change.equity).toBeCloseTo(better, 6)
  })

  test.each([
    ['what is not listed', add('DOT/USDT:USDT', '1'), 'book.unlisted /instruments/DOT~1USDT:USDT'],
    ['a perpetual for nothing', add(btc, '1', '0'), 'number.range /add/BTC~1USDT:USDT/price'],
    ['an option for less than nothing', add(call, '1', '-0.01'), `number.range /add/${call.replace('/', '~1')}/price`],
  ])('of %s is refused', (_what, change, problem) => {
    expect(problemsOf(whatIf({ book: book([]), market: all }, [change]))).toEqual([problem])
  })
})

describe('a position closed', () => {
  test('books its profit, with funding, and both legs of hedge mode', () => {
    const rows: readonly PositionRow[] = [
      [btc, '0.2', '45000', { positionSide: 'long', accruedFunding: '-7' }],
      [btc, '-0.1', '48000', { positionSide: 'short' }],
    ]
    const { after, change } = changed(rows, [{ type: 'close', symbol: btc }])
    expect([after.positions, after.maintenanceMargin]).toEqual([[], 0])
    expect(after.collateral[0]?.amount).toBe('10793')
    expect(change.equity).toBeCloseTo(0, 9)
  })

  test.each([
    // 30 000 dollars of coins owed at 45 000 and bought back at 50 000.
    [inverse, '-30000', '45000', 30_000 / 50_000 - 30_000 / 45_000],
    [call, '-2', '0.1', -0.1],
  ])('of %s books in coins', (symbol, contracts, entry, booked) => {
    const { after, change } = changed([[symbol, contracts, entry]], [{ type: 'close', symbol }], {
      balances: { BTC: '1' },
    })
    expect(Number(after.collateral[0]?.amount)).toBeCloseTo(1 + booked, 9)
    expect(change.equity).toBeCloseTo(0, 6)
  })

  test.each([
    [btc, undefined],
    [inverse, '0'],
  ])('of %s entered at %s has no profit to book, and is refused', (symbol, entry) => {
    const held = book([[symbol, '1', entry]], { balances: { BTC: '1' } })
    const problem = `book.missing-entry /close/${symbol.replace('/', '~1')}`
    expect(problemsOf(whatIf({ book: held, market: all }, [{ type: 'close', symbol }]))).toEqual([problem])
  })

  test('that is not held is refused', () => {
    expect(problemsOf(whatIf({ book: book([]), market: all }, [{ type: 'close', symbol: btc }]))).toEqual([
      'book.unlisted /close/BTC~1USDT:USDT',
    ])
  })

  test('that has no price is refused', () => {
    const lacking = market([listing(btc, { mark: undefined })])
    expect(
      problemsOf(whatIf({ book: book([[btc, '1', '1']]), market: lacking }, [{ type: 'close', symbol: btc }])),
    ).toEqual(['market.missing-mark /instruments/BTC~1USDT:USDT/mark'])
  })
})

describe('other changes', () => {
  test('money in or out changes the balance, of an asset not held too', () => {
    const money: readonly BookChange[] = [
      { type: 'balance', asset: 'USDT', amount: Decimal.of('-2500') },
      { type: 'balance', asset: 'USDC', amount: Decimal.of('100') },
    ]
    expect(changed([], money).change.equity).toBe(-2400)
  })

  test.each(['isolated', 'cross', 'portfolio'] as const)(
    'a change of mode to %s is the book margined in it',
    (mode) => {
      const rows: readonly PositionRow[] = [
        [btc, '0.1', '50000'],
        [eth, '-1', '2500'],
      ]
      const { after } = changed(rows, [{ type: 'mode', mode }], { model: 'generic/cross', mode: 'cross' })
      const direct = unwrap(margin({ book: book(rows, { balances: { USDT: '10000' }, mode }), market: all }))
      expect([after.model, after.initialMargin, after.pools.length]).toEqual([
        direct.model,
        direct.initialMargin,
        direct.pools.length,
      ])
    },
  )

  test('apply in order, and leave the book as it was', () => {
    const held = book([[btc, '0.1', '50000']], { balances: { USDT: '10000' } })
    const bytes = JSON.stringify([...held.balances, held.positions])
    const changes: readonly BookChange[] = [
      add(eth, '2'),
      { type: 'close', symbol: eth },
      { type: 'mode', mode: 'portfolio' },
    ]
    const { before, after } = unwrap(whatIf({ book: held, market: all }, changes))
    expect(after.positions.map(({ symbol }) => symbol)).toEqual([btc])
    expect([before.model, after.model]).toEqual(['generic/cross', 'house/portfolio'])
    expect(JSON.stringify([...held.balances, held.positions])).toBe(bytes)
  })

  test.each([
    [{}, { model: 'okx/isolated' }, 'okx/multi-currency'],
    [{ model: 'okx/isolated' }, {}, 'okx/multi-currency'],
    [{ model: 'house/portfolio' }, {}, 'generic/cross'],
    [{ venue: 'binance', mode: 'isolated' }, {}, 'binance/cross'],
  ])('a switch to cross of a book with %j asked as %j stays at its venue: %s', (fields, asked, expected) => {
    const request = { book: book([[btc, '0.1', '50000']], { balances: { USDT: '10000' }, ...fields }), market: all }
    expect(unwrap(whatIf({ ...request, ...asked }, [{ type: 'mode', mode: 'cross' }])).after.model).toBe(expected)
  })

  test('nothing changed is the same result', () => {
    const { before, after, largestThatFits } = changed([[btc, '0.1', '50000']], [])
    expect([JSON.stringify(after), largestThatFits]).toEqual([JSON.stringify(before), null])
  })

  test('of an unknown book have no differences', () => {
    const unknown = unwrap(
      whatIf({ book: book([[btc, '1', '1']]), market: market([listing(btc, { mark: undefined })]) }, []),
    )
    expect(unknown.change).toEqual({
      equity: null,
      initialMargin: null,
      maintenanceMargin: null,
      freeCollateral: null,
      maintenanceUse: null,
    })
  })

  test('of a request that is refused are refused', () => {
    expect(problemsOf(whatIf({ book: book([]), market: all, model: 'none/such' }, []))).toEqual([
      'model.unknown /model',
    ])
    const lost: BookChange = { type: 'mode', mode: 'isolated' }
    expect(problemsOf(whatIf({ book: book([], { mode: 'portfolio' }), market: all, venue: 'house' }, [lost]))).toEqual([
      'model.unknown /mode',
    ])
  })
})

describe('the largest size that fits', () => {
  const free = (mode: MarginMode, symbol: string, size: string): number => {
    const { after } = changed([[btc, '0.05', '50000']], [add(symbol, size)], { mode })
    return after.freeCollateral ?? Number.NaN
  }

  test.each([
    ['cross', btc, '1'],
    ['cross', eth, '-1'],
    ['cross', call, '-0.1'],
    ['portfolio', btc, '1'],
    ['portfolio', inverse, '-1000'],
    ['portfolio', put, '-1'],
  ] as const)('in %s of %s in the direction of %s fits, and a thousandth more does not', (mode, symbol, contracts) => {
    const { largestThatFits } = changed([[btc, '0.05', '50000']], [add(symbol, contracts)], { mode })
    const size = Number(largestThatFits)
    expect(Math.sign(size)).toBe(Math.sign(Number(contracts)))
    expect(free(mode, symbol, String(size))).toBeGreaterThanOrEqual(0)
    expect(free(mode, symbol, String(Number((size * 1.001).toFixed(8))))).toBeLessThan(0)
  })

  test('is what free collateral buys at the leverage of the tier', () => {
    // 10 000 at 50 times leverage would be 500 000, at 25 times in its tier 250 000.
    expect(Number(changed([], [add(btc, '1')]).largestThatFits)).toBeCloseTo(250_000 / 50_000, 7)
  })

  test('of an account that is short of it is the largest leg that repairs it, as far as the other side', () => {
    // 9 long at 5× need 90 000 of 10 000; sold down to 1 they need 10 000, and past zero up to 1 short as well.
    const position: PositionRow = [btc, '9', '50000', { leverage: 5 }]
    const { largestThatFits, before } = changed([position], [add(btc, '-1')], { balances: { USDT: '10000' } })
    expect(before.freeCollateral).toBeCloseTo(-80_000, 6)
    expect(Number(largestThatFits)).toBeCloseTo(-10, 6)
  })

  test('is nothing when nothing is free, and none for a leg of nothing', () => {
    expect(changed([[btc, '9', '50000']], [add(btc, '1')]).largestThatFits).toBe('0')
    expect(changed([], [add(btc, '0')]).largestThatFits).toBeNull()
  })

  test('is not known where what is free is not known', () => {
    const held = book([[btc, '0.1', '50000']], { balances: { USDT: '10000' } })
    const { after, largestThatFits } = unwrap(
      whatIf({ book: held, market: all, model: 'span/portfolio' }, [add(btc, '1')]),
    )
    expect([after.freeCollateral, largestThatFits]).toEqual([null, null])
  })

  test('is unbounded for what needs nothing', () => {
    const long = changed([], [add(call, '1', '0')])
    expect(long.largestThatFits).toBeNull()
  })

  test('holds in random accounts', () => {
    fc.assert(
      fc.property(
        arbitraryAccount({ modes: ['cross', 'portfolio'], options: false, positionsMin: 1, positionsMax: 3 }),
        fc.constantFrom('1', '-1'),
        (documents, sign) => {
          const request = requestFor(documents)
          const [symbol] = request.market.instruments.keys()
          if (symbol === undefined) return
          const { largestThatFits, before } = unwrap(whatIf(request, [add(symbol, sign)]))
          if (largestThatFits === null || (before.freeCollateral ?? -1) < 0) return
          const freeAt = (size: number): number =>
            unwrap(whatIf(request, [add(symbol, size.toFixed(8))])).after.freeCollateral ?? Number.NaN
          const size = Number(largestThatFits)
          expect(freeAt(size)).toBeGreaterThanOrEqual(0)
          expect(freeAt(size * 1.001 + Math.sign(Number(sign)) * 2e-8)).toBeLessThan(0)
        },
      ),
      { numRuns: 15 },
    )
  })
})
