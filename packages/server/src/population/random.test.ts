import { describe, expect, test } from 'vitest'
import { randomOf } from './random.ts'

describe('random numbers', () => {
  test('are the same for a seed on every machine', () => {
    const random = randomOf(7)
    expect(Array.from({ length: 4 }, () => random.below(1_000_000))).toEqual(knownOf7)
  })

  test('are spread evenly', () => {
    const random = randomOf(1)
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) {
      const cell = random.below(10)
      counts[cell] = (counts[cell] as number) + 1
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })

  test('a value is picked as often as its weight says', () => {
    const random = randomOf(2)
    const picked = Array.from({ length: 4000 }, () =>
      random.pick([
        ['rare', 1],
        ['common', 3],
      ]),
    )
    expect(Math.abs(picked.filter((value) => value === 'rare').length - 1000)).toBeLessThan(120)
  })
})

/** By a Python program written from the same description. */
const knownOf7 = [493806, 734653, 634248, 403052]
