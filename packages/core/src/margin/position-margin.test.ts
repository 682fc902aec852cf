import { describe, expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, type Fields, listing, market, type PositionRow } from '../testkit/builders.ts'
import { assumedTables, type PositionTables } from './assumed-tables.ts'
import { treeError } from './charge.ts'
import { tierMaintenance, tierOf } from './leverage-tiers.ts'
import { leverageOf, positionInitial, positionMaintenance, positionName } from './position-margin.ts'
import type { PricedPosition } from './priced-account.ts'
import { rulesByTable } from './table-rules.ts'
import { binanceBtcUsdt } from './testdata/published-tiers.ts'

function position(row: PositionRow, fields: Fields = {}, rest: Fields = {}): PricedPosition {
  const [found] = bindAccount(book([row]), market([listing(row[0], fields)], rest), 'cross').positions
  if (found === undefined) throw new Error('the position must be priced')
  return found
}

const rulesWith = (tables: Partial<PositionTables> = {}) => rulesByTable({ ...assumedTables, ...tables })
const maintenanceOf = (held: PricedPosition, tables: Partial<PositionTables> = {}, poolPrice = 1) =>
  positionMaintenance(held, rulesWith(tables)(held), poolPrice)
const initialOf = (held: PricedPosition, tables: Partial<PositionTables> = {}, poolPrice = 1) =>
  positionInitial(held, rulesWith(tables)(held), poolPrice)

describe('a linear perpetual', () => {
  const btc = 'BTC/USDT:USDT'

  test.each([
    ['1', 50_000 * 0.005],
    ['-1', 50_000 * 0.005],
    ['4', 200_000 * 0.01 - 500],
    ['0', 0],
  ])('of %s contracts at 50 000 keeps %d', (contracts, maintenance) => {
    const charge = maintenanceOf(position([btc, contracts, '45000', { accruedFunding: '1' }]))
    expect(charge.amount).toBeCloseTo(maintenance, 9)
    expect(treeError(charge)).toBe(0)
    expect(charge.riskFactor).toBe('BTC')
  })

  test('keeps what the published bracket says, step by step', () => {
    const held = position([btc, '-109.488', '32481.98'], { mark: '31967.27' })
    const notional = 109.488 * 31_967.27
    const charge = maintenanceOf(held, { leverageTiers: { [btc]: binanceBtcUsdt } })
    expect(charge.amount).toBeCloseTo(tierMaintenance(tierOf(binanceBtcUsdt, notional), notional, false), 6)
    expect(charge.amount).toBeCloseTo(notional * 0.01 - 11_450, 6)
  })

  test('has no deduction where the rate is on the whole position', () => {
    expect(maintenanceOf(position([btc, '4', '50000']), { wholePosition: true }).amount).toBe(2000)
  })

  test('is margined in its own money, turned into that of the pool', () => {
    const held = position([btc, '1', '50000'], {}, { assets: { USDT: { price: '0.5', stable: true } } })
    expect(maintenanceOf(held).amount).toBe(125)
    expect(maintenanceOf(held, {}, 0.5).amount).toBe(250)
  })

  // Bybit help, "Maintenance margin (USDT contract)", 2025-09-05: 100 × 35 at 10 times leverage needs 350.
  test('opens with its notional ÷ the leverage chosen', () => {
    expect(initialOf(position([btc, '100', '35', { leverage: 10 }], { mark: '35' })).amount).toBe(350)
  })

  test.each([
    [undefined, 50],
    [10, 10],
    [125, 50],
  ])('with leverage %s chosen in a tier of at most 50 has %d', (leverage, used) => {
    const held = position([btc, '1', '50000', leverage === undefined ? {} : { leverage }])
    expect(leverageOf(held, rulesWith()(held), 50_000)).toBe(used)
    expect(initialOf(held).amount).toBeCloseTo(50_000 / used, 9)
  })

  test('is called by its symbol and side, the flat one of hedge mode too', () => {
    expect(positionName(position([btc, '1', '1']))).toBe('BTC/USDT:USDT long')
    expect(positionName(position([btc, '-1', '1']))).toBe('BTC/USDT:USDT short')
    expect(positionName(position([btc, '0', '1', { positionSide: 'short', accruedFunding: '1' }]))).toBe(
      'BTC/USDT:USDT short',
    )
  })
})

