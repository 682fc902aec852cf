import { describe, expect, test } from 'vitest'
import { margin } from '../desk/margin.ts'
import type { LeverageTier } from '../margin/leverage-tiers.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import type { LiquidationResult, MarginResult } from './margin-result.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const call = 'BTC/USD:BTC-260327-60000-C'

interface Given {
  readonly fields?: Fields
  readonly tiers?: readonly LeverageTier[]
  readonly instruments?: readonly (string | Fields)[]
  readonly prices?: Fields
}

function result(
  positions: readonly PositionRow[],
  { fields = {}, tiers, instruments = [btc, eth, inverse, call], prices = {} }: Given = {},
): MarginResult {
  const request = {
    book: book(positions, { balances: { USDT: '10000' }, ...fields }),
    market: market(instruments, prices),
  }
  const parameters = {
    format: 'plimsoll-params/1',
    model: 'generic/cross',
    set: 'tiers',
    parameters: { leverageTiers: { '*': tiers } },
  }
  return unwrap(margin(tiers === undefined ? request : { ...request, parameters }))
}

function row({ liquidation }: MarginResult, scope: string): LiquidationResult {
  const found = liquidation.find((each) => each.scope === scope)
  if (found === undefined) throw new Error(`no row of ${scope}`)
  return found
}

const flat = (maintenanceRateFrac: number): readonly LeverageTier[] => [
  { notionalMax: null, maintenanceRateFrac, maintenanceDeduction: 0, leverageMax: 10 },
]

