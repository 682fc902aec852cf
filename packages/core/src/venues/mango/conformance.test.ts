import { expect, test } from 'vitest'
import { conformance } from './conformance.ts'

const weights = { initAssetWeight: 0.8, maintAssetWeight: 0.9, initLiabWeight: 1.2, maintLiabWeight: 1.1 }

test.each([
  [100, 160, 180],
  [-100, -240, -220],
])('a balance of %d at 2 has health %d to open and %d to stay', (balanceNative, initHealth, maintHealth) => {
  const tokens = [{ ...weights, balanceNative, oraclePrice: 2 }]
  const figures = conformance.vectors?.['mango-health']?.({ input: { tokens, perps: [] } }, {})
  expect(figures).toMatchObject({
    initHealth: expect.closeTo(initHealth, 9),
    maintHealth: expect.closeTo(maintHealth, 9),
  })
})

test('tokens without the one that perpetuals settle in are told', () => {
  const input = { tokens: [], perps: [] }
  expect(() => conformance.vectors?.['mango-health']?.({ input }, {})).toThrow('tokens must hold the settle token')
})
