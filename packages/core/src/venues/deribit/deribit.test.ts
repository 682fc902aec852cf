import { describe, expect, test } from 'vitest'
import { margin } from '../../desk/margin.ts'
import { treeError } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { black76 } from '../../pricing/black76.ts'
import { text } from '../../testkit/arbitrary-account.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow, unwrap } from '../../testkit/builders.ts'
import { assessmentOf, marginOf, requestFor } from '../../testkit/documents.ts'
import { movedMarket } from '../../testkit/moved-market.ts'
import { deribit } from './index.ts'
import type { MatrixParameters } from './parameters.ts'
import { crossPortfolioSets } from './params.ts'

const [btc, eth, sol] = ['BTC/USD:BTC', 'ETH/USD:ETH', 'SOL/USDC:USDC']
const [btcUsdc, ethUsdc] = ['BTC/USDC:USDC', 'ETH/USDC:USDC']

interface Asked {
  readonly model: string
  readonly rows?: readonly PositionRow[]
  readonly book?: Fields
  readonly parameters?: unknown
  readonly listed?: Readonly<Record<string, Fields>>
}

function documentsOf({ model, rows = [], book = {}, listed = {} }: Asked) {
  const orders = (book['orders'] ?? []) as readonly Fields[]
  const symbols = new Set([...rows.map(([symbol]) => symbol), ...orders.map(({ symbol }) => symbol as string)])
  const assets = {
    assets: { USDT: { price: '1', stable: true }, USDC: { price: '1', stable: true }, DOGE: { price: '0.1' } },
  }
  const market = marketDocument(
    [...symbols].map((symbol) => listing(symbol, listed[symbol])),
    assets,
  )
  const mode = model.endsWith('portfolio') ? 'portfolio' : 'cross'
  return { market, book: bookDocument(rows, { mode, ...book }) }
}

function poolsOf(asked: Asked): readonly Pool[] {
  const { model, parameters } = asked
  const more = parameters === undefined ? { model } : { model, parameters }
  return assessmentOf(documentsOf(asked), more).pools.map(({ pool }) => pool)
}

function poolOf(asked: Asked, name = 'account'): Pool {
  const pool = poolsOf(asked).find((each) => each.name === name)
  if (pool === undefined) throw new Error(`there must be a pool ${name}`)
  return pool
}

function problemsOf(asked: Asked): readonly string[] {
  const result = margin(requestFor(documentsOf(asked), { model: asked.model }))
  return (result.ok ? result.value.problems : result.problems).map(({ code, path }) => `${code} ${path}`)
}

/** The current set of the portfolio models with other readings. */
function readAs(readings: Partial<MatrixParameters['readings']>) {
  const parameters = crossPortfolioSets[0]?.parameters as MatrixParameters
  return {
    format: 'plimsoll-params/1',
    model: 'deribit/portfolio',
    set: 'mine',
    parameters: { ...parameters, readings: { ...parameters.readings, ...readings } },
  }
}

describe('an account as the venue margined it', () => {
  const dated = 'BTC/USD:BTC-240628'
  const marks = { [btc]: 65_910.57, [dated]: 67_371.75 }
  const coins = { [btc]: 0.314538364, [dated]: -0.001187534 }
  const market = {
    ...marketDocument([btc, dated].map((symbol) => listing(symbol, { mark: text(marks[symbol] ?? 0) }))),
    at: '2024-06-17T10:22:20.501Z',
    underlyings: { BTC: { index: '65666.19' } },
  }
  const rows = [btc, dated].map((symbol): PositionRow => {
    const mark = marks[symbol] ?? 0
    return [symbol, text((coins[symbol] ?? 0) * mark), text(mark)]
  })
  const book = bookDocument(rows, {
    mode: 'portfolio',
    venue: 'deribit',
    balances: { BTC: '1' },
    settings: { mmpMargin: { BTC: 0.06 }, openOrdersMargin: { BTC: 0.000018212 } },
  })
  const result = marginOf({ market, book }, { model: 'deribit/segregated-portfolio', parameters: '2024-06-17' })
  const [pool] = result.pools

  test('needs what the sample of 2024-06-17 prints', () => {
    expect(pool?.initialMargin).toBe(0.122861343)
    expect(pool?.maintenanceMargin).toBeCloseTo(0.050274504784, 15)
    expect(pool?.initial === null || pool?.initial === undefined ? 1 : treeError(pool.initial)).toBe(0)
  })

  test('shows the table that the sample prints', () => {
    const [unit] = result.riskUnits
    expect([unit?.name, unit?.pnl.length, unit?.worst, unit?.worstAtEdge]).toEqual(['btc_btc', 35, 0, true])
    const losses = [-0.05968587238095239, -0.04272965863636364, -0.02724789826086957, -0.013056284583333334]
    for (const [i, loss] of losses.entries()) expect(unit?.pnl[3 * i]).toBeCloseTo(loss, 12)
    expect(unit?.pnl.slice(12)).toEqual(new Array(23).fill(0))
  })

  test('shows its rates in the venue’s words', () => {
    expect(result.venueFigures['IM%']).toBeCloseTo(12.2861343, 9)
    expect(result.venueFigures['MM%']).toBeCloseTo(5.0274504784, 9)
  })
})

