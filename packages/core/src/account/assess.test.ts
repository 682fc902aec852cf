import { describe, expect, test } from 'vitest'
import { compare } from '../desk/compare.ts'
import { margin } from '../desk/margin.ts'
import { treeError } from '../margin/charge.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../testkit/builders.ts'
import type { MarginResult } from './margin-result.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const inverse = 'BTC/USD:BTC'

interface Given {
  readonly positions?: readonly PositionRow[]
  readonly balances?: Fields
  readonly mode?: string
  readonly instruments?: readonly (string | Fields)[]
  readonly prices?: Fields
  readonly currency?: string
}

function result({
  positions = [],
  balances = { USDT: '10000' },
  mode = 'cross',
  instruments = [btc, eth, inverse],
  prices = {},
  currency,
}: Given): MarginResult {
  const request = { book: book(positions, { mode, balances }), market: market(instruments, prices) }
  return unwrap(margin(currency === undefined ? request : { ...request, currency }))
}

const poolOf = ({ pools }: MarginResult, name: string): MarginResult['pools'][number] | undefined =>
  pools.find((pool) => pool.name === name)

const figures = [
  'equity',
  'adjustedEquity',
  'initialMargin',
  'maintenanceMargin',
  'freeCollateral',
  'initialUse',
  'maintenanceUse',
] as const
const figuresOf = (row: Record<(typeof figures)[number], number | null>): readonly (number | null)[] =>
  figures.map((key) => row[key])
const nothing = figures.map(() => null)

const withoutMark = [listing(btc, { mark: undefined }), eth, inverse]