describe('a liquidation point', () => {
  test('counts the maintenance of other positions: 99.3976, and not 95.4', () => {
    const listed = ['A', 'B'].map((coin) => listing(`${coin}/USDT:USDT`, { mark: '100' }))
    const prices = { underlyings: { A: { index: '100' }, B: { index: '100' } } }
    // The other position, long 10 at 100 and 0.4 %, needs 4.
    const both = result(
      [
        ['A/USDT:USDT', '1', '100'],
        ['B/USDT:USDT', '10', '100'],
      ],
      { fields: { balances: { USDT: '5' } }, tiers: flat(0.004), instruments: listed, prices },
    )
    expect(row(both, 'A').below).toMatchObject({
      state: 'found',
      indexPrice: expect.closeTo(99 / 0.996, 9),
      straddles: false,
    })
    const alone = result([['A/USDT:USDT', '1', '100']], {
      fields: { balances: { USDT: '5' } },
      tiers: flat(0.004),
      instruments: listed,
      prices,
    })
    expect(row(alone, 'A').below).toMatchObject({ indexPrice: expect.closeTo(95 / 0.996, 9) })
  })

  test('names the index, the mark of the largest position, and the move', () => {
    const listed = [listing(btc, { mark: '50500' }), listing('BTC/USDC:USDC', { mark: '49500' }), eth]
    const found = row(
      result(
        [
          [btc, '0.1', '50000'],
          ['BTC/USDC:USDC', '0.4', '50000'],
        ],
        { fields: { balances: { USDT: '5000' } }, instruments: listed },
      ),
      'BTC',
    ).below
    if (found.state !== 'found') throw new Error('must be found')
    expect(found.indexPrice).toBeCloseTo(50_000 * (1 + found.moveFrac), 6)
    expect(found.mark).toBeCloseTo(49_500 * (1 + found.moveFrac), 6)
  })

  test('of coins alone has an index and no mark', () => {
    const owing = result([], { fields: { balances: { BTC: '1', USDT: '-20000' } } })
    // 0.95 counted: 20 000 ÷ 0.95.
    expect(row(owing, 'BTC').below).toMatchObject({
      state: 'found',
      indexPrice: expect.closeTo(20_000 / 0.95, 6),
      mark: null,
      straddles: false,
    })
    expect(row(owing, 'BTC').above).toMatchObject({ state: 'none' })
  })

  test('of an option book has an index and no mark', () => {
    expect(row(result([[call, '-1', '0.05']]), 'BTC').above).toMatchObject({ state: 'found', mark: null })
  })

  test('where everything moves is that of the only underlying, without an index', () => {
    const single = result([[btc, '1', '50000']])
    const [own, all] = [row(single, 'BTC'), row(single, 'all')]
    expect(all.below).toEqual({ ...own.below, indexPrice: null, mark: null })
    expect(all.above).toEqual({ state: 'none', reason: 'no common move up to +900 % liquidates it' })
    expect(own.above).toEqual({ state: 'none', reason: 'no BTC price up to +900 % liquidates it, other prices held' })
  })

  test('where everything moves is nearer for two longs, and farther for a hedge', () => {
    const moveOf = (size: string, scope: string): number => {
      const { below } = row(
        result([
          [btc, '1', '50000'],
          [eth, size, '2500'],
        ]),
        scope,
      )
      return below.state === 'found' ? -below.moveFrac : 1
    }
    expect(moveOf('20', 'all')).toBeLessThan(moveOf('20', 'BTC'))
    expect(moveOf('-19', 'all')).toBeGreaterThan(moveOf('-19', 'BTC'))
  })

  test('at a jump of the requirement straddles it', () => {
    // A whole-position table without deductions jumps where the short grows out of its tier.
    const steps = [
      { notionalMax: 60_000, maintenanceRateFrac: 0.01, maintenanceDeduction: 0, leverageMax: 10 },
      { notionalMax: null, maintenanceRateFrac: 0.2, maintenanceDeduction: 0, leverageMax: 5 },
    ]
    const { above } = row(
      result([[btc, '-1', '50000']], { fields: { balances: { USDT: '15000' } }, tiers: steps }),
      'BTC',
    )
    expect(above).toMatchObject({ state: 'found', straddles: true, moveFrac: expect.closeTo(0.2, 9) })
  })

  test('of a pool past its trigger is already', () => {
    expect(row(result([[btc, '1', '50000']], { fields: { balances: { USDT: '100' } } }), 'BTC')).toMatchObject({
      below: { state: 'already' },
      above: { state: 'already' },
    })
    expect(row(result([[btc, '1', '50000']], { fields: { balances: { USDT: '100' } } }), 'all').below).toEqual({
      state: 'already',
    })
  })

  test('of an isolated position is its own, and the rest of the account has rows without it', () => {
    const isolated = result([[btc, '1', '50000', { isolatedMargin: '4000' }]], {
      fields: { mode: 'isolated', balances: { USDT: '9000', BTC: '1' } },
    })
    expect(isolated.liquidation.map(({ pool, scope }) => [pool, scope])).toEqual([
      ['account', 'BTC'],
      ['account', 'all'],
      [`${btc} long`, 'BTC'],
    ])
    expect(isolated.liquidation[2]?.below).toMatchObject({ mark: expect.closeTo(46_000 / 0.995, 6) })
  })

  test('of nothing that moves is no row', () => {
    expect(result([]).liquidation).toEqual([])
  })
})

describe('a loss within a narrow band of prices', () => {
  // Short a butterfly with days to live: it loses near its middle strike alone, far above the present.
  test.each([
    ['260103', 70_000, 0.03],
    ['260103', 100_000, 0.03],
    ['260102', 100_000, 0.02],
  ])('at expiry %s around %d is not stepped over', (date, middle, wing) => {
    const strikes = [1 - wing, 1, 1 + wing].map((share) => String(Math.round(middle * share)))
    const symbols = strikes.map((strike) => `BTC/USDC:USDC-${date}-${strike}-C`)
    const rows = symbols.map((symbol, i): PositionRow => [symbol, i === 1 ? '20' : '-10', '1'])
    const cash = Math.round(20 * 0.005 * middle + 0.7 * wing * middle * 10)
    const held = book(rows, { mode: 'portfolio', balances: { USD: String(cash) } })
    const { liquidation } = unwrap(
      margin({ book: held, market: market(symbols.map((symbol) => listing(symbol, { markVol: 0.5 }))) }),
    )
    const above = liquidation[0]?.above
    // Past the middle strike the loss is over, and only charges that grow with the price remain.
    expect(above).toMatchObject({ state: 'found' })
    expect(above?.state === 'found' ? (above.indexPrice ?? 0) : Number.NaN).toBeLessThan(middle * 1.2)
  })
})
