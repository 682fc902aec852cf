import { expect, test } from 'vitest'
import { normalCdf } from './normal.ts'
import { makeNormalTable, normalTableStride } from './normal-table.ts'

test('the quartics are within 2e-15 of the distribution, edges of the cells included', () => {
  const table = makeNormalTable(128, 8)
  let worst = 0
  for (let cell = 0; cell < 2048; cell++) {
    const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0] = table.subarray(cell * normalTableStride)
    for (const t of [0, 0.13, 0.5, 0.77, 1]) {
      const value = c0 + t * (c1 + t * (c2 + t * (c3 + t * c4)))
      worst = Math.max(worst, Math.abs(value - normalCdf((cell + t) / 128 - 8)))
    }
  }
  expect(table.length).toBe(2048 * normalTableStride)
  expect(worst).toBeLessThan(2e-15)
})
