import { describe, expect, test } from 'vitest'
import { leaf } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { accountFigures } from './account-figures.ts'
import { accountRates, haircutLoss } from './account-rates.ts'
import { lacking } from './lacks.ts'
import { displayed, maxLoss } from './max-loss.ts'
import { optionFee, outOfTheMoney } from './short-option.ts'
import { shownHedge } from './spot-hedge.ts'
import { volFactor, wholeDays } from './vol-rule.ts'

describe('rates', () => {
  test('the divisor is what backs the account, less haircut loss, and orders that lose', () => {
    const rates = accountRates({
      backing: 1000,
      initialMargin: 123.456,
      maintenanceMargin: 50,
      haircutLoss: 100,
      orderLoss: -50,
    })
    expect(rates).toEqual({ availableBalance: 776.544, initialRate: 0.1452, maintenanceRate: 0.0588 })
  })

  test('a rate of whole digits is not cut below itself', () => {
    const rateOf = (maintenanceMargin: number, backing: number): number | null =>
      accountRates({ backing, initialMargin: 0, maintenanceMargin, haircutLoss: 0, orderLoss: 0 }).maintenanceRate
    // In float64 12.317248 ÷ 7 698.28 is a hair below 0.0016.
    expect([rateOf(12.317248, 7698.28), rateOf(3537.077985, 3944.55), rateOf(12.3172479, 7698.28)]).toEqual([
      0.0016, 0.8967, 0.0015,
    ])
  })

  test('there is none where nothing is left', () => {
    const nothing = { backing: 0, initialMargin: 0, maintenanceMargin: 5, haircutLoss: 0, orderLoss: 0 }
    expect([accountRates(nothing).initialRate, accountRates(nothing).maintenanceRate]).toEqual([null, null])
  })

  test('there is none that is too large to be told', () => {
    const huge = { backing: 1e-300, initialMargin: 0, maintenanceMargin: 1e300, haircutLoss: 0, orderLoss: 0 }
    expect(accountRates(huge).maintenanceRate).toBeNull()
  })

  test('the account’s pool has them, any other and one not known has not', () => {
    const pool: Pool = {
      name: 'account',
      currency: 'USD',
      currencyPrice: 1,
      equity: 1000,
      adjustedEquity: 1000,
      initial: leaf('initial', 200),
      maintenance: leaf('maintenance', 50),
      trigger: 1,
      collateral: [],
      positions: [],
      riskUnits: [],
    }
    expect(accountFigures([pool])).toEqual({ accountMMRate: 0.05, accountIMRate: 0.2, totalAvailableBalance: 800 })
    expect(accountFigures([{ ...pool, name: 'BTC' }])).toEqual({})
    expect(accountFigures([{ ...pool, unknown: [lacking(['coins', 'ETH'], 'terms of ETH must be given')] }])).toEqual(
      {},
    )
  })

  test('an order into a coin of a higher ratio loses nothing', () => {
    expect([haircutLoss(100, 1, 0.95), haircutLoss(100, 0.9, 1)].map((loss) => Math.round(loss))).toEqual([5, 0])
  })
})

describe('the volatility rule', () => {
  const terms = { upFrac: 0.24, downFrac: -0.2, pivotDays: 30, power: 0.3 }

  test('days that have begun count whole; thirty days are the pivot', () => {
    const days = (count: number): number => count / 365
    expect([185.23, 30, 29.01, 0.2, 0].map((count) => wholeDays(days(count)))).toEqual([186, 30, 30, 1, 1])
    expect([0.24, -0.2].map((shock) => volFactor(shock, days(30), terms))).toEqual([1.24, 0.8])
  })

  test('is larger for what expires sooner, and never below zero', () => {
    expect(volFactor(-0.2, 1 / 365, terms)).toBeCloseTo(1 - 0.2 * 30 ** 0.3, 12)
    expect(volFactor(-0.5, 1 / 365, terms)).toBe(0)
  })
})

test('the largest loss is the worst price of the worst volatilities, and no gain', () => {
  const found = maxLoss([1, 2, -3, 5, -4, 6], [-0.1, 0.1])
  expect([found.loss, found.worst, found.columns.map(({ vol }) => vol)]).toEqual([4, 1, [2, 1]])
  expect(maxLoss([1, 2, 3], [0]).loss).toBe(0)
})

test('figures are cut as they are shown', () => {
  expect([displayed(-1004.74708701), displayed(191.78951828), shownHedge(-0.001000069)]).toEqual([
    -1004.7471, 191.7895, -0.00100006,
  ])
})

test('an option’s fee is capped, and what it is out of the money is never negative', () => {
  const fee = { takerFeeFrac: 0.0003, feeCapFrac: 0.125 }
  expect(optionFee({ index: 50_000, price: 400 }, fee)).toBeCloseTo(15, 12)
  expect(optionFee({ index: 50_000, price: 40 }, fee)).toBe(5)
  const option = { index: 100, strike: 90 }
  expect([outOfTheMoney({ ...option, right: 'call' }), outOfTheMoney({ ...option, right: 'put' })]).toEqual([0, 10])
})