describe('unknown', () => {
  test('a pooled position without a mark leaves the account unknown, and says why', () => {
    const unknown = result({
      positions: [
        [btc, '1', '50000'],
        [eth, '2', '2500'],
      ],
      instruments: withoutMark,
    })
    expect(figuresOf(unknown)).toEqual(nothing)
    expect([unknown.standing, unknown.marginRatio, unknown.initial, unknown.maintenance]).toEqual([
      'unknown',
      null,
      null,
      null,
    ])
    expect(unknown.problems.map(({ code }) => code)).toEqual(['market.missing-mark'])
    expect(unknown.liquidation).toEqual([
      {
        scope: 'all',
        pool: 'account',
        below: { state: 'unknown', reason: expect.stringContaining('mark of') },
        above: { state: 'unknown', reason: expect.stringContaining('mark of') },
      },
    ])
    const [known, lacking] = [
      unknown.positions.find(({ symbol }) => symbol === eth),
      unknown.positions.find(({ symbol }) => symbol === btc),
    ]
    expect([known?.mark, known?.notional, known?.delta, known?.maintenanceAlone]).toEqual(['2500', 5000, 2, null])
    expect([lacking?.mark, lacking?.notional, lacking?.contracts]).toEqual([null, null, '1'])
    expect(unknown.riskUnits).toEqual([])
  })

  test('a net that something unpriced belongs to is left out of the exposure', () => {
    const known = [btc, eth].map((symbol): PositionRow => [symbol, '1', '2500'])
    expect(result({ positions: known }).exposure.map(({ underlying }) => underlying)).toEqual(['BTC', 'ETH', 'market'])
    expect(result({ positions: known, instruments: withoutMark }).exposure.map(({ underlying }) => underlying)).toEqual(
      ['ETH'],
    )
    const unlisted = result({ positions: [...known, ['DOT/USDT:USDT', '1', '5']] })
    expect(unlisted.exposure).toEqual([])
    expect(result({ positions: known, balances: { DOGE: '1' } }).exposure.map(({ underlying }) => underlying)).toEqual([
      'BTC',
      'ETH',
    ])
  })

  test.each([
    ['an unlisted position', { positions: [['DOT/USDT:USDT', '1', '5']] }, 'book.unlisted'],
    ['a spot position', { positions: [['BTC/USDT', '1', '5']], instruments: ['BTC/USDT'] }, 'book.spot-position'],
    [
      'a position without an index',
      { positions: [[btc, '1', '5']], prices: { underlyings: {} } },
      'market.missing-index',
    ],
    [
      'a settlement asset without a price',
      { positions: [[btc, '1', '5']], balances: {}, prices: { assets: {} } },
      'market.missing-price',
    ],
    ['a perpetual without an entry price', { positions: [[btc, '1']] }, 'book.missing-entry'],
    ['a perpetual entered at zero', { positions: [[btc, '1', '0']] }, 'book.missing-entry'],
    [
      'an option whose mark has no volatility',
      {
        positions: [['BTC/USD:BTC-260327-50000-C', '1', '0.1']],
        instruments: [listing('BTC/USD:BTC-260327-50000-C', { markVol: undefined, mark: '3' })],
      },
      'market.no-vol',
    ],
  ] as const)('%s leaves the account unknown', (_what, given, code) => {
    const unknown = result(given as Given)
    expect(figuresOf(unknown)).toEqual(nothing)
    expect(unknown.standing).toBe('unknown')
    expect(unknown.problems.map((found) => found.code)).toContain(code)
  })

  test('a balance without a price hides equity, and in portfolio margin the requirement, which coins move', () => {
    const positions: readonly PositionRow[] = [[btc, '1', '50000', { leverage: 10 }]]
    const held = { positions, balances: { USDT: '10000', DOGE: '5' } }
    const cross = result(held)
    expect(cross).toMatchObject({ equity: null, adjustedEquity: null, freeCollateral: null, maintenanceUse: null })
    expect(cross).toMatchObject({ initialMargin: 5000, maintenanceMargin: 250, standing: 'unknown', marginRatio: null })
    expect(cross.maintenance?.amount).toBe(250)
    expect(figuresOf(result({ ...held, mode: 'portfolio' }))).toEqual(nothing)
    expect(result({ balances: { USDT: '5', DOGE: '0' } })).toMatchObject({ standing: 'calm', equity: 5 })
  })

  test('an order without a price hides initial margin alone, and nothing when it only reduces', () => {
    const orderOn = (more: Fields): MarginResult => {
      const orders = [{ symbol: 'DOT/USDT:USDT', contracts: '1', price: '5', ...more }]
      return unwrap(
        margin({ book: book([[btc, '1', '50000']], { orders, balances: { USDT: '5000' } }), market: market([btc]) }),
      )
    }
    const unknown = orderOn({})
    expect(unknown).toMatchObject({ equity: 5000, maintenanceMargin: 250, maintenanceUse: 0.05, standing: 'calm' })
    expect(unknown).toMatchObject({ initialMargin: null, freeCollateral: null, initialUse: null, initial: null })
    expect(unknown.problems.map(({ code }) => code)).toEqual(['book.unlisted'])
    expect(orderOn({ reduceOnly: true }).problems).toEqual([])
    expect(orderOn({ contracts: '0' }).problems).toEqual([])
  })

  test('a row of no contracts says nothing, whatever its symbol and entry price', () => {
    const none = result({
      positions: [
        [btc, '0'],
        ['DOT/USDT:USDT', '0', '5'],
      ],
      balances: { USDT: '5' },
    })
    expect(none).toMatchObject({ equity: 5, maintenanceMargin: 0, standing: 'calm', positions: [], problems: [] })
    const beside = result({
      positions: [
        [btc, '1', '50000'],
        [btc, '0', '0'],
      ],
      balances: { USDT: '5000' },
    })
    expect(beside).toMatchObject({ equity: 5000, maintenanceMargin: 250 })
    const owed = result({
      positions: [[btc, '0', undefined, { accruedFunding: '-1' }]],
      balances: { USDT: '5' },
    } as never)
    expect(owed.equity).toBe(4)
  })

  describe('of an isolated position', () => {
    const positions: readonly PositionRow[] = [
      [btc, '1', '50000', { marginMode: 'isolated', isolatedMargin: '4000' }],
      [eth, '2', '2500'],
    ]
    const unknown = result({ positions, instruments: withoutMark })
    const known = result({ positions })

    test('leaves the account’s own pool known, less what was set aside', () => {
      const [pool, same] = [poolOf(unknown, 'account'), poolOf(known, 'account')]
      expect(pool?.equity).toBe(6000)
      expect(figuresOf(pool as never)).toEqual(figuresOf(same as never))
      expect(pool?.standing).toBe('calm')
    })

    test('leaves its pool and the totals unknown', () => {
      expect(figuresOf(unknown)).toEqual(nothing)
      expect([unknown.standing, unknown.worstPool]).toEqual(['unknown', `${btc} long`])
      expect(poolOf(unknown, `${btc} long`)).toMatchObject({
        currency: 'USDT',
        equity: null,
        standing: 'unknown',
        initial: null,
      })
      expect(unknown.liquidation.find(({ pool }) => pool === `${btc} long`)).toMatchObject({
        scope: 'BTC',
        below: { state: 'unknown' },
      })
      expect(
        unknown.liquidation.filter(({ pool }) => pool === 'account').map(({ below }) => below.state),
      ).not.toContain('unknown')
    })

    test('whose margin follows from its entry is set aside by it', () => {
      const byLeverage = positions.map(
        ([symbol, contracts, entry]): PositionRow => [
          symbol,
          contracts,
          entry,
          { marginMode: 'isolated', leverage: 10 },
        ],
      )
      expect(poolOf(result({ positions: byLeverage, instruments: withoutMark }), 'account')?.equity).toBe(
        10_000 - 5000 - 500,
      )
    })

    test.each([
      [
        'is an option',
        'BTC/USD:BTC-260327-50000-C',
        [listing('BTC/USD:BTC-260327-50000-C', { markVol: undefined }), eth],
      ],
      ['is not listed', 'DOT/USDT:USDT', [eth]],
    ])('that cannot be known when it %s leaves the account unknown', (_what, symbol, instruments) => {
      const lacking = result({
        positions: [
          [symbol, '-1', '0.1', { marginMode: 'isolated' }],
          [eth, '2', '2500'],
        ],
        instruments,
      })
      expect(poolOf(lacking, 'account')).toMatchObject({ equity: null, standing: 'unknown' })
    })
  })
})

