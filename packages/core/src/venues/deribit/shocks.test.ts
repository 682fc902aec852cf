import { describe, expect, test } from 'vitest'
import { deltaShock, shockedDelta } from './delta-shock.ts'
import { rollShock, rollShockRate } from './roll-shock.ts'

const rates = { annualisedMoveFrac: 0.075, annualisedMoveMinFrac: 0.01 }

test('the roll shock is the minimum of a short expiry, and grows with a long one', () => {
  expect(rollShock(-0.315725898, 0, rates, 'linear')).toBeCloseTo(0.00315725898, 15)
  expect(rollShockRate(0.1, rates, 'linear')).toBe(0.01)
  expect(rollShockRate(0.5, rates, 'linear')).toBe(0.0375)
  // e^0.0375 − 1
  expect(rollShockRate(0.5, rates, 'exponential')).toBeCloseTo(0.038211997, 9)
})

test.each([
  [0, 7, 7],
  [5, 7, 7],
  [-5, 7, 2],
  [-9, 7, 0],
  [5, -7, -2],
  [9, -7, 0],
  [-5, -7, -7],
  [4, 0, 0],
])('long options of %d beside %d leave a delta of %d', (longOptions, others, delta) => {
  expect(shockedDelta(longOptions, others)).toBeCloseTo(delta, 12)
})

describe('the delta shock', () => {
  const shock = { deltaShockFromUsd: 20_000_000, deltaShockPerCoinFrac: 0.00005, deltaShockMaxFrac: 0.1 }

  test.each([
    ['nothing at the threshold', 400, 0],
    ['a share that grows with the coins above it', -600, 600 * 0.01],
    ['at most a tenth', 9000, 900],
  ])('is %s', (_what, delta, amount) => {
    expect(deltaShock(delta, 50_000, shock, 'per-coin-above-threshold')).toBeCloseTo(amount, 9)
  })

  test('may be read as none', () => {
    expect(deltaShock(9000, 50_000, shock, 'none')).toBe(0)
  })
})