describe('cross portfolio margin', () => {
  const model = 'deribit/portfolio'

  test('a coin as collateral is risk of its own, and the hedge of a short', () => {
    const alone = poolOf({ model, book: { balances: { BTC: '2' } } })
    expect(alone.maintenance.amount).toBeCloseTo(0.8 * 0.14 * 2 * 50_000, 6)
    const hedged = poolOf({ model, rows: [[btc, '-100000', '50000']], book: { balances: { BTC: '2' } } })
    // What is left is the roll shock of two coins.
    expect(hedged.maintenance.amount).toBeCloseTo(0.8 * 0.005 * 100_000, 6)
    expect(poolOf({ model, book: { balances: { USDC: '9000' } } }).initial.amount).toBe(0)
  })

  test('a cell at the same volatility is what the account loses when the market moves so far', () => {
    const rows: readonly PositionRow[] = [
      [btc, '60000', '48000'],
      ['BTC/USD:BTC-260327-50000-C', '-1.5'],
      ['BTC/USD:BTC-260327-50000-P', '-2'],
      [btcUsdc, '0.7', '51000'],
    ]
    const documents = documentsOf({ model, rows, book: { balances: { BTC: '1.25', USDC: '1000' } } })
    const [now, moved] = [documents.market, movedMarket(documents.market, () => 0.86)].map(
      (market) => assessmentOf({ ...documents, market }, { model }).pools[0]?.pool,
    )
    const lost = (moved?.equity ?? Number.NaN) - (now?.equity ?? Number.NaN)
    expect(lost).toBeLessThan(-10_000)
    expect(now?.riskUnits[0]?.pnl[1]).toBeCloseTo(lost, 6)
  })

  test('a haircut asks for initial margin alone, unless it is read otherwise', () => {
    const book = { balances: { USDT: '10000', USDC: '-500' } }
    const [pool, other] = [poolOf({ model, book }), poolOf({ model, book, parameters: readAs({ haircutOn: 'both' }) })]
    expect([pool.initial.amount, pool.maintenance.amount, pool.adjustedEquity]).toEqual([200, 0, 9500])
    expect([other.initial.amount, other.maintenance.amount]).toEqual([200, 200])
  })

  const rows: readonly PositionRow[] = [
    [btcUsdc, '2', '50000'],
    [ethUsdc, '-40', '2500'],
  ]
  /** 100 000 dollars each: BTC moves 14 %, ETH 18 %; three fifths of a profit in ETH count, none of one in BTC. */
  const roll = 0.005 * 200_000

  test('a profit in one currency offsets by its share', () => {
    const { maintenance } = poolOf({ model, rows, book: { balances: { USDC: '100000' } } })
    expect(maintenance.amount).toBeCloseTo(0.8 * (18_000 + roll), 6)
    const flipped = rows.map(([symbol, contracts, entry]): PositionRow => [symbol, text(-Number(contracts)), entry])
    const other = poolOf({ model, rows: flipped, book: { balances: { USDC: '100000' } } })
    // Up, BTC loses 14 000 and ETH offsets 0.6 × 18 000; down, ETH loses 18 000 and BTC offsets nothing.
    expect(other.maintenance.amount).toBeCloseTo(0.8 * (18_000 + roll), 6)
  })

  test('takes the amounts that only the venue knows by the name or the currency of the pool', () => {
    const initials = ['account', 'USD'].map(
      (pool) =>
        poolOf({ model, book: { balances: { BTC: '1' }, settings: { mmpMargin: { [pool]: 5 } } } }).initial.amount,
    )
    expect(initials).toEqual([7005, 7005])
  })

  test('each currency at its own worst, where it is read so', () => {
    const parameters = readAs({ currenciesNet: 'each-alone' })
    const { maintenance } = poolOf({ model, rows, parameters, book: { balances: { USDC: '100000' } } })
    expect(maintenance.amount).toBeCloseTo(0.8 * (14_000 + 18_000 + roll), 6)
  })

  test('a short option gains less by a shock that floors the volatility before it', () => {
    const short: readonly PositionRow[] = [['ETH/USDC:USDC-260327-2500-C', '-10']]
    const [after, before] = (['shocked', 'base'] as const).map((volFloorOn) =>
      poolOf({
        model,
        rows: short,
        parameters: readAs({ volFloorOn }),
        book: { balances: { USDC: '50000' } },
        listed: { 'ETH/USDC:USDC-260327-2500-C': { markVol: 0.2 } },
      }),
    )
    expect(before?.maintenance.amount).toBeGreaterThan(after?.maintenance.amount ?? Number.NaN)
  })

  test('what has no parameters or no haircut makes the pool unknown, with the reason', () => {
    expect(problemsOf({ model, rows: [[sol, '5', '100']], book: { balances: { USDC: '900' } } })).toEqual([
      'params.missing /parameters/pairs/SOL',
    ])
    expect(problemsOf({ model, book: { balances: { SOL: '5' } } })).toEqual([
      'params.missing /parameters/pairs/SOL',
      'params.missing /parameters/collateral/SOL/haircutFrac',
    ])
    const orders = [{ symbol: sol, contracts: '5', price: '100' }]
    expect(problemsOf({ model, book: { balances: { USDC: '900' }, orders } })).toEqual([
      'params.missing /parameters/pairs/SOL',
    ])
  })

  test('what is no cross collateral cannot be held', () => {
    const book = { balances: { DOGE: '100' } }
    expect(problemsOf({ model, book })).toContain('venue.cannot-hold /balances/DOGE')
    expect(problemsOf({ model: 'deribit/segregated-portfolio', book })).not.toContain(
      'venue.cannot-hold /balances/DOGE',
    )
  })
})