test('an unknown account is the worst pool, with an isolated position known beside it', () => {
  const unknown = result({
    positions: [[btc, '1', '50000', { marginMode: 'isolated' }]],
    balances: { USDT: '9000', DOGE: '1' },
  })
  expect([unknown.worstPool, unknown.standing, poolOf(unknown, `${btc} long`)?.standing]).toEqual([
    'account',
    'unknown',
    'calm',
  ])
})

test('a leg of hedge mode without a price keeps its side', () => {
  const unknown = result({ positions: [[btc, '-1', '50000', { positionSide: 'short' }]], instruments: withoutMark })
  expect(unknown.positions).toMatchObject([{ symbol: btc, positionSide: 'short', pool: 'account', contracts: '-1' }])
})

test('an option whose entry is not known has a value, a share, and no profit', () => {
  const call = 'BTC/USD:BTC-260327-50000-C'
  const [row] = result({
    mode: 'portfolio',
    positions: [
      [call, '2'],
      [btc, '-1', '50000'],
    ],
    instruments: [call, btc],
  }).positions
  expect(row).toMatchObject({ unrealizedPnl: null, maintenanceShare: expect.any(Number), bankruptcyPrice: null })
  const [crossed] = result({ positions: [[call, '-2']], instruments: [call] }).positions
  expect(crossed).toMatchObject({ unrealizedPnl: null, maintenanceShare: crossed?.maintenanceAlone })
})

test('an isolated option has no bankruptcy price', () => {
  const call = 'BTC/USD:BTC-260327-50000-C'
  const { positions } = result({ mode: 'isolated', positions: [[call, '-1', '0.1']], instruments: [call] })
  expect(positions[0]?.bankruptcyPrice).toBeNull()
})

