import { describe, expect, test } from 'vitest'
import type { KnownTier } from './future-rate.ts'
import { futureRates, tierLeverage } from './future-rate.ts'
import { standardSets } from './params-standard.ts'
import { inverseShortOption, linearShortOption } from './short-option.ts'

const rates = { initialFrac: 0.15, initialFloorFrac: 0.1, maintenanceFrac: 0.075 }

function futuresOf(set: string) {
  const found = standardSets.find((each) => each.set === set)
  if (found === undefined) throw new Error(`${set} must be a set`)
  return found.parameters.futures
}

/** support.deribit.com, article 25944738177565 (Linear Perpetual): coins, index, initial and maintenance margin. */
const published = [
  ['BTC', 0, 100_000, 0, 0],
  ['BTC', 25, 100_000, 53_125, 28_125],
  ['BTC', 350, 100_000, 1_312_500, 962_500],
  ['SOL', 0, 200, 0, 0],
  ['SOL', 25, 200, 200.625, 100.625],
  ['SOL', 6000, 200, 84_000, 60_000],
] as const

test.each(published)('%s: %d coins at %d need %d, and %d to hold', (coin, coins, index, initial, maintenance) => {
  const rate = futuresOf('2022-01-11')[coin]?.perpetual
  const found = rate === undefined ? { missing: [] } : futureRates(coins, rate)
  if ('missing' in found) throw new Error(`the rate of ${coin} must be known`)
  expect(coins * index * found.initial).toBeCloseTo(initial, 8)
  expect(coins * index * found.maintenance).toBeCloseTo(maintenance, 8)
})

test('a dollar of the ETH perpetual needs what a live account showed', () => {
  const coins = 1 / 1963.31
  const rate = futuresOf('2022-01-11')['ETH']?.perpetual
  const found = rate === undefined ? { missing: [] } : futureRates(coins, rate)
  if ('missing' in found) throw new Error('the rate of ETH must be known')
  expect(coins * found.initial).toBeCloseTo(0.000010187, 9)
  expect(coins * found.maintenance).toBeCloseTo(0.000005093, 9)
})

describe('the tiers of 2026', () => {
  const tier = futuresOf('2026-09-24')['BTC']?.future as KnownTier

  test('are flat up to 3 % of the position limit', () => {
    expect(futureRates(26.55, tier)).toEqual({ initial: 0.04, maintenance: (2 / 3) * 0.04 })
  })

  test('fall to a leverage of 4 at 35 % of it, in between in a straight line', () => {
    expect(tierLeverage(0.19 * 885, tier)).toBeCloseTo((25 + 4) / 2, 12)
    expect([tierLeverage(0.35 * 885, tier), tierLeverage(5000, tier)]).toEqual([4, 4])
  })

  test('name what is not known of a tier', () => {
    const rate = futuresOf('2026-09-24')['BTC']?.perpetual
    expect(rate === undefined ? null : futureRates(1, rate)).toEqual({
      missing: ['leverageMin', 'flatToFrac', 'fallsToFrac', 'positionMaxCoins'],
    })
  })
})

/** Figures of users’ tests of the venue’s rule, 2026. */
test.each([
  ['call', 61_000, 67_000, 30, 6130, 4605],
  ['put', 61_000, 55_000, 28, 5528, 4153],
] as const)('a short linear %s at %d, struck at %d', (right, index, strike, mark, initial, maintenance) => {
  const margin = linearShortOption({ right, index, strike, mark }, rates)
  expect(margin.initial).toBeCloseTo(initial, 9)
  expect(margin.maintenance).toBeCloseTo(maintenance, 9)
})

test('in the money a linear put is held at the index', () => {
  const margin = linearShortOption({ right: 'put', index: 50_000, strike: 60_000, mark: 10_100 }, rates)
  expect(margin).toEqual({ initial: 17_600, maintenance: 13_850 })
})

test.each([
  ['call', 50_000, 50_000, 0.04, 0.19, 0.115],
  ['call', 50_000, 51_000, 0.04, 0.17, 0.115],
  ['call', 50_000, 80_000, 0.01, 0.11, 0.085],
  ['put', 50_000, 48_000, 0.02, 0.13, 0.095],
  // Worth more than a coin: 7.5 % of the mark instead of a coin.
  ['put', 20_000, 80_000, 3, 3.225, 3.225],
] as const)('a short inverse %s at %d, struck at %d', (right, index, strike, mark, initial, maintenance) => {
  const margin = inverseShortOption({ right, index, strike, mark }, rates)
  expect(margin.initial).toBeCloseTo(initial, 12)
  expect(margin.maintenance).toBeCloseTo(maintenance, 12)
})
