import { describe, expect, test } from 'vitest'
import { margin } from '../../desk/margin.ts'
import type { MarginRequest } from '../../desk/request.ts'
import { leaf } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { problem } from '../../num/result.ts'
import {
  bookDocument,
  type Fields,
  listing,
  marketDocument,
  type PositionRow,
  problemsOf,
} from '../../testkit/builders.ts'
import { marginOf, requestFor } from '../../testkit/documents.ts'
import { currentAccount } from './params-account.ts'
import { ratioFigures } from './venue-figures.ts'

const contracts = [
  'BTC/USDT:USDT',
  'BTC/USDC:USDC',
  'BTC/USD:BTC',
  'BTC/USDT:USDT-260327',
  'ETH/USDT:USDT',
  'SOL/USDT:USDT',
  'BTC/USD:BTC-260327-60000-C',
  'BTC/USD:BTC-260327-40000-P',
]

/** BTC at 50 000, ETH at 2 500, SOL at 100, everything at its index; AVAX, of which nothing is known, at 20. */
const market = marketDocument(
  [
    ...contracts.map((symbol) => listing(symbol)),
    listing('AVAX/USDT:USDT', { mark: '20' }),
    listing('BTC/EUR:EUR', { mark: '50000' }),
  ],
  {
    assets: {
      USDT: { price: '1', stable: true },
      USDC: { price: '1', stable: true },
      EUR: { price: '1', stable: true },
    },
    underlyings: { BTC: { index: '50000' }, ETH: { index: '2500' }, SOL: { index: '100' }, AVAX: { index: '20' } },
    forwards: [{ underlying: 'BTC', expiry: '2026-03-27T08:00:00.000Z', price: '50000', rate: 0 }],
  },
)

function held(
  model: string,
  positions: readonly PositionRow[],
  fields: Fields = {},
  asked: Partial<MarginRequest> = {},
) {
  const modes: Readonly<Record<string, string>> = { 'okx/portfolio': 'portfolio', 'okx/isolated': 'isolated' }
  const book = bookDocument(positions, { mode: modes[model] ?? 'cross', venue: 'okx', ...fields })
  return marginOf({ market, book }, { model, ...asked })
}

function refused(model: string, positions: readonly PositionRow[], fields: Fields = {}): readonly string[] {
  const modes: Readonly<Record<string, string>> = { 'okx/portfolio': 'portfolio', 'okx/isolated': 'isolated' }
  const book = bookDocument(positions, { mode: modes[model] ?? 'cross', ...fields })
  return problemsOf(margin(requestFor({ market, book }, { model })))
}

