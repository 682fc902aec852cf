import { describe, expect, test } from 'vitest'
import { packageFile } from '../demo/package-files.ts'
import { type Bar, type History, readHistory } from './history.ts'
import { assumedFilter, marksOf } from './marks.ts'

const history = readHistory([packageFile('data/history/crash_15m_2025-10_binance_spot.csv.gz') as string])
const dayFrom = Date.UTC(2025, 9, 10)
const dayTo = Date.UTC(2025, 9, 11)

/** Fall from the day's first trade to the lowest of the marks, and of the trades, on 2025-10-10. */
function fallsOf(coin: string): { readonly mark: number; readonly trade: number } {
  const i = history.coins.indexOf(coin)
  const rows = history.rows.filter(({ at }) => at >= dayFrom && at < dayTo)
  const open = rows[0]?.bars[i]?.open as number
  const ticks = marksOf(history).filter(({ at }) => at > dayFrom && at <= dayTo)
  return {
    mark: Math.min(...ticks.map(({ prices }) => prices[i] as number)) / open - 1,
    trade: Math.min(...rows.map(({ bars }) => bars[i]?.low as number)) / open - 1,
  }
}

describe('the crash of 2025-10-10', () => {
  test.each([
    ['BTC', -0.162],
    ['ETH', -0.214],
    ['SOL', -0.236],
  ])('the fall of %s, which the others confirm, stays whole', (coin, fall) => {
    expect(fallsOf(coin).mark).toBeCloseTo(fall, 2)
    expect(fallsOf(coin).mark).toBeCloseTo(fallsOf(coin).trade, 2)
  })

  test.each([
    ['ADA', -0.664],
    ['LINK', -0.641],
    ['AVAX', -0.7],
    ['DOGE', -0.618],
    ['XRP', -0.552],
  ])('the wick of %s is no mark: it falls with the market', (coin, wick) => {
    const { mark, trade } = fallsOf(coin)
    expect(trade).toBeCloseTo(wick, 2)
    expect(mark).toBeGreaterThan(-0.33)
    expect(mark).toBeLessThan(-0.25)
  })

  test('a day later every mark is at its trades again', () => {
    const at = dayTo + 24 * 3_600_000
    const tick = marksOf(history).find((each) => each.at === at)
    const row = history.rows.find((each) => each.at === at - history.barMs)
    for (const [i, price] of (tick?.prices ?? []).entries())
      expect(price / (row?.bars[i]?.close as number)).toBeCloseTo(1, 2)
  })
})

const flat = (price: number, fields: Partial<Bar> = {}): Bar => ({
  open: price,
  high: price,
  low: price,
  close: price,
  ...fields,
})

function made(coins: readonly string[], rows: readonly (readonly Bar[])[]): History {
  return { coins, barMs: 900_000, rows: rows.map((bars, i) => ({ at: i * 900_000, bars })) }
}

describe('marks', () => {
  test('a wick of one witness alone moves its mark by no more than a tick may', () => {
    const calm = [flat(100), flat(100), flat(100)]
    const ticks = marksOf(made(['BTC', 'ETH', 'SOL'], [calm, [flat(100), flat(100, { low: 40 }), flat(100)], calm]))
    const lows = ticks.map(({ prices }) => prices[1] as number)
    expect(Math.min(...lows)).toBeCloseTo(100 * (1 - assumedFilter.ownMoveMaxFrac), 9)
  })

  test('a coin that falls less than the market is marked where it trades', () => {
    const calm = [flat(100), flat(100), flat(100), flat(100)]
    const fallen = [flat(80), flat(80), flat(80), flat(95)]
    expect(marksOf(made(['BTC', 'ETH', 'SOL', 'BNB'], [calm, fallen])).at(-1)?.prices).toEqual([80, 80, 80, 95])
  })

  test('a lasting move of one coin is followed, some each tick', () => {
    const rows = Array.from({ length: 12 }, () => [flat(100), flat(100), flat(100), flat(130)])
    const [first = [], ...others] = rows
    const ticks = marksOf(made(['BTC', 'ETH', 'SOL', 'XRP'], [[...first.slice(0, 3), flat(100)], ...others]))
    const marks = ticks.map(({ prices }) => prices[3] as number)
    expect(marks.at(-1)).toBeCloseTo(130, 6)
    for (let i = 1; i < marks.length; i++) {
      const step = (marks[i] as number) / (marks[i - 1] as number) - 1
      expect(step).toBeLessThanOrEqual(assumedFilter.ownMoveMaxFrac + 1e-12)
    }
  })

  test('without three witnesses marks are closes', () => {
    const ticks = marksOf(made(['BTC'], [[flat(100, { low: 50 })], [flat(100, { close: 90, low: 20 })]]))
    expect(ticks.filter(({ isClose }) => isClose).map(({ prices }) => prices[0])).toEqual([100, 90])
    expect(Math.min(...ticks.map(({ prices }) => prices[0] as number))).toBe(90)
  })
})

describe('steps', () => {
  test.each([0.005, 0.02, 1])(
    'no tick moves a mark by more than %d, and every bar ends at the same marks',
    (stepMaxFrac) => {
      const ticks = marksOf(history, { ...assumedFilter, stepMaxFrac })
      for (let i = 1; i < ticks.length; i++)
        for (const [coin, price] of (ticks[i]?.prices ?? []).entries())
          expect(Math.abs(price / (ticks[i - 1]?.prices[coin] as number) - 1)).toBeLessThanOrEqual(stepMaxFrac + 1e-12)
      const closes = ticks.filter(({ isClose }) => isClose)
      const plain = marksOf(history).filter(({ isClose }) => isClose)
      expect(closes).toEqual(plain)
      expect(ticks.every(({ at }, i) => i === 0 || at > (ticks[i - 1]?.at as number))).toBe(true)
    },
  )
})