describe('an inverse perpetual', () => {
  test('has its notional in dollars and its margin in coins', () => {
    const held = position(['ETH/USD:ETH', '-500000', '2000'])
    expect(maintenanceOf(held, {}, 2500).amount).toBeCloseTo((500_000 * 0.01 - 500) / 2500, 12)
    expect(maintenanceOf(held).amount).toBeCloseTo(4500, 9)
    expect(initialOf(held).amount).toBeCloseTo(500_000 / 25, 9)
  })

  test('is margined at its mark, and the coin is worth its index', () => {
    const held = position(['ETH/USD:ETH', '100000', '2000'], { mark: '2000' })
    expect(maintenanceOf(held).amount).toBeCloseTo((500 / 2000) * 2500, 9)
  })
})

describe('a short option', () => {
  const rates = (initialFrac: number, initialFloorFrac: number, maintenanceFrac: number): Partial<PositionTables> => ({
    shortOptions: { '*': { initialFrac, initialFloorFrac, maintenanceFrac } },
  })

  // Deribit standard margin of linear options (as asserted by third-party tests, 2026): short call, index 61 000,
  // strike 67 000, mark 30: initial 6 130, maintenance 4 605.
  test('call needs what Deribit asks', () => {
    const held = position(
      ['BTC/USDC:USDC-260327-67000-C', '-1'],
      { mark: '30' },
      { underlyings: { BTC: { index: '61000' } } },
    )
    expect(initialOf(held, rates(0.15, 0.1, 0.075)).amount).toBeCloseTo(6130, 9)
    expect(maintenanceOf(held, rates(0.15, 0.1, 0.075)).amount).toBeCloseTo(4605, 9)
  })

  // Bybit help 000001546 (2023-12-04): index 30 000, strike 31 000, mark 300: 1 260, which is 3 % and a fee of 0.2 %.
  test('call needs what Bybit asks', () => {
    const held = position(
      ['BTC/USDC:USDC-260327-31000-C', '-1'],
      { mark: '300' },
      { underlyings: { BTC: { index: '30000' } } },
    )
    expect(maintenanceOf(held, rates(0.15, 0.1, 0.03 + 0.002)).amount).toBeCloseTo(1260, 9)
  })

  // Derive docs, standard margin (mirror of 2026-03-26): three short 1 800 calls, spot 1 900, mark 120: 0.15 and 0.09 of
  // spot and the mark, 1 215 and 873.
  test('call in the money needs what Derive asks', () => {
    const held = position(
      ['ETH/USDC:USDC-260327-1800-C', '-3'],
      { mark: '120' },
      { underlyings: { ETH: { index: '1900' } } },
    )
    expect(initialOf(held, rates(0.15, 0.13, 0.09)).amount).toBeCloseTo(1215, 9)
    expect(maintenanceOf(held, rates(0.15, 0.13, 0.09)).amount).toBeCloseTo(873, 9)
  })

  // Deribit knowledge base, inverse options: max(0.15 − out-of-the-money ÷ index, 0.1) + mark and 0.075 + mark, in coins.
  test.each([
    ['2600-C', 0.15 - 100 / 2500],
    ['2900-C', 0.1],
    ['2400-C', 0.15],
    ['2300-P', 0.1],
    ['2450-P', 0.15 - 50 / 2500],
    ['3000-P', 0.15],
  ])('of the inverse kind, %s, needs %d of the index and its mark in coins', (name, initialFrac) => {
    const held = position([`ETH/USD:ETH-260327-${name}`, '-10'], { mark: '0.04' })
    const charge = initialOf(held, rates(0.15, 0.1, 0.075), 2500)
    expect(charge.amount).toBeCloseTo(10 * (initialFrac + 0.04), 12)
    expect(treeError(charge)).toBe(0)
    expect(maintenanceOf(held, rates(0.15, 0.1, 0.075), 2500).amount).toBeCloseTo(10 * (0.075 + 0.04), 12)
  })

  test('is out of the money by its strike in the money of the market', () => {
    const held = position(
      ['ETH/USDC:USDC-260327-5200-C', '-1'],
      { mark: '100' },
      { assets: { USDC: { price: '0.5', stable: true } } },
    )
    expect(initialOf(held, rates(0.15, 0.1, 0.075)).amount).toBeCloseTo(2500 * (0.15 - 100 / 2500) + 50, 9)
  })

  test.each(['1', '0'])('is not one of %s contracts: a long one needs nothing', (contracts) => {
    const held = position(['ETH/USD:ETH-260327-2400-C', contracts, '0.1', { accruedFunding: '1' }])
    expect(initialOf(held)).toMatchObject({ amount: 0, rule: 'leaf', riskFactor: 'ETH' })
    expect(maintenanceOf(held)).toMatchObject({ amount: 0, rule: 'leaf', riskFactor: 'ETH' })
  })
})
