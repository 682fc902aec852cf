import { describe, expect, test } from 'vitest'
import { exponentialWeights, weightedVar } from './weighted-var.ts'

describe('weights that fade', () => {
  test('add up to one, the newest the heaviest', () => {
    const weights = exponentialWeights(500, 0.995)
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12)
    expect(weights[499]).toBeGreaterThan(weights[498] ?? Number.NaN)
    // Hull, section 13.3: the weight of scenario 494 of 500 at 0.995 is 0.00528.
    expect(weights[493]).toBeCloseTo(0.00528, 5)
  })

  test('are equal at a decay of one', () => {
    expect([...exponentialWeights(4, 1)]).toEqual([0.25, 0.25, 0.25, 0.25])
    expect([...exponentialWeights(1, 0.5)]).toEqual([1])
  })

  test.each([
    [0, 0.9, 'count must be a positive whole number, is 0'],
    [5, 0, 'decay must be above 0 and at most 1, is 0'],
    [5, 1.1, 'is 1.1'],
  ])('%d of decay %d are none', (count, decay, message) => {
    expect(() => exponentialWeights(count, decay)).toThrow(message)
  })
})

describe('a weighted simulation', () => {
  test('takes the first loss at which the weights exceed the tail, and a part of it into the mean', () => {
    // 100 weighs 0.02 and 60 0.05: they pass 4 % at 60, of which 0.02 is needed: (2 + 0.02 × 60) ÷ 0.04.
    const { valueAtRisk, expectedShortfall } = weightedVar([10, 100, 60], [0.93, 0.02, 0.05], 0.96)
    expect(valueAtRisk).toBe(60)
    expect(expectedShortfall).toBeCloseTo(80, 9)
  })

  test('is exceeded, not met: weights that make exactly the tail leave the next loss', () => {
    expect(weightedVar([4, 3, 2, 1], [0.25, 0.25, 0.25, 0.25], 0.75)).toEqual({ valueAtRisk: 3, expectedShortfall: 4 })
  })

  test('needs a weight a loss, and weights of one', () => {
    expect(() => weightedVar([1], [0.5, 0.5], 0.9)).toThrow('there must be a weight a loss, are 2 for 1')
    expect(() => weightedVar([1], [0.01], 0.5)).toThrow('weights must add up to one, are 0.01')
  })
})
