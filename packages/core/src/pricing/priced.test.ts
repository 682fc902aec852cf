import { describe, expect, test } from 'vitest'
import { tierDeductions } from '../margin/leverage-tiers.ts'
import { type Fields, listing, market, unwrap } from '../testkit/builders.ts'
import { priceInstrument } from './price-instrument.ts'
import { contractNotional, contractValue, costOf, type Priced, profitOf } from './priced.ts'

function priced(symbol: string, fields: Fields = {}, rest: Fields = {}): Priced {
  return unwrap(priceInstrument(market([listing(symbol, fields)], rest), symbol)).priced
}

describe('a linear perpetual', () => {
  const perpetual = priced('BTC/USDT:USDT', { contractSize: '0.001', mark: '51000' })

  test('is worth size × mark of its quote', () => {
    expect(contractValue(perpetual)).toBe(51)
    expect(contractNotional(perpetual)).toBe(51)
  })

  // Binance FAQ b3c689c1f50a44cabb3a84e663b81d93, worked example (as carried in freqtrade tests/exchange/test_binance.py,
  // 2024-10-24): 109.488 BTC long from 32 481.98 at a mark of 31 967.27 has lost 56 354.57.
  test('loses what Binance publishes', () => {
    const position = priced('BTC/USDT:USDT', { mark: '31967.27' })
    expect(profitOf(position, 109.488, costOf(position, 109.488, 32_481.98))).toBeCloseTo(-56_354.57, 2)
  })
})

describe('an inverse perpetual', () => {
  const perpetual = priced('ETH/USD:ETH', { contractSize: '10', mark: '2500' })

  test('is worth size ÷ mark coins, and its notional is its size', () => {
    expect(contractValue(perpetual)).toBe(0.004)
    expect(contractNotional(perpetual)).toBe(10)
  })

  test('a long gains coins when the price rises, a short when it falls', () => {
    const cost = costOf(perpetual, 1000, 2000)
    expect(cost).toBe(5)
    expect(profitOf(perpetual, 1000, cost)).toBeCloseTo(1, 12)
    expect(profitOf(perpetual, -1000, -cost)).toBeCloseTo(-1, 12)
  })

  // Binance FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46 (COIN-M liquidation price): wallet 101 BTC, long 100 000 contracts of
  // 100 USD from 45 000, brackets 0.4/0.5/1/2.5/5/10/12.5 % at 0/5/10/20/50/100/200 BTC. Its calculator prints 33 599.40.
  test('stands at its maintenance margin where Binance liquidates it', () => {
    const rates = [0.004, 0.005, 0.01, 0.025, 0.05, 0.1, 0.125]
    const caps = [5, 10, 20, 50, 100, 200, null]
    const deduction = tierDeductions(
      rates.map((maintenanceRateFrac, i) => ({ maintenanceRateFrac, notionalMax: caps[i] ?? null })),
    ).at(-1)
    const position = priced('BTC/USD:BTC', { contractSize: '100', mark: '33599.40' })
    const equity = 101 + profitOf(position, 100_000, costOf(position, 100_000, 45_000))
    const maintenance = 100_000 * contractValue(position) * 0.125 - (deduction ?? 0)
    expect(deduction).toBeCloseTo(11.605, 12)
    expect(Math.abs(equity - maintenance)).toBeLessThan(0.001)
  })
})

describe('an option', () => {
  test('has the underlying as its notional and its premium as its value', () => {
    const linear = priced(
      'ETH/USDC:USDC-260327-2400-C',
      { contractSize: '0.1', mark: '200' },
      { assets: { USDC: { price: '0.5' } } },
    )
    expect(contractValue(linear)).toBe(20)
    expect(contractNotional(linear)).toBe((0.1 * 2500) / 0.5)
    expect(profitOf(linear, -10, costOf(linear, -10, 210))).toBeCloseTo(10, 9)
  })

  test('of the inverse kind is valued in coins, also its cost', () => {
    const inverse = priced('ETH/USD:ETH-260327-2400-P', { mark: '0.05' })
    expect(contractValue(inverse)).toBe(0.05)
    expect(profitOf(inverse, 100, costOf(inverse, 100, 0.04))).toBeCloseTo(1, 12)
  })
})
