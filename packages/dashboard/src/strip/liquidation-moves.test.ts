import { describe, expect, test } from 'vitest'
import type { LiquidationResult, LiquidationSide } from '../data/core-types.ts'
import {
  isAlready,
  liquidationMoves,
  liquidationNow,
  nearestCrossings,
  nearestFirst,
  sidesText,
} from './liquidation-moves.ts'

const found = (moveFrac: number): LiquidationSide => ({
  state: 'found',
  indexPrice: null,
  mark: null,
  moveFrac,
  straddles: false,
})
const none = (reason: string): LiquidationSide => ({ state: 'none', reason })
const row = (scope: string, below: LiquidationSide, above: LiquidationSide): LiquidationResult => ({
  scope,
  pool: 'account',
  below,
  above,
})
const said = (text: LiquidationResult) => sidesText(text).replaceAll('\u202f', ' ')

describe('liquidation moves', () => {
  const rows = [
    row('SOL', none('hedged'), none('hedged')),
    row('BTC', found(-0.3), none('searched to +900 %')),
    row('ETH', found(-0.2), found(0.05)),
  ]

  test('the nearest comes first, on whichever side it is', () => {
    expect(liquidationMoves(rows).map(({ scope, moveFrac }) => [scope, moveFrac])).toEqual([
      ['ETH', 0.05],
      ['ETH', -0.2],
      ['BTC', -0.3],
    ])
    expect(nearestFirst(rows).map(({ scope }) => scope)).toEqual(['ETH', 'BTC', 'SOL'])
  })

  test('both sides are said, and a side that does not exist only when neither does', () => {
    expect(rows.map(said)).toEqual(['none: hedged', '−30.0 %', '−20.0 % or +5.0 %'])
    expect(said(row('BTC', none('hedged'), none('searched to +900 %')))).toBe(
      'none below: hedged; none above: searched to +900 %',
    )
  })

  test('a common move crosses where it does for the account, or for the coin of an isolated position', () => {
    const isolated = { ...row('BTC', found(-0.1), none('long')), pool: 'BTC/USDT:USDT long' }
    const common = row('all', found(-0.15), found(0.4))
    expect(nearestCrossings([...rows, common], 'all')).toEqual([-0.15, 0.4])
    expect(nearestCrossings([...rows, common, isolated], 'all')).toEqual([-0.1, 0.4])
    expect(nearestCrossings([...rows, common, isolated], 'ETH')).toEqual([-0.2, 0.05])
  })

  test('unknown is not none', () => {
    expect(said(row('BTC', { state: 'unknown', reason: 'no mark' }, none('hedged')))).toBe('unknown: no mark')
  })

  test('an account that is already there has no move to wait for', () => {
    const there = row('BTC', { state: 'already' }, { state: 'already' })
    expect([isAlready(rows), isAlready([...rows, there])]).toEqual([false, true])
    expect(nearestFirst([...rows, there])[0]).toBe(there)
  })

  test('who is in liquidation now is said by name when it is one, by number when more', () => {
    const there = row('BTC', { state: 'already' }, { state: 'already' })
    const alone = { ...there, pool: 'BTC/USDT:USDT long' }
    expect(liquidationNow(rows)).toBeNull()
    expect(liquidationNow([...rows, there, { ...there, scope: 'all' }])).toBe('in liquidation now')
    expect(liquidationNow([...rows, alone])).toBe('BTC/USDT:USDT long in liquidation now')
    expect(liquidationNow([there, alone])).toBe('2 pools in liquidation now')
  })
})
