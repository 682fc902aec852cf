import { expect, test } from 'vitest'
import { commonShock, singleShock } from './shock.ts'

test('a single shock moves one underlying and leaves the others', () => {
  expect(singleShock('ETH', 0.8)).toEqual({ name: 'ETH', indexFactors: new Map([['ETH', 0.8]]), otherwise: 1 })
})

test('a common shock moves every underlying', () => {
  expect(commonShock(1.1)).toEqual({ name: 'all', indexFactors: new Map(), otherwise: 1.1 })
})
