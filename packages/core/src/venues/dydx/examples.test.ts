import { describe, expect, test } from 'vitest'
import { dydxExamples } from './examples.ts'

function computed(model: string, inputs: Readonly<Record<string, unknown>>): unknown {
  return dydxExamples[`dydx v4: ${model}`]?.(inputs)
}

const initial = 'oi-scaled initial margin (quote quantums, rounds up)'

// v4-chain 84d4664, x/perpetuals/types/liquidity_tier_test.go.
describe('initial margin', () => {
  test.each([
    [{ quote: 500_000, imf_ppm: 200_000 }, 100_000],
    [{ quote: 1_000_000, imf_ppm: 500_000 }, 500_000],
    [{ quote: 1, imf_ppm: 100_000 }, 1],
    [{ quote: 123_456, imf_ppm: 567_243 }, 70_030],
    [{ quote: 500_000, imf_ppm: 200_000, oi: 1.5e12, oi_lo: 0, oi_hi: 0 }, 100_000],
    [{ quote: 500_000, imf_ppm: 200_000, oi: 1.5e12, oi_lo: 1e12, oi_hi: 2e12 }, 300_000],
    [{ quote: 500_000, imf_ppm: 200_000, oi: 8e13, oi_lo: 2.5e13, oi_hi: 5e13 }, 500_000],
    [{ quote: 500_000, imf_ppm: 200_000, oi: 2.5e13, oi_lo: 2.5e13, oi_hi: 5e13 }, 100_000],
    [{ quote: 500_000, imf_ppm: 200_000, oi: 28_123_456_789_123, oi_lo: 2.5e13, oi_hi: 6e13 }, 135_697],
  ])('of %o is %d', (inputs, expected) => {
    expect(computed(initial, inputs)).toBe(expected)
  })

  test.each([
    [0, 200_000],
    [1_000_000, 200_000],
    [1_234_567, 387_653],
    [1_500_000, 600_000],
    [2_000_000, 1_000_000],
    [2_500_000, 1_000_000],
  ])('at open interest %d is %d millionths', (oi, expected) => {
    expect(computed('oimf ppm (rounds down)', { base: 200_000, lo: 1e6, hi: 2e6, oi })).toBe(expected)
  })
})

// The same, x/clob/keeper/liquidations_test.go; 50 000 USD a coin of BTC, 3 000 of ETH, maintenance 10 %.
describe('bankruptcy price', () => {
  const btc = (size: number) => [size, 50_000, 0.1]
  const eth = (size: number) => [size, 3000, 0.1]
  test.each([
    [-4501, [btc(0.1)], 0, -0.1, 4501],
    [5499, [btc(-0.1)], 0, 0.1, -5499],
    [-5000, [btc(0.1)], 0, -0.05, 2500],
    [5000, [btc(-0.1)], 0, 0.05, -2500],
    [-5100, [btc(0.1)], 0, -0.1, 5100],
    [4900, [btc(-0.1)], 0, 0.1, -4900],
    [-490, [btc(0.004), eth(0.1)], 1, -0.1, 294],
    [510, [btc(-0.004), eth(-0.1)], 1, 0.1, -306],
    [110, [btc(0.004), eth(-0.1)], 1, 0.1, -306],
    [-13, [btc(1)], 0, -0.000_213_47, 0.002_776],
    [13, [btc(-1)], 0, 0.000_213_47, -0.002_775],
    [1, [btc(1)], 0, -1, -1],
  ])('of quote %d with %j, closing place %d by %d, is %d', (quote, positions, closing, delta, expected) => {
    expect(computed('bankruptcy price (usd notional)', { quote, positions, closing, delta })).toBe(expected)
  })
})

describe('fillable price', () => {
  test.each([
    [{ quote: -4501, size: 0.1 }, 49_999],
    [{ quote: -4501, size: 0.1, ba: 2 }, 49_998],
    [{ quote: -4501, size: 0.1, smmr: 0.2 }, 49_998],
    [{ quote: 5499, size: -0.1 }, 50_001],
    [{ quote: 5499, size: -0.1, ba: 2 }, 50_002],
    [{ quote: -5000, size: 0.1 }, 49_500],
    [{ quote: 5000, size: -0.1 }, 50_500],
    [{ quote: -5500, size: 0.1 }, 49_500],
    [{ quote: 4500, size: -0.1 }, 50_500],
    [{ quote: -4501, size: 0.1, ba: 4294.967295 }, 49_500],
    [{ quote: -4501, size: 0.1, smmr: 1 }, 49_990],
    [{ quote: -4501, size: 0.1, smmr: 0.000001 }, 49_999.999_99],
    [{ quote: -4000, size: 0.1 }, 50_000],
  ])('of %o is %d', (inputs, expected) => {
    expect(computed('fillable price (usd)', { price: 50_000, mmf: 0.1, ...inputs })).toBeCloseTo(expected, 8)
  })

  test('reads the whole subaccount where it is given', () => {
    const positions = [
      [0.004, 50_000, 0.1],
      [0.1, 3000, 0.1],
    ]
    expect(computed('fillable price (usd)', { quote: -490, positions, closing: 1 })).toBeCloseTo(2976, 8)
  })
})

test('the isolated liquidation price of the documentation', () => {
  expect(computed('isolated liquidation price', { e: 1000, s: -3, p: 3000, MMF: 0.05 })).toBeCloseTo(10_000 / 3.15, 9)
})

test.each([
  ['bankruptcy price (usd notional)', { quote: 1, positions: [[1, 2]], closing: 0, delta: -1 }],
  ['bankruptcy price (usd notional)', { quote: 1, positions: [[1, 2, 0.1]], closing: 3, delta: -1 }],
  ['fillable price (usd)', { quote: 1, size: 1 }],
])('%s says what it lacks of %o', (model, inputs) => {
  expect(() => computed(model, inputs)).toThrow(/must be/)
})
