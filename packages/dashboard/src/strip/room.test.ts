import { expect, test } from 'vitest'
import type { PoolResult } from '../data/core-types.ts'
import { roomOf, worstPoolOf } from './room.ts'

const pool = (name: string, adjustedEquity: number | null, trigger = 1): PoolResult => ({
  name,
  currency: 'USD',
  equity: adjustedEquity,
  adjustedEquity,
  initialMargin: 100,
  maintenanceMargin: 80,
  freeCollateral: null,
  initialUse: null,
  maintenanceUse: null,
  trigger,
  standing: 'act',
  initial: null,
  maintenance: null,
})

test('room is what equity stands above the requirement at its trigger', () => {
  expect(roomOf(pool('account', 100))).toBe(20)
  expect(roomOf(pool('account', 100, 0.8))).toBe(0)
})

test('room of an unknown equity is unknown, and past the trigger it is negative', () => {
  expect(roomOf(pool('account', null))).toBeNull()
  expect(roomOf(undefined)).toBeNull()
  expect(roomOf(pool('account', 50))).toBe(-30)
})

test('the headline is about the worst pool', () => {
  const pools = [pool('account', 100), pool('BTC', 90)]
  expect(worstPoolOf({ pools, worstPool: 'BTC' })).toBe(pools[1])
})
