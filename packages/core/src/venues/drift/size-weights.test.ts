import { describe, expect, test } from 'vitest'
import { scaledInitialWeight, sizeDiscountWeight, sizeOne, sizePremiumWeight } from './size-weights.ts'

/** Sizes and answers of the program's own tests: drift-labs/protocol-v2 at 0ae3e3b, programs/drift/src/math/margin/tests.rs. */
describe('weights by size', () => {
  test.each([
    [0n, 11_000n, 11_000n],
    [10n, 11_000n, 11_000n],
    [10_000n, 11_000n, 11_962n],
    [100_000n, 0n, 31_622n],
  ])('a thousand units owed with an IMF factor of %d', (imf, weight, expected) => {
    expect(sizePremiumWeight(1000n * sizeOne, imf, weight)).toBe(expected)
  })

  test('the page’s example: 2 000 SOL at 0.003 would be 0.9699, so the weight of 0.8 stands', () => {
    expect(sizeDiscountWeight(2000n * sizeOne, 3000n, 8000n)).toBe(8000n)
    expect(sizeDiscountWeight(2000n * sizeOne, 3000n, 10_000n)).toBe(9698n)
  })
})

test('an initial weight shrinks once deposits pass the start, and without a start never', () => {
  expect(scaledInitialWeight(9000n, 500_000n, 499_999n)).toBe(9000n)
  expect(scaledInitialWeight(9000n, 500_000n, 1_000_000n)).toBe(4500n)
  expect(scaledInitialWeight(9000n, 0n, 1_000_000n)).toBe(9000n)
})
