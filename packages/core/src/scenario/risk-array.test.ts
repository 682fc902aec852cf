import { expect, test } from 'vitest'
import { priceInstrument } from '../pricing/price-instrument.ts'
import { market, unwrap } from '../testkit/builders.ts'
import { riskArray, riskPlan, worstCell } from './risk-array.ts'
import { grid, scenario } from './scenario.ts'
import type { VolShock } from './vol-shock.ts'

const volShock: VolShock = {
  upFrac: 0.5,
  downFrac: 0.3,
  pivotDays: 30,
  shortPower: 0.3,
  longPower: 0.5,
  daysMin: 1,
  upVolMin: 0,
}
const perpetual = unwrap(priceInstrument(market(['BTC/USDT:USDT']), 'BTC/USDT:USDT')).priced

test('a linear perpetual gains its notional times the move', () => {
  const scenarios = grid({ movesFrac: [-0.1, 0, 0.1], vols: ['up', 'down'], tails: [], tailVol: 'same' })
  const plan = riskPlan([{ scenarios, volShock }])
  const row = [...riskArray(perpetual, plan)].map((profit) => Math.round(profit * 1e6) / 1e6)
  expect(row).toEqual([-5000, -5000, 0, 0, 5000, 5000])
  expect(worstCell(riskArray(perpetual, plan))).toBe(0)
})

test('a tail counts at its weight', () => {
  const plan = riskPlan([{ scenarios: [scenario(-0.5, 'up', 0.2, false), scenario(-0.5, 'up', 1, false)], volShock }])
  expect([...riskArray(perpetual, plan)]).toEqual([-5000, -25_000])
})

test('sets stand side by side, each with its own shock', () => {
  const scenarios = [scenario(0, 'up', 1, false), scenario(0.1, 'up', 1, false), scenario(0, 'same', 1, false)]
  const plan = riskPlan([
    { scenarios, volShock },
    { scenarios, volShock: { ...volShock, upFrac: 1, upVolMin: 2 } },
  ])
  expect(plan.length).toBe(6)
  expect([...plan.cells.volIndex]).toEqual([0, 0, 1, 2, 2, 1])
  expect(plan.vols.map(({ floor }) => floor)).toEqual([0, 0, 2])
  expect([...plan.volFactorsAt(30 / 365)]).toEqual([1.5, 1, 2])
  expect(plan.volFactorsAt(30 / 365)).toBe(plan.volFactorsAt(30 / 365))
})

test('a row may be written into a given one', () => {
  const plan = riskPlan([{ scenarios: [scenario(0.1, 'same', 1, false)], volShock }])
  const row = new Float64Array(1)
  expect(riskArray(perpetual, plan, row)).toBe(row)
})

test('no scenario takes all of the index', () => {
  expect(() => riskPlan([{ scenarios: [scenario(-1, 'up', 1, false)], volShock }])).toThrow(
    'a scenario must move the index by more than −100 %, leaves 0',
  )
})

test.each([
  [[3, -1, 2, -1], 0, 4, 1],
  [[-9, 5, 4, 4], 1, 4, 2],
  [[1], 0, 1, 0],
])('the worst of %j from %d to %d is the first smallest, at %d', (pnl, from, to, worst) => {
  expect(worstCell(Float64Array.from(pnl), from, to)).toBe(worst)
})