describe('okx/multi-currency', () => {
  // 6 BTC are 600 contracts of 0.01: second tier, 0.5 % and 1 % of all 300 000; fee 0.05 %.
  test('margins the whole position at the rate of its tier', () => {
    const result = held('okx/multi-currency', [['BTC/USDT:USDT', '6', '50000']], { balances: { USDT: '100000' } })
    expect(result.maintenanceMargin).toBeCloseTo(1500 + 150, 9)
    expect(result.initialMargin).toBeCloseTo(3000, 9)
    expect(result.venueFigures['mgnRatio']).toBeCloseTo(100_000 / 1650, 9)
    expect(result.venueFigures['mmr']).toBeCloseTo(1500, 9)
  })

  test('takes the leverage chosen where it asks for more', () => {
    const rows: readonly PositionRow[] = [['BTC/USDT:USDT', '6', '50000', { leverage: 10 }]]
    expect(held('okx/multi-currency', rows, { balances: { USDT: '100000' } }).initialMargin).toBeCloseTo(30_000, 9)
  })

  test('discounts a coin, after its profit has joined it', () => {
    // 1 BTC long of 50 000 dollars at 40 000: 50 000/40 000 − 1 = 0.25 BTC of profit, so 1.25 BTC at 98 %.
    const result = held('okx/multi-currency', [['BTC/USD:BTC', '50000', '40000']], { balances: { BTC: '1' } })
    expect(result.adjustedEquity).toBeCloseTo(1.25 * 0.98 * 50_000, 6)
    expect(result.equity).toBeCloseTo(62_500, 6)
  })

  test('charges what is owed, and does not discount it', () => {
    const result = held('okx/multi-currency', [], { balances: { BTC: '1', USDT: '-10000' } })
    expect(result.adjustedEquity).toBeCloseTo(49_000 - 10_000, 9)
    expect([result.maintenanceMargin, result.initialMargin]).toEqual([200, 1000])
  })

  test('a short option needs its margin, a long one neither needs nor backs anything', () => {
    const short = held('okx/multi-currency', [['BTC/USD:BTC-260327-60000-C', '-2', '0.05']], { balances: { BTC: '2' } })
    const mark = Number(short.positions[0]?.mark)
    // A fifth out of the money: a is the larger.
    expect(short.initialMargin).toBeCloseTo(2 * (0.1 + mark) * 50_000, 6)
    const fee = Math.min(0.0002, 0.125 * mark)
    expect(short.maintenanceMargin).toBeCloseTo(2 * (0.03 + mark + fee) * 50_000, 6)
    expect(short.adjustedEquity).toBeCloseTo((2 - 2 * mark) * 0.98 * 50_000, 6)
    const long = held('okx/multi-currency', [['BTC/USD:BTC-260327-60000-C', '2', '0.05']], { balances: { BTC: '2' } })
    expect([long.initialMargin, long.maintenanceMargin, long.adjustedEquity]).toEqual([0, 0, 98_000])
  })

  test('orders count in initial margin, those on options by their own rule', () => {
    const orders = [{ symbol: 'BTC/USDT:USDT', contracts: '4', price: '49000', reduceOnly: false }]
    const one = held('okx/multi-currency', [['BTC/USDT:USDT', '2', '50000']], { balances: { USDT: '100000' }, orders })
    expect(one.initialMargin).toBeCloseTo(3000, 9)
    const sell = [{ symbol: 'BTC/USD:BTC-260327-60000-C', contracts: '-1', price: '0.02', reduceOnly: false }]
    const two = held('okx/multi-currency', [], { balances: { BTC: '2' }, orders: sell })
    const mark = Number(held('okx/multi-currency', [['BTC/USD:BTC-260327-60000-C', '1', '0.02']]).positions[0]?.mark)
    expect(two.initialMargin).toBeCloseTo(Math.max(0.1, 0.1 + mark - 0.02) * 50_000, 6)
    expect(two.maintenanceMargin).toBe(0)
  })

  test('says which tiers must be supplied, and takes them', () => {
    const rows: readonly PositionRow[] = [['AVAX/USDT:USDT', '100', '20']]
    const unknown = held('okx/multi-currency', rows, { balances: { USDT: '1000' } })
    expect([unknown.maintenanceMargin, unknown.standing]).toEqual([null, 'unknown'])
    expect(unknown.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'params.missing /parameters/positionTiers/AVAX~1USDT:USDT',
    ])
    const avax = { contractSize: 1, contractUnit: 'coin', tiers: [[null, 0.01, 0.02]], step: null }
    const parameters = {
      format: 'plimsoll-params/1',
      model: 'okx/multi-currency',
      set: 'mine',
      parameters: { ...currentAccount, positionTiers: { ...currentAccount.positionTiers, AVAX: avax } },
    }
    const known = held('okx/multi-currency', rows, { balances: { USDT: '1000' } }, { parameters })
    expect(known.maintenanceMargin).toBeCloseTo(20 + 1, 9)
  })

  test('takes one’s own fees', () => {
    const settings = { takerFee: { futuresFrac: 0.0002, optionsFrac: 0.0001 } }
    const result = held('okx/multi-currency', [['BTC/USDT:USDT', '6', '50000']], {
      balances: { USDT: '100000' },
      settings,
    })
    expect(result.maintenanceMargin).toBeCloseTo(1500 + 60, 9)
  })

  test('cannot hold contracts in other currencies', () => {
    expect(refused('okx/multi-currency', [['BTC/EUR:EUR', '1', '50000']])).toEqual([
      'venue.cannot-hold /positions/BTC~1EUR:EUR',
    ])
  })
})

describe('okx/futures', () => {
  test('keeps settlement currencies apart', () => {
    const rows: readonly PositionRow[] = [
      ['BTC/USDT:USDT', '1', '49000'],
      ['BTC/USD:BTC', '-50000', '50000'],
    ]
    const { pools } = held('okx/futures', rows, { balances: { USDT: '10000', BTC: '1' } })
    expect(pools.map(({ name }) => name)).toEqual(['USDT', 'BTC'])
    expect(pools.map(({ adjustedEquity }) => adjustedEquity)).toEqual([11_000, 1])
    // 100 contracts of 0.01 BTC, first tier: 0.4 % and the fee of 0.05 %, in USDT and in BTC.
    expect(pools[0]?.maintenanceMargin).toBeCloseTo(225, 9)
    expect(pools[1]?.maintenanceMargin).toBeCloseTo(0.0045, 12)
  })
})

