import { describe, expect, test } from 'vitest'
import { borrowFee, borrowRates } from './borrowing.ts'
import { coinMargin, coinTotals } from './coin-margin.ts'
import { currencyEquity, liabilityOf } from './currency-equity.ts'
import { discountedQuantity } from './discount.ts'
import { currentAccount, legacyAccount } from './params-account.ts'

const btc = currentAccount.discounts['BTC'] ?? { unit: 'coin', tiers: [] }
const usdt = legacyAccount.discounts['USDT'] ?? { unit: 'usd', tiers: [] }

describe('discounts', () => {
  // Tiers of the API's own example: 0–20 at 0.98, 20–25 at 0.9775, nothing beyond.
  test.each([
    [20, 19.6],
    [22, 21.555],
    [30, 24.4875],
    [-3, -3],
    [0, 0],
  ])('%d BTC counts as %d', (held, counted) => expect(discountedQuantity(btc, held, 50_000)).toBeCloseTo(counted, 12))

  // prjmp.com/3320: 5 million at 1, 5 at 0.975, 1 at 0.95 there; the capture of 2023 has 0.975 for the third slice.
  test('bounds in dollars are read at the price', () => {
    expect(discountedQuantity(usdt, 11_000_000, 1)).toBeCloseTo(5_000_000 + 6_000_000 * 0.975, 6)
    expect(discountedQuantity(usdt, 11_000_000, 0.5)).toBeCloseTo(2 * (5_000_000 + 500_000 * 0.975), 6)
  })

  // Tiers of X after 2025-04: 120, 200, 250 million at 0.85, 0.79, 0.76.
  test('each slice is at its own rate', () => {
    const tiers = [
      [120e6, 0.85],
      [200e6, 0.79],
      [250e6, 0.76],
    ] as const
    expect(discountedQuantity({ unit: 'coin', tiers }, 210e6, 1)).toBeCloseTo(102e6 + 63.2e6 + 7.6e6, 3)
  })
})

test('the equity of a currency holds what settles in it', () => {
  const holding = { cash: 110_000, crossProfit: 10_000, isolatedMargin: 500, isolatedProfit: -20, optionValue: -300 }
  expect(currencyEquity({ ...holding, interest: 5 })).toBe(120_175)
  expect([liabilityOf(-7), liabilityOf(7)]).toEqual([7, 0])
})

describe('what is owed', () => {
  // The position builder's example owes 78 589.37 USDT at 0.99954.
  test('needs the rates of its tier and is owed in full', () => {
    const coin = coinMargin({ currency: 'USDT', equity: -78_589.37, price: 0.99954 }, currentAccount)
    expect(coin.counted).toBe(-78_589.37)
    expect(coin.borrowMmr).toBeCloseTo(1571.064377796, 9)
    expect(coin.borrowImr).toBeCloseTo(7855.32188898, 9)
    expect(borrowFee(coin.liability, coin.borrowMmr, 0.001)).toBeCloseTo(80.124283, 6)
  })

  test('is at the rate of the tier as a whole', () => {
    const tiers = [
      [10, 0.02, 0.1],
      [20, 0.03, 0.2],
    ] as const
    expect(borrowRates(tiers, 10)).toEqual({ mmrFrac: 0.02, imrFrac: 0.1 })
    expect(borrowRates(tiers, 10.5)).toEqual({ mmrFrac: 0.03, imrFrac: 0.2 })
    expect(borrowRates(tiers, 21)).toEqual({ mmrFrac: 0.03, imrFrac: 0.2 })
    expect(borrowRates([], 21)).toEqual({ mmrFrac: 0, imrFrac: 0 })
  })

  test('is summed with what is held', () => {
    const coins = [
      coinMargin({ currency: 'BTC', equity: 1, price: 50_000 }, currentAccount),
      coinMargin({ currency: 'USDT', equity: -1000, price: 1 }, currentAccount),
    ]
    expect(coinTotals(coins)).toEqual({
      equity: 49_000,
      adjustedEquity: 48_000,
      liability: 1000,
      borrowMmr: 20,
      borrowImr: 100,
    })
  })
})
