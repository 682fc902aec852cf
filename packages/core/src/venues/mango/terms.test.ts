import { expect, test } from 'vitest'
import { fixed, fromFixed } from './fixed.ts'
import { maintenanceWeight, type TokenHolding } from './health-lines.ts'
import { mangoPresets } from './params.ts'
import { mangoTerms } from './terms.ts'

test('a settle token without terms counts in full', () => {
  const { settleTerms } = mangoTerms({ ...mangoPresets.parameters, tokens: {} })
  const weights = [settleTerms.asset, settleTerms.liability].flatMap(({ initial, maintenance }) => [
    initial,
    maintenance,
  ])
  expect(weights.map(fromFixed)).toEqual([1, 1, 1, 1])
})

test.each([
  [0.9, 0.9],
  [1, 1],
  [1.2, 1],
])('a deposit of weight %d counts for %d of what it is worth', (maintenance, share) => {
  const token = { asset: { initial: fixed(1), maintenance: fixed(maintenance) } } as TokenHolding
  expect(fromFixed(maintenanceWeight(token))).toBeCloseTo(share, 12)
})
