import { describe, expect, test } from 'vitest'
import { contingencySum, hedgedBetween, spreadTime } from './contingency.ts'

describe('time between expiries that hedge each other', () => {
  test.each([
    ['one expiry alone', [{ time: 30, amount: 5 }], 0],
    [
      'longs alone',
      [
        { time: 30, amount: 5 },
        { time: 90, amount: 2 },
      ],
      0,
    ],
    [
      'a calendar spread',
      [
        { time: 30, amount: -2 },
        { time: 90, amount: 3 },
      ],
      2 * 60,
    ],
    [
      'nearest shorts with nearest longs',
      [
        { time: 0, amount: 1 },
        { time: 10, amount: -2 },
        { time: 40, amount: 1 },
      ],
      10 + 30,
    ],
  ] as const)('%s', (_what, amounts, expected) => {
    expect(spreadTime(amounts)).toBe(expected)
  })

  test('the order of legs does not matter', () => {
    const amounts = [3, -1, -4, 2, 5].map((amount, i) => ({ time: 7 * ((i * 3) % 5), amount }))
    expect(spreadTime(amounts.toReversed())).toBeCloseTo(spreadTime(amounts), 12)
  })
})

test('groups hedge the smaller of their longs and shorts', () => {
  expect([hedgedBetween([3, -1, -4]), hedgedBetween([3, 4]), hedgedBetween([])]).toEqual([3, 0, 0])
})

test('contingency components are a plain sum', () => {
  // Bybit API, "Get Portfolio Margin Info", 2026-03-24.
  const sum = contingencySum({
    optionContingency: 0,
    futureDeltaContingency: 56.89174177,
    optionVegaContingency: 0,
    usdtUsdcContingency: 0,
    futureContingency: 0.8037046,
  })
  expect(sum).toBeCloseTo(57.69544638, 7)
})
