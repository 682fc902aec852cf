import { describe, expect, test } from 'vitest'
import { foldedExtremeMove, scanRisk } from './span.ts'

/** McMillan, Options as a Strategic Investment, ch. 34: an S&P 500 future of 20 points maintenance, profit is positive. */
const longCall = [460, -610, 2640, 1730, -1270, -2340, 5210, 4540, -2540, -3430, 8060, 7640, -3380, -3990, 3130, -1500]
const coveredWrite = [
  -460, 610, 690, 1600, -2060, -990, 1460, 2130, -4130, -3240, 1940, 2360, -6620, -6010, 3870, -5500,
]

describe('SPAN scan risk', () => {
  test.each([
    ['a long call', longCall, 3990],
    ['a covered write', coveredWrite, 6620],
    ['a position that never loses', [0, 5, 10], 0],
  ])('of %s is its largest loss', (_what, array, loss) => {
    expect(scanRisk(array)).toBe(loss)
  })

  test('needs an array of numbers', () => {
    expect(() => scanRisk([])).toThrow('must not be empty')
    expect(() => scanRisk([1, Number.NaN])).toThrow('must be finite')
  })

  test('the extreme move of a future is folded into fourteen points, 7 000 dollars at 500 a point', () => {
    expect(foldedExtremeMove({ scanRange: 20, multiple: 2, coverFrac: 0.35 }) * 500).toBeCloseTo(7000, 9)
  })
})
