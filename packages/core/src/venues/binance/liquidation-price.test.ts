import { describe, expect, test } from 'vitest'
import { bracketOf, maintenanceMargin, termsOf } from './bracket.ts'
import {
  coinmLiquidationPrice,
  coinmLiquidationPrices,
  usdmLiquidationPrice,
  usdmLiquidationPrices,
} from './liquidation-price.ts'
import { coinmBrackets2021 } from './params-coinm.ts'
import { usdmBrackets20241024 } from './params-usdm-2024-10-24.ts'

const alone = { otherMaintenance: 0, otherProfit: 0 }
const none = { maintenanceRateFrac: 0, maintenanceAmount: 0 }

// Binance FAQ b3c689c1: BTC long beside an ETH position.
const faqLong = { size: 109.488, entryPrice: 32_481.98, maintenanceRateFrac: 0.025, maintenanceAmount: 16_300 }

describe('USD-M', () => {
  test('the FAQ’s cross position is liquidated where it prints', () => {
    const backing = { walletBalance: 1_535_443.01, otherMaintenance: 356_512.508, otherProfit: -448_192.88514 }
    expect(usdmLiquidationPrice([faqLong], backing)).toBeCloseTo(26_316.89, 2)
  })

  test('other people’s maintenance counts: 1 long at 100 with 5 behind it and 4 asked elsewhere', () => {
    const leg = { size: 1, entryPrice: 100, maintenanceRateFrac: 0.004, maintenanceAmount: 0 }
    expect(usdmLiquidationPrice([leg], { walletBalance: 5, otherMaintenance: 4, otherProfit: 0 })).toBeCloseTo(
      99.3976,
      4,
    )
    expect(usdmLiquidationPrice([leg], { ...alone, walletBalance: 5 })).toBeCloseTo(95.3815, 4)
  })

  test('a short is liquidated above its entry', () => {
    const short = { size: -2, entryPrice: 100, maintenanceRateFrac: 0.01, maintenanceAmount: 0.5 }
    // 30 + 2·(100 − P) = 2·P·0.01 − 0.5
    expect(usdmLiquidationPrice([short], { ...alone, walletBalance: 30 })).toBeCloseTo(230.5 / 2.02, 10)
  })

  test('both legs of hedge mode share one price', () => {
    const legs = [
      { size: 3, entryPrice: 100, maintenanceRateFrac: 0.01, maintenanceAmount: 1 },
      { size: -1, entryPrice: 110, maintenanceRateFrac: 0.005, maintenanceAmount: 0 },
    ]
    // 50 + 3·(P − 100) − (P − 110) = 0.03·P − 1 + 0.005·P
    expect(usdmLiquidationPrice(legs, { ...alone, walletBalance: 50 })).toBeCloseTo(139 / 1.965, 10)
  })

  test('there is none where the venue prints dashes', () => {
    const long = { size: 1, entryPrice: 100, maintenanceRateFrac: 0.004, maintenanceAmount: 0 }
    expect(usdmLiquidationPrice([long], { ...alone, walletBalance: 150 })).toBeNull()
    const cancelling = [
      { size: 1, entryPrice: 100, ...none },
      { size: -1, entryPrice: 100, ...none },
    ]
    expect(usdmLiquidationPrice(cancelling, { ...alone, walletBalance: 1 })).toBeNull()
    expect(
      usdmLiquidationPrices([{ size: 1, entryPrice: 100, brackets: [[null, 0.004, 0, 50]] }], {
        ...alone,
        walletBalance: 150,
      }),
    ).toEqual([])
  })

  test('over a table the rate is that of the bracket at the price itself', () => {
    const brackets = usdmBrackets20241024()['BTCUSDT'] ?? []
    const [price = Number.NaN, ...others] = usdmLiquidationPrices([{ size: 14, entryPrice: 50_000, brackets }], {
      ...alone,
      walletBalance: 120_000,
    })
    expect(others).toEqual([])
    // 700,000 at entry is in the third bracket; at the price the position is in the second.
    const notional = 14 * price
    expect(bracketOf(brackets, notional)[1]).toBe(0.005)
    const owed = maintenanceMargin(notional, termsOf(bracketOf(brackets, notional)))
    expect(120_000 + 14 * (price - 50_000)).toBeCloseTo(owed, 6)
  })

  test('unequal legs may be liquidated on either side', () => {
    const brackets = [[100, 0.01, 0, 50] as const, [null, 0.5, 49, 2] as const]
    const [below = 0, above = 0, ...others] = usdmLiquidationPrices(
      [
        { size: 2, entryPrice: 100, brackets },
        { size: -1, entryPrice: 100, brackets },
      ],
      { ...alone, walletBalance: 80 },
    )
    // Below: 80 + P − 100 = 0.03·P. Above, both in the upper bracket: P − 20 = 1.5·P − 98.
    expect(below).toBeCloseTo(20 / 0.97, 10)
    expect(above).toBeCloseTo(156, 10)
    expect(others).toEqual([])
  })
})

describe('COIN-M', () => {
  const brackets = coinmBrackets2021['BTCUSD'] ?? []
  const backing = { ...alone, walletBalance: 101 }

  test('100,000 contracts long at 45,000 with 101 BTC: within a tick of the calculator’s 33,599.40', () => {
    const [price, ...others] = coinmLiquidationPrices([{ size: 10_000_000, entryPrice: 45_000, brackets }], backing)
    expect(others).toEqual([])
    expect(price).toBeCloseTo(33_599.42, 2)
    expect(Math.abs((price ?? 0) - 33_599.4)).toBeLessThan(0.1)
  })

  test('the FAQ’s own amount of 11.81 BTC is stale: it would print another price', () => {
    const leg = { size: 10_000_000, entryPrice: 45_000, maintenanceRateFrac: 0.125, maintenanceAmount: 11.81 }
    expect(Math.abs((coinmLiquidationPrice([leg], backing) ?? 0) - 33_599.4)).toBeGreaterThan(10)
  })

  test('a short whose coins outweigh it has no price', () => {
    const short = { size: -10_000, entryPrice: 50_000, ...none }
    expect(coinmLiquidationPrice([short], { ...alone, walletBalance: 0.25 })).toBeNull()
    // 0.1 + 10,000·(1/P − 1/50,000) = 0 → 1/P = 0.1/10,000
    expect(coinmLiquidationPrice([short], { ...alone, walletBalance: 0.1 })).toBeCloseTo(100_000, 6)
  })

  test('in hedge mode the legs are not averaged', () => {
    const legs = [
      { size: 20_000, entryPrice: 40_000, maintenanceRateFrac: 0.004, maintenanceAmount: 0 },
      { size: -5000, entryPrice: 60_000, maintenanceRateFrac: 0.004, maintenanceAmount: 0 },
    ]
    // 0.2 + 20,000·(1/40,000 − x) − 5,000·(1/60,000 − x) = 25,000·0.004·x
    const x = (0.2 + 0.5 - 5000 / 60_000) / (15_000 + 100)
    expect(coinmLiquidationPrice(legs, { ...alone, walletBalance: 0.2 })).toBeCloseTo(1 / x, 6)
  })
})
