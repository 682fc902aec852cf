import type { engine } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { priceImpact } from './impact.ts'

const market = { coins: ['BTC', 'ETH'], digits: [2, 2], perpetuals: ['BTC/USDT:USDT', 'ETH/USDT:USDT'], options: [] }
const liquidity: engine.Liquidity = {
  halfSpreadFrac: 0.0002,
  impactFrac: 0.002,
  depthNotional: 1_000_000,
  slippageMaxFrac: 0.1,
}
const impactOf = (times: number) => priceImpact(market, () => liquidity, times)

describe('impact', () => {
  test('what is sold lowers its coin from the next tick on, by the square root of size, and no other', () => {
    const impact = impactOf(1)
    impact.trade('BTC/USDT:USDT', -3_000_000)
    impact.trade('BTC/USDT:USDT-251114-110000-C', -1_000_000)
    expect(impact.moved([100, 100])).toEqual([100, 100])
    impact.decay()
    expect(impact.moved([100, 100])).toEqual([99.6, 100])
  })

  test('a fifth of it is gone at each tick', () => {
    const impact = impactOf(1)
    impact.trade('ETH/USDT:USDT', 1_000_000)
    for (let tick = 0; tick < 3; tick++) impact.decay()
    expect(impact.moved([100, 100])[1]).toBeCloseTo(100 * (1 + 0.002 * 0.8 * 0.8), 9)
  })

  test('accounts that stand for many move more, and never beyond a bound', () => {
    const [once, often, forever] = [impactOf(1), impactOf(100), impactOf(10_000)]
    for (const impact of [once, often, forever]) {
      impact.trade('BTC/USDT:USDT', -100_000_000)
      impact.decay()
    }
    expect([once, often, forever].map((impact) => impact.moved([100, 100])[0])).toEqual([98, 85, 85])
  })
})
