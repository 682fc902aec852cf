import { type MarginResult, type MarketSnapshot, margin, parseBook, parseMarket, type Result } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { bookDocument, marketDocument } from '../testkit/documents.ts'
import type { StatedFigure } from './payload-part.ts'
import { largestDifference, reconcile } from './reconcile.ts'

function known<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const market: MarketSnapshot = known(parseMarket(marketDocument()))
const long = { symbol: 'BTC/USDT:USDT', contracts: '1', entryPrice: '43000' }

function resultOf(positions: readonly object[], fields: object = {}): MarginResult {
  return known(margin({ book: known(parseBook({ ...bookDocument(), positions, ...fields })), market }))
}

function stated(fields: Partial<StatedFigure>): StatedFigure {
  return {
    figure: 'equity',
    name: 'equity',
    value: 1,
    of: { scope: 'account' },
    file: 'a.json',
    path: '/equity',
    ...fields,
  }
}

const verdictOf = (result: MarginResult, figure: Partial<StatedFigure>) =>
  reconcile(result, [stated(figure)], market).figures[0]

describe('ours beside the venue’s', () => {
  const result = resultOf([long])
  // 20 000 USDT and 970 of profit at 1.0007.
  const equity = 20_970 * 1.0007

  test.each([
    ['the same', equity, 'reconciles'],
    ['0.4 % apart', equity * 1.004, 'reconciles'],
    ['0.6 % apart', equity * 1.006, 'does not reconcile'],
    ['nothing of theirs', 0, 'does not reconcile'],
  ])('%s', (_what, value, verdict) => {
    expect(verdictOf(result, { value })?.verdict).toBe(verdict)
  })

  test('a figure that we have no like of is not compared, and does not count', () => {
    expect(
      reconcile(result, [stated({ figure: 'margin ratio', of: { scope: 'currency', currency: 'USDT' } })], market),
    ).toMatchObject({
      reconciles: false,
      figures: [],
    })
    const missing = verdictOf(result, { of: { scope: 'position', symbol: 'ETH/USDT:USDT', side: 'long' } })
    expect(missing).toMatchObject({ verdict: 'not compared', ours: null, reason: 'the position is not in the book' })
  })

  test('a position’s maintenance margin is in its own currency', () => {
    const of = { scope: 'position', symbol: long.symbol, side: 'long' } as const
    const dollars = result.positions[0]?.maintenanceAlone ?? Number.NaN
    const figure = { figure: 'maintenance margin', of, currency: 'USDT', value: dollars / 1.0007 } as const
    expect(verdictOf(result, figure)?.verdict).toBe('reconciles')
  })

  test('a liquidation price is on the side that hurts, and none has a reason', () => {
    const of = { scope: 'position', symbol: long.symbol, side: 'long' } as const
    const row = result.liquidation.find(({ scope }) => scope === 'BTC')
    const price = row?.below.state === 'found' ? 43_970 * (1 + row.below.moveFrac) : Number.NaN
    expect(verdictOf(result, { figure: 'liquidation price', of, value: price })?.verdict).toBe('reconciles')
    const rich = resultOf([long], { balances: { USDT: '900000' } })
    expect(verdictOf(rich, { figure: 'liquidation price', of, value: 1 })).toMatchObject({
      verdict: 'not compared',
      reason: expect.stringContaining('no BTC price'),
    })
  })

  test('what is shared is without isolated positions', () => {
    const isolated = { ...long, marginMode: 'isolated', isolatedMargin: '5000' }
    const both = resultOf([isolated])
    expect(verdictOf(both, { of: { scope: 'shared' }, value: 15_000 * 1.0007 })?.verdict).toBe('reconciles')
    expect(verdictOf(both, { value: equity })?.verdict).toBe('reconciles')
  })

  test('the largest difference is beyond any bound where theirs is nothing', () => {
    const of = (...values: readonly number[]) =>
      largestDifference(
        reconcile(
          result,
          values.map((value) => stated({ value })),
          market,
        ),
      )
    expect([of(), of(0)]).toEqual([null, Number.POSITIVE_INFINITY])
    expect(of(equity, equity * 2)).toBeCloseTo(0.5, 12)
  })
})
