import { describe, expect, test } from 'vitest'
import { shockedVol, type VolShock, volFactor, volFloor } from './vol-shock.ts'

const shock: VolShock = {
  upFrac: 0.45,
  downFrac: 0.3,
  pivotDays: 30,
  shortPower: 0.3,
  longPower: 0.5,
  daysMin: 1,
  upVolMin: 0,
}
const days = (count: number): number => count / 365

describe('published shocks', () => {
  // Deribit, "Portfolio margin" documentation of 2017 (docs/category/uncategorized): range 40 %, power 0.5, 15 days: 56.6 %.
  test('a shock of 40 % at 30 days is one of 56.6 % at 15', () => {
    const deribit2017 = { ...shock, upFrac: 0.4, shortPower: 0.5 }
    expect(volFactor(days(15), 'up', deribit2017) - 1).toBeCloseTo(0.566, 3)
  })

  // Deribit portfolio margin deck (c. 2020–2023), as quoted by third parties: 60 % at 30 days up by 45 % is 87 %.
  test('a volatility of 60 % goes to 87 % at the pivot', () => {
    expect(shockedVol(0.6, days(30), 'up', shock)).toBeCloseTo(0.87, 12)
  })
})

describe('by time to expiry', () => {
  test('a short expiry moves more and a long one less, each by its own power', () => {
    expect(volFactor(days(7), 'up', shock)).toBeCloseTo(1 + 0.45 * (30 / 7) ** 0.3, 12)
    expect(volFactor(days(120), 'up', shock)).toBeCloseTo(1 + 0.45 * (30 / 120) ** 0.5, 12)
    expect(volFactor(days(7), 'down', shock)).toBeCloseTo(1 - 0.3 * (30 / 7) ** 0.3, 12)
  })

  test('days count as at least daysMin, so that the last hour is not infinitely uncertain', () => {
    expect(volFactor(0, 'up', shock)).toBe(volFactor(days(1), 'up', shock))
    expect(volFactor(days(0.01), 'up', { ...shock, daysMin: 7 })).toBe(volFactor(days(7), 'up', shock))
  })

  test('a downward shock ends at no volatility', () => {
    expect(volFactor(days(1), 'down', { ...shock, downFrac: 0.9 })).toBe(0)
    expect(shockedVol(0.6, days(1), 'down', { ...shock, downFrac: 0.9 })).toBe(0)
  })

  test('the same volatility stays the same, whatever the shock', () => {
    expect(volFactor(days(3), 'same', shock)).toBe(1)
    expect(shockedVol(0.1, days(3), 'same', { ...shock, upVolMin: 0.5 })).toBe(0.1)
  })
})

// At the pivot itself (30 ÷ 30) to any power is 1, so daysMin beyond the pivot is what tells the two powers apart there.
describe('on the boundary day', () => {
  const late = { ...shock, daysMin: 60 }
  test.each([
    [29, false, 0.3],
    [30, false, 0.3],
    [31, false, 0.5],
    [29, true, 0.3],
    [30, true, 0.5],
    [31, true, 0.5],
  ])('day %d with pivotIsLong %s takes the power %d', (day, pivotIsLong, power) => {
    expect(volFactor(days(day), 'up', { ...late, pivotIsLong })).toBeCloseTo(1 + 0.45 * (30 / 60) ** power, 12)
  })
})

describe('the floor', () => {
  const floored = { ...shock, upVolMin: 0.8 }
  test.each([
    [0.1, 'up', 0.8],
    [0.6, 'up', 0.87],
    [0.6, 'same', 0.6],
    [0.6, 'down', 0.42],
  ] as const)('lifts %d %s to %d', (vol, direction, after) => {
    expect(shockedVol(vol, days(30), direction, floored)).toBeCloseTo(after, 12)
  })

  test('is for upward shocks alone', () => {
    expect([volFloor('up', floored), volFloor('same', floored), volFloor('down', floored)]).toEqual([0.8, 0, 0])
  })
})
