import { describe, expect, test } from 'vitest'
import { treeError } from './charge.ts'
import {
  fillsOf,
  healthMargins,
  healthOf,
  scaledAssetWeight,
  scaledLiabilityWeight,
  strictPrices,
  weightedBalance,
} from './weighted-health.ts'

const one = 100n
const weights = { asset: 80n, liability: 120n }
const balance = (name: string, value: bigint) => weightedBalance({ name, riskFactor: name, value }, weights, one)

test('what is held counts at less, what is owed at more', () => {
  expect(balance('SOL', 1000n)).toMatchObject({ backing: 800n, asked: 0n })
  expect(balance('SOL', -1000n)).toMatchObject({ backing: 0n, asked: 1200n })
  expect(balance('SOL', 0n)).toMatchObject({ backing: 0n, asked: 0n })
})

test('strict prices take the worse of the two for either side', () => {
  expect(strictPrices(90n, 100n)).toEqual({ asset: 90n, liability: 100n })
  expect(strictPrices(110n, 100n)).toEqual({ asset: 100n, liability: 110n })
})

test('weights scale once the venue holds or lends more than the start, and not at it', () => {
  expect([99n, 100n, 200n].map((total) => scaledAssetWeight(80n, 100n, total))).toEqual([80n, 80n, 40n])
  expect([99n, 100n, 200n].map((total) => scaledLiabilityWeight(120n, 100n, total))).toEqual([120n, 120n, 240n])
  expect([scaledAssetWeight(80n, 0n, 0n), scaledLiabilityWeight(120n, 0n, 5n)]).toEqual([80n, 120n])
})

test('a position goes to all its bids filled or all its asks filled', () => {
  expect(fillsOf(10n, 5n, 30n)).toEqual([15n, -20n])
})

describe('margins of weighed lines', () => {
  const maintenance = [balance('SOL', 1000n), balance('ETH', -500n)]
  const initial = [
    { name: 'SOL', riskFactor: 'SOL', backing: 600n, asked: 0n },
    { name: 'ETH', riskFactor: 'ETH', backing: 0n, asked: 700n },
  ]
  const margins = healthMargins(maintenance, initial, 10)

  test('adjusted equity less either requirement is the health of that name', () => {
    expect(margins.adjustedEquity - margins.maintenance.amount).toBe(Number(healthOf(maintenance).health) / 10)
    expect(margins.adjustedEquity - margins.initial.amount).toBe(Number(healthOf(initial).health) / 10)
  })

  test('what does not count to open is asked by name', () => {
    expect(treeError(margins.initial)).toBe(0)
    expect(margins.initial.parts).toMatchObject([
      { name: 'margin requirement', amount: 70 },
      { name: 'counts to stay, not to open', amount: 20, parts: [{ name: 'SOL', amount: 20 }] },
    ])
  })

  test('nothing held asks nothing', () => {
    expect(healthMargins([], [], 10)).toMatchObject({
      adjustedEquity: 0,
      initial: { amount: 0 },
      maintenance: { amount: 0 },
    })
  })
})
