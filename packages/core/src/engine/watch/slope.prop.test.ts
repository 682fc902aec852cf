import fc from 'fast-check'
import { expect, test } from 'vitest'
import { yearMs } from '../../num/instant.ts'
import { engineAt, run } from '../../testkit/engine.ts'
import { coins, drawn, perpetuals, prices, standing, stateWith } from '../../testkit/watched-accounts.ts'

const reach = { moveFrac: 0.25, years: (4 * 3_600_000) / yearMs }
const names = [...Object.keys(coins), ...perpetuals, 'BTC/USD:BTC']

const move = fc.record({
  account: drawn.filter(({ model }) => model !== 'deribit/portfolio'),
  moveFrac: fc.constantFrom(0.0001, 0.001, 0.01, 0.1, 0.25),
  moves: fc.array(fc.constantFrom(-1, 1, 0), { minLength: names.length, maxLength: names.length }),
  together: fc.constantFrom(-1, 1, 0),
  hours: fc.constantFrom(0, 1, 4),
})

test('no pool loses more equity or gains more maintenance margin than its slope says', () => {
  let tried = 0
  let closest = 0
  fc.assert(
    fc.property(move, ({ account, moveFrac, moves, together, hours }) => {
      const state = stateWith([account])
      const before = standing(state, 'a0')
      if (before === undefined) return
      const slopes = before.pools.map(({ pool }) => before.model.slackSlope?.(pool, before.priced, reach) ?? null)
      const factorOf = (name: string): number => 1 + moveFrac * (together || (moves[names.indexOf(name)] as number))
      run(state, prices(engineAt + hours * 3_600_000, factorOf))
      const after = standing(state, 'a0')
      for (const [i, { pool }] of before.pools.entries()) {
        const slope = slopes[i]
        const moved = after?.pools[i]?.pool
        if (slope === null || slope === undefined || moved === undefined) continue
        tried += 1
        const rounding = 1e-9 * (Math.abs(pool.adjustedEquity) + pool.maintenance.amount + slope.equityPerMove) + 1e-6
        const lost = pool.adjustedEquity - moved.adjustedEquity
        const gained = moved.maintenance.amount - pool.maintenance.amount
        const equityMost = moveFrac * slope.equityPerMove
        const maintenanceMost = moveFrac * slope.maintenancePerMove
        expect(lost).toBeLessThanOrEqual(equityMost + slope.reserve + rounding)
        expect(gained).toBeLessThanOrEqual(maintenanceMost + slope.reserve + rounding)
        expect(lost + gained).toBeLessThanOrEqual(equityMost + maintenanceMost + slope.reserve + rounding)
        if (maintenanceMost > 0 && slope.reserve === 0) closest = Math.max(closest, gained / maintenanceMost)
      }
    }),
    { numRuns: 800 },
  )
  expect(tried).toBeGreaterThan(400)
  // The bound is safe, and not so large that it says nothing.
  expect(closest).toBeGreaterThan(0.5)
})