describe('segregated portfolio margin', () => {
  const model = 'deribit/segregated-portfolio'

  test('keeps currencies apart: a coin is no risk in its own pool', () => {
    const pools = poolsOf({ model, rows: [[btc, '50000', '50000']], book: { balances: { BTC: '2', USDC: '5' } } })
    expect(pools.map(({ name, currency, equity }) => [name, currency, equity])).toEqual([
      ['BTC', 'BTC', 2],
      ['USDC', 'USDC', 5],
    ])
    expect(pools[0]?.maintenance.amount).toBeCloseTo(0.8 * (0.14 / 0.86 + 0.005), 9)
    expect(pools[1]?.maintenance.amount).toBe(0)
  })

  test('a linear option loses what Black-76 says it does', () => {
    const symbol = 'BTC/USDC:USDC-260327-50000-C'
    const { riskUnits } = poolOf({ model, rows: [[symbol, '1']], book: { balances: { USDC: '9000' } } }, 'USDC')
    const at = (forward: number, vol: number): number =>
      black76({ right: 'call', forward, strike: 50_000, vol, tteYears: 85 / 365 })
    // 85 days: 0.4 × (30 ÷ 85)^0.13 = 0.3493504396.
    const [up, same] = [0.6 * 1.3493504396, 0.6]
    expect(riskUnits[0]?.name).toBe('btc_usdc')
    expect(riskUnits[0]?.pnl[0]).toBeCloseTo(at(43_000, up) - at(50_000, same), 6)
    expect(riskUnits[0]?.pnl[1]).toBeCloseTo(at(43_000, same) - at(50_000, same), 6)
    expect(riskUnits[0]?.pnl[13]).toBeCloseTo(0, 9)
  })

  test('an option in the coin loses what its price in coins does', () => {
    const { riskUnits } = poolOf(
      { model, rows: [['BTC/USD:BTC-260327-50000-C', '1']], book: { balances: { BTC: '1' } } },
      'BTC',
    )
    const inCoins = (forward: number): number =>
      black76({ right: 'call', forward, strike: 50_000, vol: 0.6, tteYears: 85 / 365 }) / forward
    expect(riskUnits[0]?.pnl[1]).toBeCloseTo(inCoins(43_000) - inCoins(50_000), 12)
  })

  test('an order adds to initial margin what it adds to the table', () => {
    const orders = [{ symbol: btc, contracts: '-50000', price: '51000' }]
    const book = { balances: { BTC: '2' } }
    const [none, some] = [{}, { orders }].map((more) => poolOf({ model, book: { ...book, ...more } }, 'BTC'))
    const wanted = 0.14 / 1.14 + 0.005
    expect(none?.initial.amount).toBe(0)
    expect(some?.initial.amount).toBeCloseTo(wanted, 8)
    expect(some?.maintenance.amount).toBe(0)
  })
})

