import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import type { Charge } from '../../margin/charge.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../../testkit/builders.ts'
import { houseDefault } from './params.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'

function portfolio(positions: readonly PositionRow[], fields: Fields = {}, parameters: Fields = {}): MarginResult {
  const symbols = [...new Set([...positions.map(([symbol]) => symbol), ...ordersOf(fields)])]
  const document = {
    format: 'plimsoll-params/1',
    model: 'house/portfolio',
    set: 'test',
    parameters: { ...houseDefault.parameters, ...parameters },
  }
  const account = book(positions, { mode: 'portfolio', balances: { USD: '1000000' }, ...fields })
  return unwrap(margin({ book: account, market: market(symbols), parameters: document }))
}

function ordersOf(fields: Fields): readonly string[] {
  return ((fields['orders'] ?? []) as readonly Fields[]).map(({ symbol }) => symbol as string)
}

function charge(tree: Charge | null, name: string): Charge {
  const found = tree === null ? undefined : [tree].concat(flattened(tree)).find((node) => node.name === name)
  if (found === undefined) throw new Error(`no charge ${name}`)
  return found
}

function flattened(tree: Charge): Charge[] {
  return tree.parts.flatMap((part) => [part, ...flattened(part)])
}

const need = ({ maintenanceMargin }: MarginResult): number => maintenanceMargin ?? Number.NaN

describe('the formula by hand', () => {
  test('one linear perpetual: market scan, own move, and the minimum basis', () => {
    // Long 2 BTC at 50 000: tails lose 3 × 15 % at a third, the edge 15 %; own moves 2 %; basis 0.2 %.
    const result = portfolio([[btc, '2', '50000']])
    const market = Math.max(0.15, 0.45 * 0.33, 0.3 * 0.5)
    const floor = 0.2 * Math.max(0.17, 0.51 * 0.33, 0.34 * 0.5)
    expect(need(result)).toBeCloseTo(100_000 * (Math.max(market + 0.02, floor) + 0.002), 6)
    expect(result.initialMargin).toBeCloseTo(1.25 * need(result), 6)
  })

  test('two underlyings: market losses add, own moves add by root of squares', () => {
    const result = portfolio([
      [btc, '1', '50000'],
      [eth, '20', '2500'],
    ])
    const together = 50_000 * (0.15 + 0.15 * 1.1)
    const own = Math.sqrt((50_000 * 0.02) ** 2 + (50_000 * 0.05) ** 2)
    expect(need(result)).toBeCloseTo(together + own + 100_000 * 0.002, 6)
  })

  test('a stablecoin hedge of a stablecoin contract costs the de-peg charge on what is matched', () => {
    const result = portfolio([
      [btc, '1', '50000'],
      ['BTC/USDC:USDC', '-0.5', '50000'],
    ])
    expect(charge(result.maintenance, 'stablecoin de-peg').amount).toBeCloseTo(0.02 * 25_000, 9)
  })

  test('concentration is charged on the scan above its start', () => {
    const result = portfolio([[btc, '5000', '50000']], { balances: { USD: '100000000' } })
    expect(charge(result.maintenance, 'concentration').amount).toBeCloseTo(0.5 * (250_000_000 * 0.17 - 20_000_000), 3)
  })

  test('a net short option pays its share of the index, a bought-back one nothing', () => {
    const call = 'BTC/USD:BTC-260327-60000-C'
    expect(charge(portfolio([[call, '-3', '0.05']]).maintenance, 'net short options').amount).toBeCloseTo(
      3 * 50_000 * 0.005,
      9,
    )
    const netted = portfolio([
      [call, '-3', '0.05', { positionSide: 'short' }],
      [call, '3', '0.05', { positionSide: 'long' }],
    ])
    expect(charge(netted.maintenance, 'net short options').amount).toBe(0)
  })
})