describe('totals', () => {
  test('are those of pools in their own currencies, at their prices, in the report currency', () => {
    const prices = { assets: { USDT: { price: '0.98', stable: true } } }
    const given = {
      mode: 'isolated',
      balances: { USDT: '50000', BTC: '2' },
      prices,
      positions: [
        [btc, '1', '50000'],
        [inverse, '20000', '50000'],
      ] as readonly PositionRow[],
    }
    const price = { USD: 1, BTC: 50_000, USDT: 0.98 }
    for (const currency of ['USD', 'BTC', 'USDT'] as const) {
      const report = result({ ...given, currency })
      expect(report.pools.map((pool) => pool.currency)).toEqual(['USD', 'USDT', 'BTC'])
      for (const key of ['equity', 'adjustedEquity', 'initialMargin', 'maintenanceMargin', 'freeCollateral'] as const) {
        const sum = report.pools.reduce(
          (total, pool) => total + ((pool[key] ?? Number.NaN) * price[pool.currency as 'USD']) / price[currency],
          0,
        )
        expect(Math.abs((report[key] ?? Number.NaN) / sum - 1)).toBeLessThan(1e-12)
      }
      for (const tree of [report.initial, report.maintenance])
        if (tree !== null) expect(treeError(tree)).toBeLessThan(1e-12)
      expect([report.initial?.amount, report.maintenance?.amount]).toEqual([
        report.initialMargin,
        report.maintenanceMargin,
      ])
    }
  })

  test('of one pool in its own currency have the pool’s own trees, in another scaled ones', () => {
    const given = { positions: [[btc, '1', '50000']] as readonly PositionRow[] }
    const [own, other] = [result(given), result({ ...given, currency: 'BTC' })]
    expect(own.maintenance).toBe(own.pools[0]?.maintenance)
    expect(other.maintenance?.parts.map(({ rule, by }) => [rule, by])).toEqual([['scale', 1 / 50_000]])
    expect(other.maintenanceUse).toBe(own.maintenanceUse)
    expect(other.positions[0]?.notional).toBe(1)
    expect(other.positions[0]?.effectiveLeverage).toBe(own.positions[0]?.effectiveLeverage)
    expect(other.positions[0]?.maintenanceShare).toBeCloseTo((own.maintenanceMargin ?? Number.NaN) / 50_000, 12)
  })

  test('cannot be told in a currency without a price', () => {
    const refused = margin({ book: book([]), market: market([]), currency: 'DOGE' })
    expect(refused).toMatchObject({ ok: false, problems: [{ code: 'market.missing-price', path: '/assets/DOGE' }] })
  })
})

describe('the worst pool', () => {
  const positions: readonly PositionRow[] = [
    [btc, '1', '50000', { isolatedMargin: '3000' }],
    [eth, '10', '2500', { isolatedMargin: '300' }],
  ]

  test('is the one with the largest use, and the account shows its figures', () => {
    const report = result({ positions, mode: 'isolated' })
    expect(report.worstPool).toBe(`${eth} long`)
    expect([report.maintenanceUse, report.standing]).toEqual([125 / 300, 'calm'])
    expect(report.marginRatio).toBeCloseTo(300 / 125, 12)
  })

  test('is a pool that has lost everything before one that only nears its trigger', () => {
    const lost = result({ positions, mode: 'isolated', instruments: [listing(btc, { mark: '46000' }), eth] })
    expect([lost.worstPool, lost.standing, lost.maintenanceUse, lost.marginRatio]).toEqual([
      `${btc} long`,
      'liquidating',
      null,
      expect.closeTo(-1000 / 230, 12),
    ])
  })

  test('of a comparison already in liquidation is nearest', () => {
    const { rows } = unwrap(
      compare(
        { book: book([[btc, '1', '80000']], { mode: 'cross', balances: { USDT: '100' } }), market: market([btc]) },
        { modes: ['cross'] },
      ),
    )
    expect(rows[0]).toMatchObject({
      standing: 'liquidating',
      nearest: { moveFrac: 0, pool: 'account' },
      isFirstToLiquidate: true,
    })
  })
})

test('pooling frees what isolation keeps idle: mission figure of 3 000', () => {
  // An ETH position that needs 2 000 with 5 000 allotted.
  const positions: readonly PositionRow[] = [[eth, '8', '2500', { isolatedMargin: '5000', leverage: 10 }]]
  const request = { book: book(positions, { mode: 'isolated', balances: { USDT: '6000' } }), market: market([eth]) }
  const { rows } = unwrap(compare(request, { modes: ['isolated', 'cross'], venues: ['generic'] }))
  expect(rows.map(({ initialMargin, idle, freeCollateral }) => [initialMargin, idle, freeCollateral])).toEqual([
    [2000, 3000, 4000],
    [2000, 0, 4000],
  ])
})
