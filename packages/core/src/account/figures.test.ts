import { describe, expect, test } from 'vitest'
import { isLiquidatable, ratio, severity, standingBands, standingOf } from './figures.ts'

const pool = (maintenance: number, adjustedEquity: number, trigger = 1): Parameters<typeof standingOf>[0] => ({
  adjustedEquity,
  trigger,
  maintenance: { amount: maintenance },
})

describe('standing', () => {
  test.each([
    [0, 100, 'calm'],
    [49.999, 100, 'calm'],
    [50, 100, 'watch'],
    [66.666, 100, 'watch'],
    [66.667, 100, 'act'],
    [83.333, 100, 'act'],
    [83.334, 100, 'danger'],
    [99.999, 100, 'danger'],
    [100, 100, 'liquidating'],
    [150, 100, 'liquidating'],
    [0, 0, 'calm'],
    [0, -0.01, 'liquidating'],
    [1, 0, 'liquidating'],
    [1, -5, 'liquidating'],
  ] as const)('with %d required of %d is %s', (maintenance, adjustedEquity, standing) => {
    expect(standingOf(pool(maintenance, adjustedEquity))).toBe(standing)
  })

  test('bands are where the ratio is 200 %, 150 % and 120 %', () => {
    const { watch, act, danger } = standingBands
    expect([1 / watch, 1 / act, 1 / danger].map((share) => Math.round(share * 1e9) / 1e9)).toEqual([2, 1.5, 1.2])
  })

  test('500 % is ample: equity 7 500 against 1 500', () => {
    expect(standingOf(pool(1500, 7500))).toBe('calm')
    expect(ratio(1500, 7500)).toBe(0.2)
  })
})

test('a venue may liquidate before all is used', () => {
  expect(isLiquidatable(pool(95, 100, 1 / 1.05))).toBe(false)
  expect(isLiquidatable(pool(95.3, 100, 1 / 1.05))).toBe(true)
})

describe('severity', () => {
  test('ranks use against the trigger, and a pool without funds above every other', () => {
    const ranked = [pool(0, 0), pool(50, 100), pool(50, 100, 0.5), pool(300, 100), pool(1, 0)].map(severity)
    expect(ranked).toEqual([...ranked].sort((a, b) => a - b))
    expect(severity(pool(0, -1))).toBe(severity(pool(1, 0)))
  })

  test('a share of nothing is no number', () => {
    expect([ratio(1, 0), ratio(0, -1)]).toEqual([null, null])
  })
})
