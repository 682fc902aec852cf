import { describe, expect, test } from 'vitest'
import {
  type Backing,
  bankruptcyPrice,
  inverseLiquidationPrice,
  isolatedLiquidationPrice,
  linearLiquidationPrice,
} from './closed-form.ts'

const none: Backing = { balance: 0, otherMaintenance: 0, otherProfit: 0 }

/** Binance, "How to calculate liquidation price of USDⓈ-M futures contracts": the BTC leg of the worked example. */
const binanceLong = { size: 109.488, entryPrice: 32_481.98, maintenanceRateFrac: 0.025, maintenanceDeduction: 16_300 }

describe('linear', () => {
  test('agrees with the cross example of Binance, the other contract’s maintenance and loss included', () => {
    const backing = { balance: 1_535_443.01, otherMaintenance: 356_512.508, otherProfit: -448_192.88513999945 }
    expect(Math.abs((linearLiquidationPrice([binanceLong], backing) ?? 0) - 26_316.89)).toBeLessThan(0.005)
  })

  test('agrees with freqtrade’s isolated example on the same leg', () => {
    const price = linearLiquidationPrice([binanceLong], { ...none, balance: 1_535_443.01 })
    expect(Math.abs((price ?? 0) - 18_778.73)).toBeLessThan(0.005)
  })

  test('agrees with the isolated short of the dYdX documentation', () => {
    // Equity 1 000 with 3 short at 3 000, maintenance 5 %: (1 000 + 9 000) ÷ (3 × 1.05).
    const short = { size: -3, entryPrice: 3000, maintenanceRateFrac: 0.05, maintenanceDeduction: 0 }
    const price = linearLiquidationPrice([short], { ...none, balance: 1000 })
    expect(price).toBeCloseTo(10_000 / 3.15, 9)
    expect(Math.abs((price ?? 0) - 3174.6)).toBeLessThan(0.005)
  })

  test('other positions’ maintenance counts: 99.3976 and not 95.4', () => {
    const leg = { size: 1, entryPrice: 100, maintenanceRateFrac: 0.004, maintenanceDeduction: 0 }
    expect(linearLiquidationPrice([leg], { balance: 5, otherMaintenance: 4, otherProfit: 0 })).toBeCloseTo(
      99 / 0.996,
      9,
    )
    expect(linearLiquidationPrice([leg], { ...none, balance: 5 })).toBeCloseTo(95 / 0.996, 9)
  })

  test('has none when the legs hedge each other, or when the backing outlasts every price', () => {
    const long = { size: 1, entryPrice: 100, maintenanceRateFrac: 0, maintenanceDeduction: 0 }
    expect(linearLiquidationPrice([long, { ...long, size: -1 }], { ...none, balance: 10 })).toBeNull()
    expect(linearLiquidationPrice([long], { ...none, balance: 101 })).toBeNull()
  })
})

describe('inverse', () => {
  test('agrees with Binance’s calculator for COIN-M', () => {
    // FAQ ceccfcfb: 100 000 contracts of 100 USD long at 45 000 behind 101 BTC; at that price the bracket is that of 12.5 %.
    const brackets = [0.004, 0.005, 0.01, 0.025, 0.05, 0.1, 0.125]
    const floors = [0, 5, 10, 20, 50, 100, 200]
    let deduction = 0
    for (let i = 1; i < brackets.length; i++)
      deduction += (floors[i] ?? 0) * ((brackets[i] ?? 0) - (brackets[i - 1] ?? 0))
    expect(deduction).toBeCloseTo(11.605, 9)
    const leg = { size: 10_000_000, entryPrice: 45_000, maintenanceRateFrac: 0.125, maintenanceDeduction: deduction }
    const price = inverseLiquidationPrice([leg], { ...none, balance: 101 })
    expect(Math.abs((price ?? 0) - 33_599.42)).toBeLessThan(0.005)
    // The calculator prints a tick of 0.1 lower.
    expect(Math.abs((price ?? 0) - 33_599.4)).toBeLessThan(0.1)
  })

  test('a short that its own coins cover has none', () => {
    const short = { size: -10_000, entryPrice: 50_000, maintenanceRateFrac: 0.01, maintenanceDeduction: 0 }
    expect(inverseLiquidationPrice([short], { ...none, balance: 0.2 })).toBeNull()
    expect(inverseLiquidationPrice([short], { ...none, balance: 0.02 })).toBeCloseTo(9900 / 0.18, 6)
  })
})

describe('isolated over a table of tiers', () => {
  const tiers = [
    { notionalMax: 1000, maintenanceRateFrac: 0.01, maintenanceDeduction: 0, leverageMax: 50 },
    { notionalMax: 5000, maintenanceRateFrac: 0.05, maintenanceDeduction: 40, leverageMax: 10 },
  ]

  test('takes the tier of the notional at the liquidation price, not at the entry', () => {
    // Long 12 at 100 is in the second tier; at its liquidation price it is in the first.
    const price = isolatedLiquidationPrice({ size: 12, entryPrice: 100, margin: 400, tiers })
    expect(price).toBeCloseTo(800 / (12 * 0.99), 9)
  })

  test('goes on with the last tier beyond a bounded table', () => {
    const price = isolatedLiquidationPrice({ size: -45, entryPrice: 100, margin: 2000, tiers })
    expect(price).toBeCloseTo((2000 + 40 + 4500) / (45 * 1.05), 9)
    expect(45 * (price ?? 0)).toBeGreaterThan(5000)
  })

  test('finds a price on the very bound of a tier, whatever the rounding', () => {
    for (let size = 1; size < 200; size++) {
      // Liquidated at a notional of 1 000, where 10 of maintenance are due.
      const margin = size * 0.7 + 10
      const entryPrice = 1000 / size + 0.7
      const price = isolatedLiquidationPrice({ size, entryPrice, margin, tiers })
      expect(price ?? Number.NaN).toBeCloseTo(1000 / size, 9)
    }
  })

  test('a long with margin beyond its entry notional has none', () => {
    expect(isolatedLiquidationPrice({ size: 1, entryPrice: 100, margin: 101, tiers })).toBeNull()
  })

  test('a position of nothing has no price', () => {
    expect(() => isolatedLiquidationPrice({ size: 0, entryPrice: 100, margin: 1, tiers })).toThrow('must have a size')
  })
})

describe('bankruptcy', () => {
  test('agrees with Bybit’s inverse long at 50 times leverage', () => {
    // Help centre, "What is Auto-Deleveraging (ADL)": entry 7 890.08, margin is a fiftieth of the coins.
    const size = 1000
    const price = bankruptcyPrice('inverse', size, 7890.08, size / 7890.08 / 50)
    expect(Math.abs((price ?? 0) - 7735.372549)).toBeLessThan(1e-6)
  })

  test.each([
    ['linear', 2, 100, 30, 85],
    ['linear', -2, 100, 30, 115],
    ['linear', 2, 100, 200, null],
    ['inverse', 1000, 100, 2, 1000 / 12],
    ['inverse', -1000, 100, 2, 125],
    ['inverse', -1000, 100, 10, null],
    ['inverse', -1000, 100, 12, null],
  ] as const)('of %s %d at %d with margin %d is %d', (payout, size, entry, margin, expected) => {
    const price = bankruptcyPrice(payout, size, entry, margin)
    if (expected === null) expect(price).toBeNull()
    else expect(price).toBeCloseTo(expected, 9)
  })
})
