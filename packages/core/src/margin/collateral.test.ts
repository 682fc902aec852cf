import { describe, expect, test } from 'vitest'
import { countedQuantity, effectiveHaircut, type HaircutTier } from './collateral.ts'

describe('one haircut for all', () => {
  const thirty: readonly HaircutTier[] = [{ quantityMax: null, haircutFrac: 0.3 }]

  test.each([
    [100, 70],
    [0, 0],
    [-100, -100],
  ])('%d at 30 % counts %d: what is owed is owed in full', (quantity, counted) => {
    expect(countedQuantity(thirty, quantity)).toBe(counted)
  })

  test('is also the effective one, except where nothing is held', () => {
    expect(effectiveHaircut(thirty, 100)).toBeCloseTo(0.3, 15)
    expect(effectiveHaircut(thirty, 0)).toBe(0)
    expect(effectiveHaircut(thirty, -100)).toBe(0)
  })
})

// OKX, multi-currency margin discount tiers, older published example (as reworded at prjmp.com/3320.html): 5 million at
// 100 %, the next 5 at 97.5 %, the rest at 95 %: 11 000 000 USDT count 10 825 000.
describe('tiers as OKX publishes them', () => {
  const usdt: readonly HaircutTier[] = [
    { quantityMax: 5_000_000, haircutFrac: 0 },
    { quantityMax: 10_000_000, haircutFrac: 0.025 },
    { quantityMax: null, haircutFrac: 0.05 },
  ]

  test.each([
    [11_000_000, 10_825_000],
    [10_000_000, 9_875_000],
    [5_000_000, 5_000_000],
    [5_000_001, 5_000_000.975],
    [1, 1],
  ])('%d count %d', (quantity, counted) => {
    expect(countedQuantity(usdt, quantity)).toBeCloseTo(counted, 6)
  })

  test('have an effective haircut between those of their tiers', () => {
    expect(effectiveHaircut(usdt, 11_000_000)).toBeCloseTo(175_000 / 11_000_000, 12)
  })

  // Same source: an asset with a discount rate of 0 adds nothing, so 1 BTC at 50 000 beside 50 000 ZRX counts 50 000.
  test('an asset that does not count adds nothing', () => {
    expect(countedQuantity([{ quantityMax: null, haircutFrac: 1 }], 50_000)).toBe(0)
  })
})

describe('a cap', () => {
  const capped: readonly HaircutTier[] = [
    { quantityMax: 10, haircutFrac: 0.1 },
    { quantityMax: 20, haircutFrac: 0.5 },
  ]

  test.each([
    [20, 14],
    [25, 14],
    [1e9, 14],
  ])('counts nothing above the last bound: %d counts %d', (quantity, counted) => {
    expect(countedQuantity(capped, quantity)).toBe(counted)
  })
})

test('a list without tiers is our own mistake', () => {
  expect(() => countedQuantity([], 1)).toThrow('a haircut list must not be empty')
})
