import { expect, test } from 'vitest'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow } from '../../testkit/builders.ts'
import { marginOf } from '../../testkit/documents.ts'
import { spanSets } from './params.ts'

const model = 'binance/pm-span'
const [btc, eth, call] = ['BTC/USDT:USDT', 'ETH/USDT:USDT', 'BTC/USDT:USDT-260327-50000-C']
const market = marketDocument([listing(btc), listing(eth), listing(call)], {
  assets: { USDT: { price: '1', stable: true }, BTC: { price: '50000' } },
})
const move = (moveFrac: number, volMoveFrac = 0, lossWeight = 1) => ({ moveFrac, volMoveFrac, lossWeight })

function resultOf(rows: readonly PositionRow[], parameters: Fields, fields: Fields = {}) {
  const all = { ...spanSets[0]?.parameters, ...parameters }
  const book = bookDocument(rows, { mode: 'portfolio', venue: 'binance', balances: { USDT: '20000' }, ...fields })
  return marginOf(
    { market, book },
    { model, parameters: { format: 'plimsoll-params/1', model, set: 'own', parameters: all } },
  )
}

const scenarios = { '*': [move(-0.1), move(0.1), move(0.5, 0, 0.3)], ETH: [move(-0.2), move(0.2)] }

test('maintenance is the worst loss of each risk unit, their sum, and loans', () => {
  const result = resultOf(
    [
      [btc, '1', '50000'],
      [eth, '-10', '2500'],
    ],
    { scenarios },
  )
  // BTC long: 10 % of 50,000; ETH short: 20 % of 25,000.
  expect(result.maintenanceMargin).toBeCloseTo(5000 + 5000, 8)
  expect(result.initialMargin).toBeCloseTo(12_000, 8)
  expect(result.riskUnits.map(({ name, worst, worstAtEdge }) => [name, worst, worstAtEdge])).toEqual([
    ['BTC', 0, true],
    ['ETH', 1, true],
  ])
})

test('a loss in an extreme scenario counts at its weight', () => {
  expect(resultOf([[btc, '-1', '50000']], { scenarios }).maintenanceMargin).toBeCloseTo(0.3 * 25_000, 8)
})

test('coins held move with their unit, after their ratio, unless that is switched off', () => {
  const short: readonly PositionRow[] = [[btc, '-1', '50000']]
  const held = { balances: { USDT: '20000', BTC: '1' } }
  expect(resultOf(short, { scenarios }, held).maintenanceMargin).toBeCloseTo(0.3 * 25_000 * 0.05, 8)
  expect(resultOf(short, { scenarios, collateralInScenarios: false }, held).maintenanceMargin).toBeCloseTo(7500, 8)
})

test('an option is revalued in the scenario, its volatility too', () => {
  const flat = resultOf([[call, '-1', '4000']], { scenarios: { '*': [move(0.1)] } }).maintenanceMargin ?? 0
  const up = resultOf([[call, '-1', '4000']], { scenarios: { '*': [move(0.1, 0.5)] } }).maintenanceMargin ?? 0
  expect(flat).toBeGreaterThan(2500)
  expect(up).toBeGreaterThan(flat + 1000)
})

test('what else the account is told of is added, and orders that add risk ask more to open', () => {
  const settings = { otherMaintenanceUsd: 300, openLossUsd: 50 }
  const orders = [{ symbol: btc, contracts: '1', price: '50000' }]
  const result = resultOf([[btc, '1', '50000']], { scenarios }, { settings, orders })
  expect(result.maintenanceMargin).toBeCloseTo(5300, 8)
  expect(result.initialMargin).toBeCloseTo(1.2 * 5300 + 1.2 * 5000, 8)
  expect(result.adjustedEquity).toBeCloseTo(20_000 * 0.9999 - 50, 8)
})
