import { expect, test } from 'vitest'
import { forwardKey } from './snapshot.ts'

test('forwards are kept by underlying and expiry', () => {
  const keys = [forwardKey('BTC', 1), forwardKey('BTC', 2), forwardKey('ETH', 1)]
  expect(new Set(keys).size).toBe(3)
  expect(forwardKey('BTC', 1)).toBe(forwardKey('BTC', 1))
})
