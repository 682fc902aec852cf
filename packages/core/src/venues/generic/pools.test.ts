import { describe, expect, test } from 'vitest'
import { assess } from '../../desk/margin.ts'
import { treeError } from '../../margin/charge.ts'
import { book, type Fields, market, type PositionRow, unwrap } from '../../testkit/builders.ts'

const [btc, eth, call] = ['BTC/USDT:USDT', 'ETH/USD:ETH', 'ETH/USD:ETH-260327-2400-C']

function poolsOf(rows: readonly PositionRow[], fields: Fields = {}, parameters?: Fields) {
  const document =
    parameters === undefined
      ? {}
      : { parameters: { format: 'plimsoll-params/1', model: 'generic/cross', set: 'mine', parameters } }
  const { assessment } = unwrap(assess({ book: book(rows, fields), market: market([btc, eth, call]), ...document }))
  return assessment.pools.map(({ pool }) => pool)
}

test('an empty book needs nothing', () => {
  for (const mode of ['isolated', 'cross']) {
    const [pool, ...others] = poolsOf([], { mode })
    expect(pool).toMatchObject({
      name: 'account',
      equity: 0,
      adjustedEquity: 0,
      initial: { amount: 0 },
      maintenance: { amount: 0 },
    })
    expect(others).toEqual([])
  }
})

describe('cross', () => {
  test('balances and profit back every position, requirements add up', () => {
    const [pool] = poolsOf(
      [
        [btc, '1', '49000'],
        [eth, '-100000', '2500'],
      ],
      { balances: { USDT: '5000', ETH: '10' } },
    )
    expect(pool?.equity).toBeCloseTo(5000 + 25_000 + 1000, 9)
    expect(pool?.adjustedEquity).toBeCloseTo(5000 + 23_750 + 1000, 9)
    expect(pool?.maintenance.amount).toBeCloseTo(250 + 500, 9)
    expect(pool?.maintenance.parts.map(({ name }) => name)).toEqual(['BTC/USDT:USDT long', 'ETH/USD:ETH short'])
  })

  test('option value counts in equity, not against requirements', () => {
    const long = poolsOf([[call, '10', '0.1']], { balances: { ETH: '1' } })[0]
    expect((long?.equity ?? 0) - 2500).toBeGreaterThan(1000)
    expect(long?.adjustedEquity).toBe(2375)
    expect(long?.maintenance.amount).toBe(0)
  })

  test('both legs of hedge mode are margined', () => {
    const [pool] = poolsOf([
      [btc, '1', '50000', { positionSide: 'long' }],
      [btc, '-1', '50000', { positionSide: 'short' }],
    ])
    expect(pool?.maintenance.amount).toBe(500)
    expect(
      poolsOf([
        [btc, '1', '50000'],
        [btc, '-1', '50000'],
      ])[0]?.maintenance.amount,
    ).toBe(0)
  })

  test('a position closed by its opposite still has its profit, and one that is flat its funding', () => {
    expect(
      poolsOf([
        [btc, '1', '49000'],
        [btc, '-1', '50000'],
      ])[0]?.equity,
    ).toBe(1000)
    expect(poolsOf([[btc, '0', '50000', { accruedFunding: '7' }]])[0]).toMatchObject({
      equity: 7,
      maintenance: { amount: 0 },
    })
  })

  test('orders need initial margin alone', () => {
    const orders = [{ symbol: btc, contracts: '1', price: '49000', leverage: 10 }]
    expect(poolsOf([], { orders })[0]).toMatchObject({
      initial: { amount: 5000 },
      maintenance: { amount: 0 },
      positions: [],
    })
  })

  test('a table of one’s own is used instead', () => {
    const leverageTiers = {
      '*': [{ notionalMax: null, maintenanceRateFrac: 0.1, maintenanceDeduction: 0, leverageMax: 2 }],
    }
    const haircuts = { '*': [{ quantityMax: null, haircutFrac: 0.5 }] }
    const [pool] = poolsOf([[btc, '1', '50000']], { balances: { USDT: '100' } }, { leverageTiers, haircuts })
    expect(pool).toMatchObject({ adjustedEquity: 50, initial: { amount: 25_000 }, maintenance: { amount: 5000 } })
  })
})

describe('isolated', () => {
  test('each position is a pool with its own margin, which leaves the balance', () => {
    const pools = poolsOf(
      [
        [btc, '1', '48000', { leverage: 10 }],
        [eth, '50000', '2000', { leverage: 5 }],
      ],
      {
        mode: 'isolated',
        balances: { USDT: '10000', ETH: '6' },
      },
    )
    expect(pools.map(({ name, currency, adjustedEquity }) => [name, currency, adjustedEquity])).toEqual([
      ['account', 'USD', 5200 + 0.95 * 2500],
      ['BTC/USDT:USDT long', 'USDT', 4800 + 2000],
      ['ETH/USD:ETH long', 'ETH', 5 + 25 - 20],
    ])
    expect(pools[0]?.maintenance.amount).toBe(0)
  })

  test('orders on an isolated position take from the free balance', () => {
    const orders = [{ symbol: btc, contracts: '1', price: '49000' }]
    const [account, own] = poolsOf([[btc, '1', '50000', { leverage: 10 }]], {
      mode: 'isolated',
      orders,
      balances: { USDT: '20000' },
    })
    expect(account?.initial.amount).toBe(5000)
    expect(own?.initial.amount).toBe(5000)
    expect(treeError(account?.initial ?? { name: '', amount: 1, rule: 'sum', parts: [] })).toBe(0)
  })

  test('an order on nothing held has no pool yet', () => {
    const orders = [{ symbol: btc, contracts: '1', price: '49000', leverage: 10 }]
    const pools = poolsOf([], { mode: 'isolated', orders })
    expect(pools.map(({ name, initial }) => [name, initial.amount])).toEqual([['account', 5000]])
  })
})
