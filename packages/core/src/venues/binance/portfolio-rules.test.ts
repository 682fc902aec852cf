import { describe, expect, test } from 'vitest'
import { autoExchangeAmount, countedValue, haircutsOf, quickAmounts, type RatioTier } from './collateral-value.ts'
import { loanInitial, loanMaintenance, maxLoan, maxWithdraw, virtualMaxLoan } from './loan.ts'
import type { UnifiedParameters } from './params.ts'
import { proSets } from './params.ts'
import { loanRules, portfolioFigures } from './portfolio-pools.ts'
import { accountStatus, type UniMmrBands, uniMmr } from './uni-mmr.ts'
import { coinmProfit, usdmProfit } from './unrealised-profit.ts'

describe('tiered collateral', () => {
  const tiers: readonly RatioTier[] = [
    [100, 1],
    [250, 0.8],
    [500, 0.5],
    [null, 0.1],
  ]

  test.each([
    [50, 50],
    [100, 100],
    [200, 180],
    [400, 100 + 120 + 75],
    [1000, 100 + 120 + 125 + 50],
    [-300, -300],
  ])('of %d counts %d', (value, counted) => {
    expect(countedValue(haircutsOf(tiers), value)).toBeCloseTo(counted, 10)
  })

  test('the quick amount makes value × ratio + cum the same number', () => {
    // 20 = 100·0.2; 95 = 20 + 250·0.3; 295 = 95 + 500·0.4
    expect(quickAmounts(tiers).map((x) => Math.round(x * 1e9) / 1e9)).toEqual([0, 20, 95, 295])
    expect(400 * 0.5 + (quickAmounts(tiers)[2] ?? 0)).toBeCloseTo(countedValue(haircutsOf(tiers), 400), 10)
  })

  test('above a bounded last tier nothing more counts', () => {
    const bounded = haircutsOf([
      [13_000_000, 1],
      [20_000_000, 0.975],
      [null, 0],
    ])
    expect(countedValue(bounded, 50_000_000)).toBeCloseTo(13_000_000 + 0.975 * 7_000_000, 6)
    expect(countedValue(haircutsOf([[100, 0.9]]), 500)).toBeCloseTo(90, 10)
  })

  // Binance trading rules, multi-asset info: both editions of the page.
  test.each([
    [20_000, 20_512.82],
    [5000, 5128.21],
  ])('a deficit of %d takes %d of an asset that exchanges at 97.5 %%', (deficit, amount) => {
    expect(autoExchangeAmount(deficit, 0.975)).toBeCloseTo(amount, 2)
  })
})

describe('uniMMR', () => {
  const bands = proSets[0]?.parameters.bands ?? { marginCall: 0, reduceOnly: 0, liquidation: 0, claim: 0 }

  test('is equity over maintenance, and nothing where nothing is asked', () => {
    expect([uniMmr(150, 100), uniMmr(5, 0)]).toEqual([1.5, null])
  })

  // Bounds belong to the band below them: 1.05 < u ≤ 1.2 is reduce-only.
  test.each([
    [1.5001, 'NORMAL'],
    [1.5, 'MARGIN_CALL'],
    [1.2001, 'MARGIN_CALL'],
    [1.2, 'REDUCE_ONLY'],
    [1.0501, 'REDUCE_ONLY'],
    [1.05, 'ACTIVE_LIQUIDATION'],
    [1.0001, 'ACTIVE_LIQUIDATION'],
    [1, 'FORCE_LIQUIDATION'],
    [0.5, 'FORCE_LIQUIDATION'],
  ])('%d is %s', (ratio, status) => {
    expect(accountStatus(ratio, 1, bands)).toBe(status)
  })

  // 1.356 ÷ 1.13 is 1.2000000000000002 in float64.
  test('a ratio on a bound is not above it for its rounding', () => {
    expect(accountStatus(uniMmr(1.356, 1.13), 1.356, bands)).toBe('REDUCE_ONLY')
  })

  test('owed equity is bankrupt, and an account without positions normal', () => {
    expect([accountStatus(null, -1, bands), accountStatus(null, 0, bands)]).toEqual(['BANKRUPTED', 'NORMAL'])
  })
})

describe('withdrawals and loans', () => {
  test('what leaves keeps equity at 120 % of maintenance', () => {
    expect(maxWithdraw({ accountEquity: 1000, maintenanceMargin: 500, uniMmrMin: 1.2 })).toBe(400)
    expect(maxWithdraw({ accountEquity: 500, maintenanceMargin: 500, uniMmrMin: 1.2 })).toBe(0)
  })

  test('a loan is bounded by leverage, by what is lent already and by what the venue has', () => {
    // (3 − 1)·(400 − 300/2) = 500
    expect(virtualMaxLoan(400, 300, 3)).toBe(500)
    expect(virtualMaxLoan(400, 900, 3)).toBe(0)
    const basis = { virtualMaxLoanUsd: 500, index: 100, maxBorrow: 10, currentLoan: 3 }
    expect([maxLoan(basis), maxLoan({ ...basis, currentLoan: 8 }), maxLoan({ ...basis, currentLoan: 12 })]).toEqual([
      5, 2, 0,
    ])
  })

  // Binance FAQ 5e33af8e: 0.04 BTC and 15 ETH borrowed at 3x.
  test('loans ask what the FAQ’s table prints', () => {
    expect([loanMaintenance(0.04, 0.1), loanMaintenance(15, 0.1)]).toEqual([0.004, 1.5])
    expect(loanInitial(15, 3)).toBe(7.5)
  })
})

// Binance FAQ 5e33af8e: the positions of its example.
test('unrealised profit is what the FAQ’s table prints', () => {
  expect(usdmProfit({ size: -0.05, entryPrice: 52_000 }, 40_000)).toBeCloseTo(600, 10)
  expect(usdmProfit({ size: 0.04, entryPrice: 52_350 }, 42_000)).toBeCloseTo(-414, 10)
  expect(coinmProfit({ size: 10_000, entryPrice: 50_000 }, 40_000)).toBeCloseTo(-0.05, 12)
})

test('the loan rate of a leverage is that of the next lower one in the table, else the first, else all of the loan', () => {
  const rateOf = (loanRatesFrac: Readonly<Record<string, number>>, marginLeverage: number): number =>
    loanRules({ loanRatesFrac } as UnifiedParameters, { marginLeverage }).rateFrac
  const table = { '10': 0.05, '3': 0.1 }
  expect([rateOf(table, 5), rateOf(table, 10), rateOf(table, 2), rateOf({}, 3)]).toEqual([0.1, 0.05, 0.1, 1])
})

test('without a pool there are no figures', () => {
  expect(portfolioFigures([], { call: 1.5, reduceOnly: 1.2, liquidation: 1.05 } as unknown as UniMmrBands)).toEqual({})
})
