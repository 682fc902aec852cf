import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import type { ParameterSet } from '../../margin/model.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../../testkit/builders.ts'
import { bybit } from './index.ts'
import { bybit20260724 } from './params.ts'

const usdt = 'BTC/USDT:USDT'
const usdc = 'BTC/USDC:USDC'
const inverse = 'BTC/USD:BTC'
const dated = 'BTC/USDT:USDT-260327'
const call = 'BTC/USDC:USDC-260327-50000-C'
const laterCall = 'BTC/USDC:USDC-260625-50000-C'

function portfolio(rows: readonly PositionRow[], fields: Fields = {}, terms?: Fields): MarginResult {
  const orders = (fields['orders'] ?? []) as readonly Fields[]
  const symbols = new Set([...rows.map(([symbol]) => symbol), ...orders.map(({ symbol }) => symbol as string)])
  const account = book(rows, { mode: 'portfolio', balances: { USDT: '100000' }, model: 'bybit/portfolio', ...fields })
  const { parameters } = bybit20260724
  const coins = { BTC: { ...parameters.coins['BTC'], ...terms } }
  const document = {
    format: 'plimsoll-params/1',
    model: 'bybit/portfolio',
    set: 'test',
    provenance: 'assumed',
    source: 'a test',
    parameters: { ...parameters, coins },
  }
  const asked = { book: account, market: market([...symbols].map((each) => listing(each))), model: 'bybit/portfolio' }
  return unwrap(margin(terms === undefined ? asked : { ...asked, parameters: document }))
}

const lacks = ({ problems }: MarginResult): readonly string[] =>
  problems.filter(({ code }) => code === 'params.missing').map(({ path }) => path)

describe('by hand', () => {
  test('one perpetual loses 10 % and pays 0.03 %, 1.2 times that to open', () => {
    const { maintenanceMargin, initialMargin, riskUnits } = portfolio([[usdt, '2', '50000']])
    expect(maintenanceMargin).toBeCloseTo(10_000 + 30, 9)
    expect(initialMargin).toBeCloseTo(1.2 * 10_030, 9)
    expect(riskUnits.map(({ name, pnl }) => [name, pnl.length])).toEqual([['BTC', 33]])
  })

  test('both sides of a symbol are one position: there is no hedge mode', () => {
    const sides: readonly PositionRow[] = [
      [usdt, '3', '50000', { positionSide: 'long' }],
      [usdt, '-1', '50000', { positionSide: 'short' }],
    ]
    expect(portfolio(sides).maintenanceMargin).toBeCloseTo(10_000 + 30, 9)
  })

  test('long USDT and short inverse of one size lose nothing; each pays its future contingency, and the spread', () => {
    const rows: readonly PositionRow[] = [
      [usdt, '1', '50000'],
      [inverse, '-50000', '50000'],
    ]
    expect(lacks(portfolio(rows))).toEqual(['/parameters/coins/BTC/stableSpreadFrac'])
    expect(portfolio(rows, {}, { stableSpreadFrac: 0.002 }).maintenanceMargin).toBeCloseTo(30 + 100, 9)
  })

  test('a perpetual against a future pays the basis factor for the time between them', () => {
    const rows: readonly PositionRow[] = [
      [usdt, '1', '50000'],
      [dated, '-1', '50000'],
    ]
    expect(lacks(portfolio(rows))).toEqual(['/parameters/coins/BTC/basisFracPerYear'])
    // 2026-01-01 to 2026-03-27 is 85 days.
    const { maintenanceMargin } = portfolio(rows, {}, { basisFracPerYear: 0.1 })
    expect(maintenanceMargin).toBeCloseTo(30 + 50_000 * 0.1 * (85 / 365), 6)
  })

  test('a short option needs the factor of net short options', () => {
    expect(lacks(portfolio([[call, '-1', '5000']]))).toEqual(['/parameters/coins/BTC/shortOptionFrac'])
    const [without, withFactor] = [0, 0.01].map((shortOptionFrac) =>
      portfolio([[call, '-2', '5000']], {}, { shortOptionFrac }),
    )
    expect((withFactor?.maintenanceMargin ?? 0) - (without?.maintenanceMargin ?? 0)).toBeCloseTo(2 * 500, 9)
  })

  test('a calendar spread of options pays 0.03 % of the index a day', () => {
    const rows: readonly PositionRow[] = [
      [call, '-1', '5000'],
      [laterCall, '1', '7000'],
    ]
    const terms = { shortOptionFrac: 0, basisFracPerYear: 0 }
    const unknown = portfolio(rows, {}, { ...terms, vegaSpreadFracPerDay: null })
    expect(lacks(unknown)).toEqual(['/parameters/coins/BTC/vegaSpreadFracPerDay'])
    const [off, on] = [0, 0.0003].map((vegaSpreadFracPerDay) => portfolio(rows, {}, { ...terms, vegaSpreadFracPerDay }))
    expect((on?.maintenanceMargin ?? 0) - (off?.maintenanceMargin ?? 0)).toBeCloseTo(90 * 0.0003 * 50_000, 6)
  })

  test('a long call cannot lose more than its value, which backs it', () => {
    const { maintenanceMargin, equity, adjustedEquity } = portfolio([[call, '1', '5000']])
    expect(equity).toBe(adjustedEquity)
    expect(maintenanceMargin).toBeLessThan((equity ?? 0) - 100_000)
  })
})

