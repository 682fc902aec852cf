import { describe, expect, test } from 'vitest'
import { keepsLaws } from './keeps-laws.ts'
import { simulate } from './simulation.ts'

/** Each test runs so many seeds; the other half of the 300 is in `simulation-more.test.ts`. */
const seeds = 10

describe('every law holds after every command, whatever goes wrong', () => {
  test.each(Array.from({ length: 15 }, (_, i) => 1 + i * seeds))('from seed %i on', async (first) => {
    const happened = await keepsLaws(first, seeds)
    expect(happened).toContain('crash')
  })
})

test('one seed gives one hash, twice', async () => {
  for (const seed of ['1', '2', '3', '4', '5', '6', '7', '8']) {
    const [once, again] = [await simulate({ seed }), await simulate({ seed })]
    expect(again.hash, `seed ${seed}`).toBe(once.hash)
    expect(again.steps).toBe(once.steps)
  }
})