describe('standard margin', () => {
  test('adds positions up, coins in coins, and nothing offsets', () => {
    const rows: readonly PositionRow[] = [
      [btc, '50000', '50000'],
      ['BTC/USD:BTC-260925', '-50000', '50000'],
    ]
    const { initial, maintenance } = poolOf(
      { model: 'deribit/segregated-standard', rows, book: { balances: { BTC: '1' } } },
      'BTC',
    )
    expect(initial.amount).toBeCloseTo(2 * 0.02005, 14)
    expect(maintenance.amount).toBeCloseTo(2 * 0.01005, 14)
  })

  test('option value backs nothing', () => {
    const rows: readonly PositionRow[] = [['ETH/USD:ETH-260327-2500-C', '10', '0.1']]
    const pool = poolOf({ model: 'deribit/standard', rows, book: { balances: { ETH: '1' } } })
    expect(pool.adjustedEquity).toBe(2500)
    expect(pool.equity).toBeGreaterThan(4000)
    expect([pool.initial.amount, pool.maintenance.amount]).toEqual([0, 0])
  })

  test('a short put in the coin needs 15 % of it and its mark', () => {
    const symbol = 'ETH/USD:ETH-260327-2500-P'
    const listed = { [symbol]: { mark: '0.1' } }
    const pool = poolOf(
      { model: 'deribit/segregated-standard', rows: [[symbol, '-4', '0.1']], listed, book: { balances: { ETH: '2' } } },
      'ETH',
    )
    expect(pool.initial.amount).toBeCloseTo(4 * 0.25, 12)
    expect(pool.maintenance.amount).toBeCloseTo(4 * 0.175, 12)
    expect(pool.adjustedEquity - pool.equity).toBeCloseTo(4 * 0.1, 12)
  })

  test('an order counts the worse of its two ways', () => {
    const orders = [
      { symbol: btcUsdc, contracts: '3', price: '49000' },
      { symbol: btcUsdc, contracts: '-1.5', price: '51000' },
    ]
    const asked = { model: 'deribit/standard', rows: [[btcUsdc, '1', '50000']] as const }
    const pool = poolOf({ ...asked, book: { balances: { USDC: '50000' }, orders } })
    expect(pool.initial.amount).toBeCloseTo(4 * 50_000 * 0.0202, 8)
    expect(pool.maintenance.amount).toBeCloseTo(50_000 * 0.01005, 8)
  })

  test('an order of the other side closes what is held: there is no hedge mode', () => {
    const orders = [{ symbol: btc, contracts: '50000', price: '50000', positionSide: 'long' }]
    const rows: readonly PositionRow[] = [[btc, '-50000', '50000']]
    for (const [model, name, coinPrice] of [
      ['deribit/standard', 'account', 50_000],
      ['deribit/segregated-standard', 'BTC', 1],
    ] as const) {
      const pool = poolOf({ model, rows, book: { balances: { BTC: '1' }, orders } }, name)
      expect(pool.initial.amount).toBeCloseTo(0.02005 * coinPrice, 9)
    }
  })

  test('a tier that is not known makes the pool unknown, and one that is does not', () => {
    const [known, unknown] = ['BTC/USD:BTC-260925', btc].map((symbol) =>
      poolOf({ model: 'deribit/standard', rows: [[symbol, '50000', '50000']], parameters: '2026-09-24' }),
    )
    expect([known?.unknown, known?.initial.parts[0]?.amount]).toEqual([[], 2000])
    expect(unknown?.unknown?.map(({ path }) => path)).toContain('/parameters/futures/BTC/perpetual/positionMaxCoins')
  })

  test.each(['deribit/standard', 'deribit/portfolio'])(
    '%s holds nothing apart, and one side of an instrument',
    (model) => {
      const isolated: PositionRow = [btc, '10', '50000', { marginMode: 'isolated' }]
      expect(problemsOf({ model, rows: [isolated] })).toContain('venue.cannot-hold /positions/BTC~1USD:BTC')
      const rows: readonly PositionRow[] = [
        [btc, '10', '50000', { positionSide: 'long' }],
        [btc, '-10', '50000', { positionSide: 'short' }],
      ]
      expect(problemsOf({ model, rows })).toContain('venue.cannot-hold /positions/BTC~1USD:BTC')
    },
  )
})

test('sets before 2024 hold coin-settled contracts alone', () => {
  const documents = documentsOf({
    model: 'deribit/segregated-portfolio',
    rows: [
      [ethUsdc, '1', '2500'],
      [eth, '1', '2500'],
    ],
  })
  const refused = margin(requestFor(documents, { model: 'deribit/segregated-portfolio', parameters: '2020-deck' }))
  expect(refused.ok ? [] : refused.problems.map(({ path }) => path)).toEqual(['/positions/ETH~1USDC:USDC'])
})

test('every set parses, and every exception names something of its set', () => {
  for (const { sets, parse } of deribit.models)
    for (const { parameters, exceptions } of sets) {
      expect(unwrap(parse(parameters))).toEqual(parameters)
      for (const { path } of exceptions) {
        expect(path.startsWith('/')).toBe(true)
        let value: unknown = parameters
        for (const key of path.slice(1).split('/')) value = (value as Fields | undefined)?.[key]
        expect(value, path).toBeDefined()
      }
    }
})