describe('spot', () => {
  const rows: readonly PositionRow[] = [[usdt, '-2', '50000']]

  test('hedges only where it is switched on, and only up to the delta', () => {
    const balances = { USDT: '100000', BTC: '1.5' }
    const off = portfolio(rows, { balances })
    expect(off.maintenanceMargin).toBeCloseTo(10_030, 9)
    const on = portfolio(rows, { balances, settings: { spotHedging: true } })
    expect(on.maintenanceMargin).toBeCloseTo(2500 + 30, 9)
    const more = portfolio(rows, { balances: { BTC: '9' }, settings: { spotHedging: true } })
    expect(more.maintenanceMargin).toBeCloseTo(30, 9)
  })

  test('its loss where the derivatives earn is not counted', () => {
    const on = portfolio(rows, { balances: { BTC: '9' }, settings: { spotHedging: true } })
    const [unit] = on.riskUnits
    expect([unit?.pnl[0], unit?.pnl.at(-1)].map((pnl) => Math.round(pnl ?? Number.NaN) + 0)).toEqual([10_000, 0])
  })
})

test('another coin is unknown until its terms are given, and so is BTC of the set before 2025', () => {
  expect(lacks(portfolio([['ETH/USDT:USDT', '1', '2500']]))).toEqual(['/parameters/coins/ETH'])
  const old = { book: book([[usdt, '1', '50000']]), market: market([usdt]), model: 'bybit/portfolio' }
  expect(lacks(unwrap(margin({ ...old, parameters: '2024-09-04' })))).toEqual(['/parameters/coins/BTC'])
  expect(lacks(portfolio([[usdt, '1', '50000']], {}, { priceMovesFrac: null }))).toEqual([
    '/parameters/coins/BTC/priceMovesFrac',
  ])
})

test('orders ask 1.2 times what they add; one that hedges adds its contingency alone', () => {
  const held: readonly PositionRow[] = [[usdt, '1', '50000']]
  const withOrder = (contracts: string): number =>
    portfolio(held, { orders: [{ symbol: usdt, contracts, price: '50000' }] }).initialMargin ?? Number.NaN
  const before = portfolio(held).initialMargin ?? Number.NaN
  expect(withOrder('1') - before).toBeCloseTo(1.2 * 5015, 6)
  expect(withOrder('-1') - before).toBeCloseTo(0, 9)
  const crossed = portfolio(held, { orders: [{ symbol: usdc, contracts: '-1', price: '50000' }] })
  expect([crossed.initialMargin, lacks(crossed)]).toEqual([null, ['/parameters/coins/BTC/stableSpreadFrac']])
})

test('an order that only reduces asks nothing', () => {
  const held: readonly PositionRow[] = [[usdt, '1', '50000']]
  const orders = [{ symbol: usdt, contracts: '-1', price: '50000', reduceOnly: true }]
  expect(portfolio(held, { orders }).initialMargin).toBe(portfolio(held).initialMargin)
})

test('the liquidation search looks where the grid does, and only as it stands where there is none', () => {
  const model = bybit.models.find(({ name }) => name === 'bybit/portfolio')
  const made = model?.make(bybit20260724 as ParameterSet<never>)
  const factors = ['BTC', 'ETH'].map((coin) => made?.scenarioFactors?.(coin))
  expect([factors[0]?.[0], factors[0]?.length, factors[1]]).toEqual([0.9, 11, [1]])
})
