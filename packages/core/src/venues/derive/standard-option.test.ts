import { describe, expect, test } from 'vitest'
import { expiryMargin, isolatedMargin, largestLossMargin, type StandardOption } from './standard-option.ts'
import type { OptionRates } from './standard-parameters.ts'

/** BTC and ETH, 2026-03-26. */
const rates: OptionRates = {
  initialFrac: 0.15,
  initialFloorFrac: 0.13,
  maintenanceCallFrac: 0.09,
  maintenancePutFrac: 0.09,
  maintenancePutMarkFrac: 0.09,
  putOffsetFactor: 1.05,
  unpairedInitialFactor: 1.2,
  unpairedMaintenanceFactor: 1.1,
}

const option = (right: 'call' | 'put', strike: number, amount: number, mark = 0): StandardOption => ({
  right,
  strike,
  amount,
  mark,
})

describe('a short option by itself, spot 1000', () => {
  test.each([
    ['in the money', 'call', 900, 120, -(120 + 150), -(120 + 90)],
    ['one per cent out of the money', 'call', 1010, 60, -(60 + 140), -(60 + 90)],
    ['far out of the money', 'call', 1500, 5, -(5 + 130), -(5 + 90)],
    ['out of the money', 'put', 800, 10, -(10 + 130), -(10 + 90)],
    // 9 % of the mark is more than 9 % of the spot; initial is 105 % of maintenance.
    ['deep in the money', 'put', 3000, 2000, -(2000 * 1.09 * 1.05), -(2000 * 1.09)],
  ] as const)('%s', (_what, right, strike, mark, initial, maintenance) => {
    const short = option(right, strike, -1, mark)
    expect(isolatedMargin(short, 1000, rates, 'initial')).toBeCloseTo(initial, 9)
    expect(isolatedMargin(short, 1000, rates, 'maintenance')).toBeCloseTo(maintenance, 9)
  })

  test('a bought one needs nothing and gives nothing', () => {
    expect(isolatedMargin(option('call', 900, 3, 120), 1000, rates, 'initial')).toBe(0)
  })
})

describe('the largest loss at settlement', () => {
  test('is found at a strike or at zero', () => {
    const condor = [option('put', 800, 1), option('put', 900, -1), option('call', 1100, -1), option('call', 1300, 1)]
    expect(largestLossMargin(condor, 1000, rates, 'initial')).toBe(-200)
    expect(largestLossMargin([option('put', 900, -2), option('put', 400, 1)], 1000, rates, 'maintenance')).toBe(-1400)
  })

  test('is more for each call that nothing pairs', () => {
    const ratio = [option('call', 1000, 1), option('call', 1200, -3)]
    expect(largestLossMargin(ratio, 1010, rates, 'initial')).toBeCloseTo(-1.2 * 1010 * 2, 9)
    expect(largestLossMargin(ratio, 1010, rates, 'maintenance')).toBeCloseTo(-1.1 * 1010 * 2, 9)
  })

  test('is never a gain', () => {
    expect(largestLossMargin([option('call', 1000, 1)], 1000, rates, 'initial')).toBe(0)
  })

  test('decides where it is the smaller of the two', () => {
    const spread = [option('call', 1000, -1, 80), option('call', 1050, 1)]
    expect(expiryMargin(spread, { spot: 1000, forward: 1005 }, rates, 'maintenance')).toBe(-50)
    const far = [option('call', 1000, -1, 80), option('call', 2000, 1)]
    expect(expiryMargin(far, { spot: 1000, forward: 1005 }, rates, 'maintenance')).toBe(-170)
  })
})
