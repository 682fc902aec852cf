import { expect, test } from 'vitest'
import { marginRatio, perpRequirement, weightOf } from './health-lines.ts'

test('a fill is held to the mean of opening and staying', () => {
  expect([
    weightOf('initial', 8000n, 9000n),
    weightOf('maintenance', 8000n, 9000n),
    weightOf('fill', 8000n, 9001n),
  ]).toEqual([8000n, 9000n, 8500n])
})

/** drift-labs/protocol-v2 at 0ae3e3b, math/margin/tests.rs: 6.147540983 short at 22 050, ratio 10 %, IMF 0.001. */
test('a perpetual asks its ratio of the notional, cut to millionths', () => {
  const size = 6_147_540_983n
  const ratio = marginRatio({ imf: 1000n, initialRatio: 1000n, maintenanceRatio: 500n }, 'initial', size)
  expect(ratio).toBe(1000n)
  expect(perpRequirement(size, 22_050_000_000n, ratio, 1_000_000n)).toBe(13_555_327_867n)
  // A quote token at 1.01 makes the same position larger.
  expect(perpRequirement(size, 22_050_000_000n, ratio, 1_010_000n)).toBe(13_690_881_146n)
})