describe('correlation', () => {
  test('long BTC against short ETH needs far less than either leg', () => {
    const long = need(portfolio([[btc, '1', '50000']]))
    const short = need(portfolio([[eth, '-20', '2500']]))
    const pair = need(
      portfolio([
        [btc, '1', '50000'],
        [eth, '-20', '2500'],
      ]),
    )
    expect(pair).toBeLessThan(0.5 * Math.min(long, short))
    const both = need(
      portfolio([
        [btc, '1', '50000'],
        [eth, '20', '2500'],
      ]),
    )
    expect(both).toBeGreaterThan(0.9 * (long + short))
  })

  test('the floor binds when legs offset perfectly in beta', () => {
    const flat = { beta: 1, ownRangeFrac: 0, concentrationFrom: 1e9 }
    const result = portfolio(
      [
        [btc, '1', '50000'],
        [eth, '-20', '2500'],
      ],
      {},
      { underlyings: { '*': flat } },
    )
    const floor = charge(result.maintenance, 'correlation floor')
    expect(floor.binding).toBe(true)
    expect(floor.amount).toBeCloseTo(0.2 * 2 * 50_000 * 0.15, 9)
  })

  test('ten correlated longs save little against the sum of their stand-alone requirements, and never exceed it', () => {
    const names = ['BTC', 'ETH', 'SOL', 'BNB', 'XRP', 'ADA', 'DOGE', 'LINK', 'AVAX', 'DOT']
    const listings = names.map((coin) => listing(`${coin}/USDT:USDT`, { mark: '100' }))
    const prices = { underlyings: Object.fromEntries(names.map((coin) => [coin, { index: '100' }])) }
    const rows = names.map((coin): PositionRow => [`${coin}/USDT:USDT`, '100', '100'])
    const needOf = (positions: readonly PositionRow[]): number =>
      need(
        unwrap(
          margin({
            book: book(positions, { mode: 'portfolio', balances: { USD: '1000000' } }),
            market: market(listings, prices),
          }),
        ),
      )
    const alone = rows.reduce((sum, row) => sum + needOf([row]), 0)
    const together = needOf(rows)
    expect(together).toBeLessThan(alone)
    expect(together).toBeGreaterThan(0.7 * alone)
    const offset = rows.map(
      ([symbol, contracts, entry], i): PositionRow => [symbol, i % 2 === 0 ? contracts : `-${contracts}`, entry],
    )
    expect(needOf(offset)).toBeLessThan(0.3 * alone)
  })

  test('an inverse hedge of coins nets, bare coins add risk', () => {
    const bare = portfolio([], { balances: { BTC: '10' } })
    expect(need(bare)).toBeCloseTo(9.5 * 50_000 * 0.17, 6)
    const hedged = portfolio([['BTC/USD:BTC', '-475000', '50000']], { balances: { BTC: '10' } })
    expect(need(hedged)).toBeCloseTo(475_000 * 0.002, 6)
  })

  test('unrealised profit in a coin moves with that coin', () => {
    // Long 100 000 USD inverse from 40 000: 0.5 BTC earned, worth 25 000 and moving with BTC.
    const result = portfolio([['BTC/USD:BTC', '100000', '40000']])
    expect(need(result)).toBeCloseTo((100_000 + 25_000) * 0.17 + 100_000 * 0.002, 6)
  })

  test('profit in a coin of another underlying is risk in that coin', () => {
    const listings = [listing('ETH/BTC:BTC', { mark: '0.05', quote: 'BTC' })]
    const account = book([['ETH/BTC:BTC', '100', '0.04']], { mode: 'portfolio', balances: { USD: '1000000' } })
    const result = unwrap(margin({ book: account, market: market(listings) }))
    expect(result.riskUnits.map(({ name }) => name)).toEqual(['market', 'ETH', 'BTC'])
    // 1 BTC earned: its stand-alone scan is 17 % of its worth.
    expect(charge(result.maintenance, 'stand-alone scans').parts.map(({ amount }) => Math.round(amount))).toEqual([
      Math.round(100 * 2500 * (0.15 * 1.1 + 0.05)),
      Math.round(50_000 * 0.17),
    ])
    const shares = result.positions.map(({ maintenanceShare }) => maintenanceShare ?? 0)
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(need(result), 6)
  })
})

describe('orders', () => {
  test('count the worse of all buys and all sells, in initial margin alone', () => {
    const orders = [
      { symbol: btc, contracts: '1', price: '49000' },
      { symbol: btc, contracts: '-3', price: '51000' },
      { symbol: eth, contracts: '10', price: '2500', reduceOnly: true },
    ]
    const without = portfolio([[btc, '1', '50000']])
    const result = portfolio([[btc, '1', '50000']], { orders })
    const doubled = need(portfolio([[btc, '2', '50000']]))
    expect(need(result)).toBe(need(without))
    expect(result.initialMargin).toBeCloseTo((without.initialMargin ?? 0) + 1.25 * (doubled - need(without)), 6)
  })

  test('that hedge add nothing', () => {
    const orders = [{ symbol: btc, contracts: '-1', price: '51000' }]
    const without = portfolio([[btc, '1', '50000']])
    expect(portfolio([[btc, '1', '50000']], { orders }).initialMargin).toBeCloseTo(without.initialMargin ?? 0, 9)
  })

  test('on an isolated position cost what they add to its own margin, and do not net with the pool', () => {
    const orders = [{ symbol: btc, contracts: '0.1', price: '50000', marginMode: 'isolated' }]
    const held: PositionRow = [btc, '1', '50000', { marginMode: 'isolated', isolatedMargin: '5000' }]
    const without = portfolio([held, [eth, '-20', '2500']])
    const result = portfolio([held, [eth, '-20', '2500']], { orders })
    // First tier: leverage 50.
    expect((result.initialMargin ?? 0) - (without.initialMargin ?? 0)).toBeCloseTo((0.1 * 50_000) / 50, 6)
  })
})