describe('okx/isolated', () => {
  test('gives each position a pool of what was set aside for it', () => {
    const { pools } = held('okx/isolated', [['BTC/USDT:USDT', '1', '49000', { leverage: 10 }]], {
      balances: { USDT: '10000' },
    })
    const own = pools.find(({ name }) => name === 'BTC/USDT:USDT long')
    expect(own?.adjustedEquity).toBeCloseTo(4900 + 1000, 9)
    expect(own?.maintenanceMargin).toBeCloseTo(225, 9)
    expect(pools.find(({ name }) => name === 'account')?.adjustedEquity).toBeCloseTo(5100, 9)
  })

  // Long: (entry × size − margin) ÷ (size × (1 − rate − fee)).
  test('is liquidated where its closed form says', () => {
    const { liquidation } = held('okx/isolated', [['BTC/USDT:USDT', '1', '50000', { leverage: 10 }]], {
      balances: { USDT: '10000' },
    })
    const below = liquidation.find(({ pool }) => pool === 'BTC/USDT:USDT long')?.below
    expect(below?.state === 'found' ? below.mark : null).toBeCloseTo(45_000 / (1 - 0.004 - 0.0005), 6)
  })
})

test.each([
  ['okx/multi-currency', ''],
  ['okx/portfolio', '/account'],
])('%s does not count coins beyond the tiers that are known as nothing', (model, at) => {
  const positions: readonly PositionRow[] = [['BTC/USDT:USDT', '1', '50000']]
  const known = held(model, positions, { balances: { BTC: '25', USDT: '9' } })
  expect(known.adjustedEquity).toBeCloseTo((20 * 0.98 + 5 * 0.9775) * 50_000 + 9, 6)
  const more = held(model, positions, { balances: { BTC: '26', USDT: '9' } })
  expect([more.adjustedEquity, more.marginRatio]).toEqual([null, null])
  expect(more.maintenanceMargin).toBeCloseTo(known.maintenanceMargin ?? 0, 9)
  expect(more.problems.map(({ code, path }) => [code, path])).toEqual([
    ['params.missing', `/parameters${at}/discounts/BTC`],
  ])
  expect(more.venueFigures).toEqual({})
})

test.each(['okx/multi-currency', 'okx/futures', 'okx/isolated'])(
  '%s does not take an order without tiers for nothing',
  (model) => {
    const orders = [{ symbol: 'AVAX/USDT:USDT', contracts: '10', price: '20', marginMode: 'isolated' }]
    const result = held(model, [], { balances: { USDT: '1000' }, orders })
    expect([result.initialMargin, result.maintenanceMargin]).toEqual([null, 0])
  },
)

describe('an isolated short option', () => {
  const symbol = 'BTC/USD:BTC-260327-40000-P'
  const balances = { BTC: '3' }

  // 0.1 and the mark are set aside; 0.03, the mark and a fee of 0.02 % are needed.
  test('stands on the margin that was set aside for it', () => {
    const { pools } = held('okx/isolated', [[symbol, '-1']], { balances })
    const own = pools.find(({ name }) => name === `${symbol} short`)
    const margin = own?.adjustedEquity ?? 0
    expect(margin).toBeGreaterThan(0.1)
    expect(own?.maintenanceMargin).toBeCloseTo(margin - 0.1 + 0.03 + 0.0002, 7)
    expect(own?.equity).toBeCloseTo(0.1, 7)
  })

  test('is not liquidated by what it was sold for', () => {
    const deep = marketDocument([listing(symbol, { strike: '150000', symbol: 'BTC/USD:BTC-260327-150000-P' })])
    const book = bookDocument([['BTC/USD:BTC-260327-150000-P', '-1']], { mode: 'isolated', balances })
    const { pools } = marginOf({ market: deep, book }, { model: 'okx/isolated' })
    const own = pools.find(({ name }) => name.endsWith('short'))
    expect(own?.standing).not.toBe('liquidation')
    expect(own?.maintenanceMargin).toBeLessThan(own?.adjustedEquity ?? 0)
  })
})

describe('okx/spot', () => {
  test('holds coins and long options, and asks nothing', () => {
    const result = held('okx/spot', [['BTC/USD:BTC-260327-60000-C', '1', '0.05']], {
      balances: { BTC: '1', USDT: '5' },
    })
    expect([result.initialMargin, result.maintenanceMargin, result.adjustedEquity]).toEqual([0, 0, 50_005])
    expect(result.equity).toBeGreaterThan(50_005)
  })

  test('refuses debts, futures and short options', () => {
    expect(refused('okx/spot', [['BTC/USDT:USDT', '1', '50000']], { balances: { USDT: '-1' } })).toEqual([
      'venue.cannot-hold /positions/BTC~1USDT:USDT',
      'venue.cannot-hold /balances/USDT',
    ])
    expect(refused('okx/spot', [['BTC/USD:BTC-260327-60000-C', '-1', '0.05']])).toEqual([
      'venue.cannot-hold /positions/BTC~1USD:BTC-260327-60000-C',
    ])
  })
})

