import { describe, expect, test } from 'vitest'
import { baseToCover, everyBase, everyLiability, liabilityToCover } from './liquidation-size.ts'

/** Cases of the program's own tests: drift-labs/protocol-v2, programs/drift/src/math/liquidation/tests.rs. */
describe('base to close for ten dollars short at ten times leverage and a price of a hundred', () => {
  const perp = { shortage: 10_000_000n, marginRatio: 1000n, price: 100_000_000n, quotePrice: 1_000_000n }
  test.each([
    [0n, 0n, 1_000_000_000n],
    [10_000n, 0n, 1_111_111_111n],
    [10_000n, 10_000n, 1_250_000_000n],
  ])('with fees of %d to the liquidator and %d to the fund', (liquidatorFee, insuranceFee, expected) => {
    expect(baseToCover({ ...perp, liquidatorFee, insuranceFee })).toBe(expected)
  })

  test('is everything where fees eat what is freed, or there is no price', () => {
    expect(baseToCover({ ...perp, liquidatorFee: 100_000n, insuranceFee: 0n })).toBe(everyBase)
    expect(baseToCover({ ...perp, liquidatorFee: 50_000n, insuranceFee: 50_000n })).toBe(everyBase)
    expect(baseToCover({ ...perp, price: 0n, liquidatorFee: 0n, insuranceFee: 0n })).toBe(everyBase)
  })
})

describe('borrow to transfer for ten dollars short, weights 0.8 and 1.2', () => {
  const borrow = { shortage: 10_000_000n, assetWeight: 8000n, liabilityWeight: 12_000n, liabilityPrice: 100_000_000n }
  test.each([
    [1_000_000n, 1_000_000n, 0n, 250_000_000n],
    [1_100_000n, 900_000n, 0n, 449_984_250n],
    [1_000_000n, 1_000_000n, 10_000n, 257_731_958n],
    [1_100_000n, 900_000n, 10_000n, 475_669_504n],
  ])('multipliers %d and %d, fee %d', (assetMultiplier, liabilityMultiplier, insuranceFee, expected) => {
    const terms = { ...borrow, assetMultiplier, liabilityMultiplier, insuranceFee, liabilityDecimals: 9 }
    expect(liabilityToCover(terms)).toBe(expected)
  })

  test('a token of few decimals is in its own units', () => {
    const terms = { ...borrow, assetMultiplier: 1_000_000n, liabilityMultiplier: 1_000_000n, insuranceFee: 0n }
    expect([6, 4].map((liabilityDecimals) => liabilityToCover({ ...terms, liabilityDecimals }))).toEqual([
      250_000n,
      2500n,
    ])
  })

  test('is everything where an asset counts as much as the borrow asks', () => {
    const terms = {
      ...borrow,
      assetMultiplier: 1_000_000n,
      liabilityMultiplier: 1_000_000n,
      insuranceFee: 0n,
      liabilityDecimals: 9,
    }
    expect(liabilityToCover({ ...terms, assetWeight: 12_000n })).toBe(everyLiability)
    expect(liabilityToCover({ ...terms, assetMultiplier: 1_500_000n })).toBe(everyLiability)
  })
})