describe('orders on options', () => {
  const symbol = 'BTC/USD:BTC-260327-60000-C'
  const initial = (contracts: string, price: string, heldContracts: string, more: Fields = {}): number => {
    const orders = [{ symbol, contracts, price, reduceOnly: false, ...more }]
    const rows: readonly PositionRow[] = heldContracts === '0' ? [] : [[symbol, heldContracts, '0.02']]
    return held('okx/multi-currency', rows, { balances: { BTC: '9' }, orders }).initialMargin ?? Number.NaN
  }
  const mark = Number(held('okx/multi-currency', [[symbol, '1', '0.02']]).positions[0]?.mark)
  // A fifth out of the money: 0.1 and the mark for each short one.
  const short = 0.1 + mark

  test.each([
    ['bought', '2', '0.02', '0', 2 * 0.02],
    ['bought back above what it frees', '1', '0.3', '-1', short + (0.3 - short)],
    ['bought back and on', '3', '0.3', '-1', short + (0.3 - short) + 2 * 0.3],
    ['sold out of what is held', '-1', '0.02', '2', 0],
    ['sold to open', '-3', '0.02', '2', Math.max(0.1, short - 0.02)],
  ])('%s', (_what, contracts, price, heldContracts, coins) =>
    expect(initial(contracts, price, heldContracts)).toBeCloseTo(coins * 50_000, 6),
  )

  test('that only reduce need nothing', () => {
    expect(initial('1', '0.3', '-1', { reduceOnly: true })).toBeCloseTo(short * 50_000, 6)
  })

  test('in spot mode are paid for, and may not sell what is not held', () => {
    const order = (contracts: string): Fields => ({
      orders: [{ symbol, contracts, price: '0.02', reduceOnly: false }],
      balances: { BTC: '1' },
    })
    expect(held('okx/spot', [], order('2')).initialMargin).toBeCloseTo(2 * 0.02 * 50_000, 9)
    expect(held('okx/spot', [[symbol, '2', '0.02']], order('-2')).initialMargin).toBe(0)
    expect(refused('okx/spot', [[symbol, '2', '0.02']], order('-3'))).toEqual([
      'venue.cannot-hold /positions/BTC~1USD:BTC-260327-60000-C',
    ])
  })
})

test.each(['okx/multi-currency', 'okx/futures'])(
  '%s leaves the value of a short option out of equity where the parameters say so',
  (model) => {
    const rows: readonly PositionRow[] = [['BTC/USD:BTC-260327-60000-C', '-2', '0.05']]
    const counted = (shortOptionValueCounts: boolean): number | undefined => {
      const parameters = {
        format: 'plimsoll-params/1',
        model,
        set: 'mine',
        parameters: { ...currentAccount, shortOptionValueCounts },
      }
      const { pools } = held(model, rows, { balances: { BTC: '2' } }, { parameters })
      return pools[0]?.adjustedEquity ?? undefined
    }
    expect(counted(false)).toBeCloseTo(model === 'okx/futures' ? 2 : 98_000, 9)
    expect(counted(true)).toBeLessThan(counted(false) ?? 0)
  },
)

test('an isolated position without tiers is not margined, and its margin is what it is given', () => {
  const result = held('okx/isolated', [['AVAX/USDT:USDT', '10', '20']], { balances: { USDT: '1000' } })
  const own = result.pools.find(({ name }) => name === 'AVAX/USDT:USDT long')
  expect([own?.adjustedEquity, own?.maintenanceMargin]).toEqual([0, null])
})

test('ratios in the venue’s words need no fee, and are not told of what is unknown', () => {
  const pool: Pool = {
    name: 'account',
    currency: 'USD',
    currencyPrice: 1,
    equity: 300,
    adjustedEquity: 300,
    initial: leaf('IMR', 130),
    maintenance: leaf('MMR', 100),
    trigger: 1,
    collateral: [],
    positions: [],
    riskUnits: [],
  }
  expect(ratioFigures([pool])).toEqual({ mgnRatio: 3, adjEq: 300, imr: 130, mmr: 100, fee: 0 })
  expect(
    ratioFigures([{ ...pool, unknown: [problem('params.missing', '/parameters', 'tiers must be supplied')] }]),
  ).toEqual({})
})
